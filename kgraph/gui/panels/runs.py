"""What was trained: one row for each run of this drawing."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLabel,
    QMenu,
    QStackedWidget,
    QTreeWidget,
    QTreeWidgetItem,
)

from kgraph.document.errors import KgraphError
from kgraph.gui.look.icons import dot
from kgraph.gui.quantities import duration, measure
from kgraph.gui.theme import Theme
from kgraph.runs import Run, RunStore

RUN = Qt.ItemDataRole.UserRole
HEADERS = ("Run", "Started", "State", "Took", "Epochs", "Best epoch", "On test data")


class RunsPanel(QStackedWidget):
    """A table of the runs that the store beside the file remembers, latest first."""

    export_requested = Signal(str)
    """Id of the run whose weights are wanted."""

    weights_requested = Signal(str)
    """Id of the run whose weights the drawing is to begin with."""

    drawing_requested = Signal(str)
    """Path of the drawing as it was when a run began."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._path: Path | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._read)
        self._table = QTreeWidget(rootIsDecorated=False, uniformRowHeights=True)
        self._table.setHeaderLabels(HEADERS)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._table.customContextMenuRequested.connect(self._show_menu)
        self._none = QLabel(alignment=Qt.AlignmentFlag.AlignCenter, wordWrap=True)
        self._none.setProperty("role", "muted")
        self.addWidget(self._none)
        self.addWidget(self._table)

    def show_runs_of(self, path: Path | None) -> None:
        """Shows the runs of a `.kgraph` file, None for a drawing without one."""
        if path != self._path:
            self._path = path
            self.refresh()

    def refresh(self) -> None:
        """Reads the store anew, once the panel can be seen."""
        self._timer.start()

    def set_theme(self, theme: Theme) -> None:
        """Colours the states anew."""
        self._theme = theme
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Reads the store only when somebody looks."""
        super().showEvent(event)
        self.refresh()

    def _read(self) -> None:
        if not self.isVisible():
            return
        try:
            runs = RunStore.beside(self._path).list()
        except KgraphError as error:
            runs, text = (), str(error)
        else:
            text = "No runs yet. Press Train: every run is kept here."
        self._none.setText(text)
        self._table.clear()
        self._table.addTopLevelItems([self._item(run) for run in reversed(runs)])
        for column in range(len(HEADERS)):
            self._table.resizeColumnToContents(column)
        self.setCurrentWidget(self._table if runs else self._none)

    def _item(self, run: Run) -> QTreeWidgetItem:
        item = QTreeWidgetItem(_texts(run))
        item.setData(0, RUN, run)
        item.setIcon(2, dot(getattr(self._theme, _ROLES[run.state])))
        item.setToolTip(0, "\n".join(run.notes))
        item.setToolTip(2, run.error)
        return item

    def _show_menu(self, position: QPoint) -> None:
        item = self._table.itemAt(position)
        if item is None:
            return
        run: Run = item.data(0, RUN)
        menu = QMenu(self)
        export = menu.addAction("Export This Run's Model…")
        export.setEnabled(run.last_weights.exists())
        export.triggered.connect(lambda: self.export_requested.emit(run.id))
        take = menu.addAction("Take the Weights of This Run")
        take.setEnabled(run.last_weights.exists())
        take.triggered.connect(lambda: self.weights_requested.emit(run.id))
        show = menu.addAction("Open the Drawing of This Run")
        show.setEnabled(run.document.exists())
        show.triggered.connect(lambda: self.drawing_requested.emit(str(run.document)))
        menu.popup(self._table.viewport().mapToGlobal(position))


_ROLES = {
    "running": "accent",
    "finished": "success",
    "stopped": "warning",
    "failed": "error",
    "interrupted": "error",
}


def _texts(run: Run) -> list[str]:
    started = datetime.fromtimestamp(run.started)
    best = run.best_epoch
    return [
        run.id,
        started.strftime("%Y-%m-%d %H:%M"),
        run.state,
        duration(run.ended - run.started) if run.ended else "",
        str(len(run.epochs)),
        f"{best.epoch + 1}: {_values(best.logs)}" if best else "",
        _values(run.scores),
    ]


def _values(logs: dict[str, float]) -> str:
    shown = {n: v for n, v in logs.items() if n != "learning_rate"}
    return "   ".join(f"{name} {measure(value)}" for name, value in shown.items())
