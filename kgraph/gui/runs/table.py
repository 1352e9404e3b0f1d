"""The table of runs: sortable, with a choice of columns."""

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QTableView

from kgraph.gui.runs.columns import RUN, STATE, Column
from kgraph.gui.runs.found import FoundRuns
from kgraph.gui.runs.model import RunsModel
from kgraph.gui.runs.row import RunRow
from kgraph.gui.settings import settings

HIDDEN = "hidden_run_columns"
EDGE = 10  # pixels around a text
ROOM = 16  # pixels for the arrow that says what is sorted by
ICON = 22  # pixels of a tick or a spot beside a text
LOOKED_AT = 50  # runs whose texts say how wide a column is
WIDEST = 260  # pixels that a column takes by itself; the person may drag it wider


class RunsTable(QTableView):
    """Shows runs; the order and the selection last while runs come and go."""

    selection_changed = Signal()

    deletion_requested = Signal()
    """The key Delete was pressed."""

    def __init__(self, model: RunsModel) -> None:
        super().__init__()
        self._model = model
        self.found = FoundRuns(model)
        self._hidden = _hidden()
        self._widths: dict[str, int] = {}  # that the person dragged
        self._fitting_widths: dict[str, int] = {}
        self.setModel(self.found)
        self.setAccessibleName("Runs")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setAlternatingRowColors(False)
        self.setShowGrid(False)
        self.setStyleSheet(
            f"QHeaderView::section {{ padding-right: {ROOM}px; }}"
            f"QTableView::item {{ padding-right: {ROOM - 4}px; }}"
        )
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 9)
        self._prepare_header()
        self.selectionModel().selectionChanged.connect(
            lambda *_: self.selection_changed.emit()
        )

    def selected(self) -> list[RunRow]:
        """Returns the selected runs from top to bottom."""
        ranges = self.selectionModel().selection()
        places = {
            p for one in ranges.toList() for p in range(one.top(), one.bottom() + 1)
        }
        return [self.found.row_at(place) for place in sorted(places)]

    def show_rows(self, rows: tuple[RunRow, ...]) -> None:
        """Shows these runs and keeps what is selected."""
        selected = {row.run.id for row in self.selected()}
        self._model.show_rows(rows)
        self._dress()
        if {row.run.id for row in self.selected()} != selected:
            self.select(selected)

    def select(self, runs: set[str]) -> None:
        """Selects runs by their ids."""
        selection = self.selectionModel()
        flags = QItemSelectionModel.SelectionFlag
        selection.clearSelection()
        for place in range(self.found.rowCount()):
            if self.found.row_at(place).run.id in runs:
                index = self.found.index(place, 0)
                selection.select(index, flags.Select | flags.Rows)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ticks all selected runs by Space, and asks to delete them by Delete."""
        if event.key() == Qt.Key.Key_Delete:
            self.deletion_requested.emit()
        elif event.key() == Qt.Key.Key_Space and self.selected():
            self.toggle()
        else:
            super().keyPressEvent(event)

    def toggle(self) -> None:
        """Lays the curves of the selected runs over, or takes them away if all are."""
        runs = [row.run.id for row in self.selected()]
        are_all = set(runs) <= set(self._model.ticked)
        self._model.tick(runs, is_ticked=not are_all)

    def _prepare_header(self) -> None:
        header = self.horizontalHeader()
        header.setSectionsClickable(True)
        header.setSectionsMovable(True)
        header.setSortIndicatorShown(True)
        header.setHighlightSections(False)
        header.setStretchLastSection(True)
        header.sectionResized.connect(self._keep_width)
        header.sortIndicatorChanged.connect(self._model.sort)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._choose_columns)
        header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)

    def _keep_width(self, place: int, _: int, width: int) -> None:
        if width and QApplication.mouseButtons():  # else nobody dragged it
            self._widths[self._model.columns[place].name] = width

    def _dress(self) -> None:
        """Gives columns their widths, and hides those that the person hid."""
        header, fitting = self.horizontalHeader(), self._fitting_widths
        for place, column in enumerate(self._model.columns):
            name = column.name
            fitting[name] = max(self._fitting(column), fitting.get(name, 0))
            header.resizeSection(place, self._widths.get(name, fitting[name]))
            header.setSectionHidden(place, name in self._hidden)
        by, order = self._model.sorted_by
        header.setSortIndicator(by, order)

    def _fitting(self, column: Column) -> int:
        """Returns the width of the latest texts; Qt would ask for those of all runs."""
        rows = self._model.rows[-LOOKED_AT:]
        measure = self.fontMetrics().horizontalAdvance
        widest = max((measure(column.text(row)) for row in rows), default=0)
        beside = ICON if column.name in (RUN, STATE) else 0
        title = self.horizontalHeader().fontMetrics().horizontalAdvance(column.title)
        return min(max(int(1.1 * title), widest + beside) + ROOM + EDGE, WIDEST)

    def _choose_columns(self, position: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for column in self._model.columns:
            action = menu.addAction(column.title)
            action.setCheckable(True)
            action.setChecked(column.name not in self._hidden)
            action.setEnabled(column.name != RUN)
            action.toggled.connect(lambda on, name=column.name: self._show(name, on))
        menu.popup(self.horizontalHeader().viewport().mapToGlobal(position))

    def _show(self, name: str, is_shown: bool) -> None:
        (self._hidden.discard if is_shown else self._hidden.add)(name)
        settings().setValue(HIDDEN, sorted(self._hidden))
        for place, column in enumerate(self._model.columns):
            is_hidden = column.name in self._hidden
            self.horizontalHeader().setSectionHidden(place, is_hidden)


def _hidden() -> set[str]:
    """Returns the names of the columns that the person does not want to see."""
    value = settings().value(HIDDEN, [])
    return {value} if isinstance(value, str) else set(value or [])
