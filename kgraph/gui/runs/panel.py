"""What was trained: a table of the runs of this drawing."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal, SignalInstance
from PySide6.QtGui import QHideEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QStackedWidget,
    QToolBar,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.document.errors import KgraphError
from kgraph.document.telling.words import plural
from kgraph.gui.look.icons import icon
from kgraph.gui.runs.actions import RunActions
from kgraph.gui.runs.columns import TAGS
from kgraph.gui.runs.comparison import RunsComparisonDialog
from kgraph.gui.runs.deletion import RunsDeletionDialog
from kgraph.gui.runs.model import RunsModel
from kgraph.gui.runs.reader import RunReader
from kgraph.gui.runs.table import RunsTable
from kgraph.gui.theme import Theme
from kgraph.runs import RunStore
from kgraph.runs.storing.labelling import set_remarks, set_tags
from kgraph.runs.storing.listing import filled

NARROW = 480  # pixels in which the buttons need all the room
NONE_YET = "No runs yet. Press Train: every run is kept here."


class RunsPanel(QWidget):
    """A table of the runs that the store beside the file remembers, latest first."""

    export_requested = Signal(str)
    """Id of the run whose weights are wanted."""

    weights_requested = Signal(str)
    """Id of the run whose weights the drawing is to begin with."""

    drawing_requested = Signal(str)
    """Path of the drawing as it was when a run began."""

    show_requested = Signal(str)
    """Id of the run whose curves are to be shown."""

    evaluate_requested = Signal(str)
    """Id of the run that is to be judged."""

    overlay_requested = Signal(object)
    """Tuple of the ids of the runs whose curves are to be laid over those shown."""

    continue_requested = Signal(str)
    """Id of the run that is to go on from its checkpoint."""

    stop_requested = Signal(str)
    """Id of a run that is going on, here or elsewhere, and is to stop."""

    deleted = Signal()
    """Runs are gone for good."""

    tensorboard_requested = Signal(object)
    """Tuple of the ids of the runs that TensorBoard is to show."""

    said = Signal(str, str)
    """A sentence about what could not be done, and its severity."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._path: Path | None = None
        self._reader = RunReader(self)
        self.model = RunsModel(theme)
        self.table = RunsTable(self.model)
        self.actions_by_name = RunActions(self)
        self.search = QLineEdit(placeholderText="Find runs")
        self.search.setToolTip(
            "Words of tags, remarks, states and settings, such as learning_rate=0.01"
        )
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Find runs")
        self.count = QLabel()
        self.count.setProperty("role", "muted")
        self._bar = QWidget()
        self._buttons = QToolBar()  # what has no room is behind an arrow
        self._buttons.addActions(list(self.actions_by_name.on_buttons()))
        self._none = QLabel(NONE_YET, wordWrap=True)
        self._none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._none.setProperty("role", "muted")
        self._stack = QStackedWidget()
        self._color_arrow()
        self._arrange()
        self._connect()
        self._connect_actions()

    @property
    def store(self) -> RunStore:
        """Where the runs are kept."""
        return self._reader.store

    def show_runs_of(self, path: Path | None) -> None:
        """Shows the runs of a `.kgraph` file, None for a drawing without one."""
        if path != self._path:
            self._path = path
            self.model.tick(self.model.ticked, is_ticked=False)
            self._reader.show_runs_of(path)
            self.refresh()

    def refresh(self) -> None:
        """Reads the store anew, once the panel can be seen."""
        self._reader.refresh()

    def set_theme(self, theme: Theme) -> None:
        """Colours the states anew."""
        self._theme = theme
        self.model.set_theme(theme)
        self._color_arrow()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leaves the count out where the buttons have no room beside it."""
        super().resizeEvent(event)
        self.count.setVisible(self.width() >= NARROW)

    def showEvent(self, event: QShowEvent) -> None:
        """Reads the store only while somebody looks."""
        super().showEvent(event)
        self._reader.start()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leaves the store alone."""
        super().hideEvent(event)
        self._reader.stop()

    def _color_arrow(self) -> None:
        """Draws what leads to the buttons without room; Qt's own arrow is black."""
        arrow = self._buttons.findChild(QToolButton, "qt_toolbar_ext_button")
        if isinstance(arrow, QToolButton):
            arrow.setIcon(icon("down", self._theme))

    def _show_rows(self, rows: Any) -> None:
        self.table.show_rows(rows)
        self._none.setText(NONE_YET)
        self._bar.setVisible(bool(rows))
        self._stack.setCurrentWidget(self.table if rows else self._none)
        self._show_selection()

    def _show_failure(self, sentence: str) -> None:
        self._show_rows(())
        self._none.setText(sentence)

    def _show_selection(self) -> None:
        selected = self.table.selected()
        self.actions_by_name.show_selection(selected)
        shown, known = self.table.found.rowCount(), len(self.model.rows)
        text = plural(known, "run") if shown == known else f"{shown} of {known} runs"
        self.count.setText(f"{text}, {len(selected)} selected" if selected else text)

    def _find(self, text: str) -> None:
        self.table.found.find(text)
        self._show_selection()

    def _take(self, run: str, column: str, text: str) -> None:
        """Keeps what the person wrote at a run."""
        folder = self.store.folder
        try:
            if column == TAGS:
                set_tags(folder, run, text.split(","))
            else:
                set_remarks(folder, run, text)
        except KgraphError as error:
            self.said.emit(str(error), "error")
        self.refresh()

    def _activate(self, index: QModelIndex) -> None:
        self.show_requested.emit(self.table.found.row_at(index.row()).run.id)

    def _compare(self) -> None:
        runs = sorted((r.run for r in self.table.selected()), key=lambda run: run.id)
        try:
            old, new = filled(self.store.folder, runs)
        except KgraphError as error:
            self.said.emit(str(error), "error")
            return
        RunsComparisonDialog(old, new, self._theme, self).open()

    def _delete(self) -> None:
        if self.actions_by_name.by_name["delete"].isEnabled():
            runs = [row.run for row in self.table.selected()]
            dialog = RunsDeletionDialog(self.store.folder, runs, self)
            dialog.failed.connect(lambda text: self.said.emit(text, "error"))
            dialog.deleted.connect(self.refresh)
            dialog.deleted.connect(self.deleted)
            dialog.open()

    def _show_menu(self, position: QPoint) -> None:
        if self.table.indexAt(position).isValid():
            menu = self.actions_by_name.menu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.table.viewport().mapToGlobal(position))

    def _ids(self) -> tuple[str, ...]:
        return tuple(sorted(row.run.id for row in self.table.selected()))

    def _connect(self) -> None:
        self._reader.read.connect(self._show_rows)
        self._reader.failed.connect(self._show_failure)
        self.search.textChanged.connect(self._find)
        self.model.edited.connect(self._take)
        self.model.overlays_changed.connect(self.overlay_requested)
        self.table.selection_changed.connect(self._show_selection)
        self.table.activated.connect(self._activate)
        self.table.deletion_requested.connect(self._delete)
        self.table.customContextMenuRequested.connect(self._show_menu)

    def _connect_actions(self) -> None:
        signals = {
            "show": self.show_requested,
            "proceed": self.continue_requested,
            "stop": self.stop_requested,
            "take": self.weights_requested,
            "export": self.export_requested,
            "evaluate": self.evaluate_requested,
        }
        actions = self.actions_by_name.by_name
        for name, signal in signals.items():
            actions[name].triggered.connect(partial(self._tell, signal))
        actions["open"].triggered.connect(self._open)
        actions["overlay"].triggered.connect(self.table.toggle)
        actions["compare"].triggered.connect(self._compare)
        actions["delete"].triggered.connect(self._delete)
        actions["tensorboard"].triggered.connect(
            lambda: self.tensorboard_requested.emit(self._ids())
        )

    def _tell(self, signal: SignalInstance) -> None:
        for row in self.table.selected():
            signal.emit(row.run.id)

    def _open(self) -> None:
        for row in self.table.selected():
            self.drawing_requested.emit(str(row.run.document))

    def _arrange(self) -> None:
        self.search.setMaximumWidth(300)
        row = QHBoxLayout(self._bar)
        row.setContentsMargins(8, 6, 8, 4)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.count)
        row.addWidget(self._buttons, 2)
        self._stack.addWidget(self._none)
        self._stack.addWidget(self.table)
        self._bar.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self._bar)
        layout.addWidget(self._stack, 1)
