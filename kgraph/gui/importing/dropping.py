"""Files that are dropped on the window: a drawing or a model is opened."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QWidget

from kgraph.gui.importing.kinds import dropped_file

DRAGGED = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDrop(QObject):
    """Takes one file that the window can open; whatever else, it leaves alone."""

    dropped = Signal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answers what is dragged over the window."""
        if event.type() not in DRAGGED or not isinstance(event, QDropEvent):
            return False
        path = dropped_file(event.mimeData())
        if not path:
            event.ignore()
            return True
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            # A question must not be asked while the other program still waits.
            QTimer.singleShot(0, self, lambda: self.dropped.emit(path))
        return True
