"""What is dropped on the window: a drawing or a model is opened, data is taken."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from kgraph.gui.importing.kinds import dropped_file

DRAGGED = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDrop(QObject):
    """Takes one file or folder at a time; what nothing can be done with, it leaves.

    Args:
        data_in: Returns the path of the data that is dragged; empty if it is none.
    """

    dropped = Signal(str)
    """A drawing or a model is to be opened."""

    data_dropped = Signal(str)
    """A file or folder of data is to be the source of the drawing that is open."""

    def __init__(self, window: QWidget, data_in: Callable[[QMimeData], str]) -> None:
        super().__init__(window)
        self._data_in = data_in
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answers what is dragged over the window."""
        if event.type() not in DRAGGED or not isinstance(event, QDropEvent):
            return False
        data = event.mimeData()
        model, path = dropped_file(data), self._data_in(data)
        if not (model or path):
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            # A question must not be asked while the other program still waits.
            QTimer.singleShot(0, self, lambda: self._tell(model, path))
        return True

    def _tell(self, model: str, data: str) -> None:
        """Tells what came; an HDF5 file or a program is taken for a model first."""
        if model:
            self.dropped.emit(model)
        else:
            self.data_dropped.emit(data)
