"""What stands in the way of a model; a click leads to the place, or repairs it."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QBrush
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
)

from kgraph.document.analysis import Problem
from kgraph.document.project import MAIN, Project
from kgraph.document.repairs import Repair
from kgraph.gui.look.icons import icon
from kgraph.gui.theme import Theme

BETWEEN = "\u203a"  # the name of a submodel and that of a layer in it
PROBLEM = Qt.ItemDataRole.UserRole
REPAIR = Qt.ItemDataRole.UserRole + 1


class ProblemsPanel(QStackedWidget):
    """A list of problems, errors first, or the good news that there are none."""

    jump_requested = Signal(str, str)
    """Ids of the graph and of the node that a problem is about."""

    setting_requested = Signal(str)
    """The path of a setting that the person wants to see."""

    repair_requested = Signal(object)
    """The `Repair` that is to be applied."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._problems: tuple[Problem, ...] = ()
        self._project: Project | None = None
        self._offers: Mapping[Problem, tuple[Repair, ...]] = {}
        self._items: list[QTreeWidgetItem] = []
        self._list = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True)
        self._list.setHeaderLabels(["Layer", "Problem"])
        self._list.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._list.header().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self._list.setColumnWidth(0, 190)
        self._list.itemClicked.connect(self._act)
        self._list.itemActivated.connect(self._act)
        self._none = QLabel("No problems.", alignment=Qt.AlignmentFlag.AlignCenter)
        self._none.setProperty("role", "muted")
        self.addWidget(self._none)
        self.addWidget(self._list)

    def show_problems(self, problems: tuple[Problem, ...], project: Project) -> None:
        """Lists problems of a project.

        Args:
            project: Tells the names of the layers.
        """
        if problems == self._problems and project is self._project:
            return
        ordered = sorted(problems, key=lambda p: p.severity != "error")
        self._problems, self._project = tuple(ordered), project
        self._fill()

    def show_repairs(self, offers: Mapping[Problem, tuple[Repair, ...]]) -> None:
        """Lists repairs under the problems that they put right."""
        if offers != self._offers:
            self._offers = offers
            self._fill()

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        self._theme = theme
        self._fill()

    def select(self, problem: Problem) -> None:
        """Makes the row of a problem the current one, and jumps to its node."""
        if problem in self._problems:
            item = self._items[self._problems.index(problem)]
            self._list.setCurrentItem(item)
            self._jump(item)

    def _fill(self) -> None:
        self._list.clear()
        self._items = [self._item(problem) for problem in self._problems]
        self._list.addTopLevelItems(self._items)
        self._list.expandAll()
        self.setCurrentWidget(self._list if self._problems else self._none)

    def _item(self, problem: Problem) -> QTreeWidgetItem:
        item = QTreeWidgetItem([self._place(problem), problem.sentence])
        color = getattr(self._theme, problem.severity)
        item.setIcon(0, icon(problem.severity, self._theme, color))
        item.setData(0, PROBLEM, problem)
        item.setToolTip(1, _details(problem))
        for repair in self._offers.get(problem, ()):
            item.addChild(self._repair_item(repair))
        return item

    def _repair_item(self, repair: Repair) -> QTreeWidgetItem:
        item = QTreeWidgetItem(["", repair.title])
        item.setIcon(1, icon("repair", self._theme, self._theme.accent))
        item.setForeground(1, QBrush(self._theme.accent))
        item.setData(0, REPAIR, repair)
        item.setToolTip(1, "Click to repair; Undo takes it back.")
        return item

    def _place(self, problem: Problem) -> str:
        if problem.setting:
            return problem.setting.partition(".")[0].capitalize()
        graph = self._project and self._project.graphs.get(problem.graph)
        if not graph:
            return ""
        if problem.node not in graph.nodes:
            return graph.name
        name = graph.layer_of(problem.node).name
        return name if graph.id == MAIN else f"{graph.name} {BETWEEN} {name}"

    def _act(self, item: QTreeWidgetItem) -> None:
        repair = item.data(0, REPAIR)
        if repair is None:
            self._jump(item)
            return
        # The list is filled anew when the drawing changes: not inside its own click.
        QTimer.singleShot(0, self, lambda: self.repair_requested.emit(repair))

    def _jump(self, item: QTreeWidgetItem) -> None:
        problem = item.data(0, PROBLEM)
        if problem.setting:
            self.setting_requested.emit(problem.setting)
        elif problem.node is not None:
            self.jump_requested.emit(problem.graph, problem.node)


def _details(problem: Problem) -> str:
    lines = [problem.message]
    if problem.expected:
        lines.append(f"Expected: {problem.expected}")
    if problem.received:
        lines.append(f"Received: {problem.received}")
    return "\n".join(lines)
