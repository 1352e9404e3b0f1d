"""The stages as a list that can be put into another order."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QDropEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QSizePolicy

from kgraph.document.staging import title
from kgraph.document.telling.words import plural
from kgraph.document.training import Stage
from kgraph.gui.quantities import measure

ALT = Qt.KeyboardModifier.AltModifier
MOST_ROWS = 5
STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class StageList(QListWidget):
    """One row for each stage; rows are dragged, or moved with Alt and an arrow."""

    chosen = Signal(int)
    """Number of the stage that is looked at from now on."""

    moved = Signal(int, int)
    """A stage is wanted at another place: where it is, and where it is to be."""

    removed = Signal(int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName("Stages")
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setToolTip("Drag a stage, or press Alt and an arrow, to move it.")
        self.currentRowChanged.connect(self._hear_row)

    def show_stages(
        self, stages: Sequence[Stage], index: int, name_of: Callable[[str], str]
    ) -> None:
        """Shows the stages, one of them as chosen.

        Args:
            name_of: Returns what a layer is called that a stage lists.
        """
        self.blockSignals(True)
        texts = [_row(stage, row, name_of) for row, stage in enumerate(stages)]
        while self.count() > len(texts):
            self.takeItem(self.count() - 1)
        for row, text in enumerate(texts):
            if row == self.count():
                self.addItem(text)
            self.item(row).setText(text)
        self.setCurrentRow(index if texts else -1)
        self.blockSignals(False)
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Asks for room for a few rows, and for no more than there are."""
        rows = min(max(self.count(), 1), MOST_ROWS)
        frame = 2 * self.frameWidth()
        return QSize(super().sizeHint().width(), rows * self.sizeHintForRow(0) + frame)

    def minimumSizeHint(self) -> QSize:
        """Asks for the same height: what has no room is scrolled outside."""
        return QSize(0, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Moves or removes the chosen stage."""
        step = STEPS.get(Qt.Key(event.key()))
        if event.modifiers() & ALT and step is not None:
            self.moved.emit(self.currentRow(), self.currentRow() + step)
        elif event.key() == Qt.Key.Key_Delete and self.currentRow() >= 0:
            self.removed.emit(self.currentRow())
        else:
            super().keyPressEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Asks for the stage to be where it was let go; the document decides."""
        before = self.currentRow()
        place = self.drop_row(event)
        event.setDropAction(Qt.DropAction.IgnoreAction)
        event.accept()
        if place not in (before, before + 1):
            self.moved.emit(before, place - 1 if place > before else place)

    def drop_row(self, event: QDropEvent) -> int:
        """Returns before which row something is let go; their count for the end."""
        at = event.position().toPoint()
        index = self.indexAt(at)
        if not index.isValid():
            return self.count()
        middle = self.visualRect(index).center().y()
        return index.row() + (1 if at.y() > middle else 0)

    def _hear_row(self, row: int) -> None:
        if row >= 0:
            self.chosen.emit(row)


def _row(stage: Stage, index: int, name_of: Callable[[str], str]) -> str:
    parts = [plural(stage.epochs, "epoch"), _trains(stage, name_of)]
    if stage.learning_rate is not None:
        parts.append(f"at {measure(stage.learning_rate)}")
    return f"{index + 1}  {title(stage, index)}\n     {' · '.join(parts)}"


def _trains(stage: Stage, name_of: Callable[[str], str]) -> str:
    is_one = len(stage.layers) == 1
    listed = name_of(stage.layers[0]) if is_one else plural(len(stage.layers), "layer")
    match stage.trains:
        case "all":
            return "all layers"
        case "last":
            return "last layer" if stage.last == 1 else f"last {stage.last} layers"
        case "only":
            return f"only {listed}"
        case "except":
            return f"all but {listed}"
        case _:
            return "as drawn"
