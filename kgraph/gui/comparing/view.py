"""The window of a comparison: both drawings as one, and what differs in words."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QColor, QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QListWidget,
    QListWidgetItem,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.comparing import Change, Cost, compare, place_of, union
from kgraph.document.project import Project
from kgraph.document.telling.words import plural
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.canvas.changes import marks
from kgraph.gui.comparing.exhibit import Exhibit
from kgraph.gui.look.labels import label
from kgraph.gui.submodels import GraphBar, OpenGraphs
from kgraph.gui.theme import Theme

SIZE = QSize(1200, 780)  # on a screen that is large enough
FRAME = QSize(20, 60)  # what the desktop puts around a window
SIDE = 380
SHOWN = ("parameters", "multiply_adds")


class ComparisonView(QDialog):
    """Shows what differs; a change that is chosen is shown on the canvas.

    Args:
        names: What the old and the new project are called.
        of_models: Whether one of them is a model alone.
    """

    def __init__(
        self,
        old: Project,
        new: Project,
        names: tuple[str, str],
        theme: Theme,
        parent: QWidget,
        *,
        of_models: bool = False,
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Comparison: {} → {}".format(*names))
        self.resize(SIZE.boundedTo(self.screen().availableSize() - FRAME))
        self.comparison = compare(old, new, of_models=of_models)
        self.union = union(old, new, self.comparison)
        self.document = Exhibit(self.union.project)
        self.document.setParent(self)
        self.canvas = CanvasPanel(self.document, theme)
        self.canvas.show_changes(self.union)
        self._bar = GraphBar(theme)
        self.graphs = OpenGraphs(self.document, self.canvas, self._bar)
        self._title = label("{} → {}".format(*names), "title")
        self.costs = label("", "muted")
        self.told = label("", "muted")
        self.changes = QListWidget(wordWrap=True)
        self.changes.setAccessibleName("Changes")
        self.set_theme(theme)
        self._arrange()
        self._connect()
        self._say_how_many()

    def show_costs(self, costs: Iterable[Cost], problem: str = "") -> None:
        """Says what either model costs.

        Args:
            problem: Why that is not known, where it is not.
        """
        known = [cost.sentence for cost in costs if cost.name in SHOWN]
        text = ";  ".join(known) or problem
        self.costs.setText(text[:1].upper() + text[1:])

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self.canvas.set_theme(theme)
        self._bar.set_theme(theme)
        row = self.changes.currentRow()
        self.changes.clear()
        for change in self.comparison.changes:
            self.changes.addItem(_item(change, marks.color(theme, change.kind)))
        self.changes.setCurrentRow(row)

    def _arrange(self) -> None:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 8, 8, 8)
        column.addWidget(self.told)
        column.addWidget(self.changes)
        middle = QWidget()
        drawing = QVBoxLayout(middle)
        drawing.setContentsMargins(0, 0, 0, 0)
        drawing.setSpacing(0)
        drawing.addWidget(self._bar)
        drawing.addWidget(self.canvas)
        splitter = QSplitter()
        splitter.addWidget(middle)
        splitter.addWidget(side)
        splitter.setStretchFactor(0, 1)
        splitter.setSizes([self.width() - SIDE, SIDE])
        head = QVBoxLayout()
        head.setContentsMargins(12, 10, 12, 6)
        head.addWidget(self._title)
        head.addWidget(self.costs)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(head)
        whole.addWidget(splitter, 1)

    def _connect(self) -> None:
        self.changes.currentRowChanged.connect(self._show_change)
        self.document.failed.connect(self.told.setText)
        for keys, slot in (
            ("Ctrl+Return", self.graphs.open_selected),
            ("Ctrl+Shift+Return", self.graphs.go_up),
            ("F3", self.go_on),
            ("Shift+F3", self.go_back),
            ("Ctrl+0", self.canvas.zoom_to_fit),
            ("Esc", self.close),
        ):
            action = QAction(self)
            action.setShortcut(QKeySequence(keys))
            action.triggered.connect(slot)
            self.addAction(action)
        self.canvas.viewer.node_double_clicked.connect(self._open)
        self.canvas.setFocus()

    def go_on(self) -> None:
        """Shows the next change."""
        self._step(1)

    def go_back(self) -> None:
        """Shows the change before."""
        self._step(-1)

    def _step(self, step: int) -> None:
        count = self.changes.count()
        if count:
            now = self.changes.currentRow()
            start = -1 if now < 0 and step > 0 else now
            self.changes.setCurrentRow((start + step) % count)

    def _say_how_many(self) -> None:
        count = len(self.comparison.changes)
        text = f"{plural(count, 'change')}; F3 shows the next one"
        self.told.setText(text if count else "There is no difference.")

    def _show_change(self, row: int) -> None:
        if row < 0:
            return
        place = place_of(self.comparison.changes[row], self.union.names)
        if place is not None:
            self.document.show_graph(place.graph)
            self.canvas.show_node(place.node)

    def _open(self, node: str) -> None:
        if node in self.document.graph.nodes:
            submodel = self.document.graph.layer_of(node).submodel
            if submodel is not None:
                self.document.show_graph(submodel)


def _item(change: Change, color: QColor) -> QListWidgetItem:
    item = QListWidgetItem(f"{marks.SIGNS[change.kind]}  {change.sentence}")
    item.setForeground(color)
    item.setToolTip(change.sentence)
    return item
