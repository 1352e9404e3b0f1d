"""Drag and drop onto a canvas, as the window system tells of it."""

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtWidgets import QApplication

from kgraph.gui import mime
from kgraph.gui.canvas.viewer import CanvasViewer


def drop(
    viewer: CanvasViewer,
    data: QMimeData,
    at: QPoint,
    held: Qt.KeyboardModifier | None = None,
) -> None:
    """Drags data to a point of the viewport and lets it go there.

    Args:
        held: Keys that are held meanwhile.
    """
    left, held = Qt.MouseButton.LeftButton, held or Qt.KeyboardModifier.NoModifier
    how = (Qt.DropAction.CopyAction, data, left, held)
    for event in (
        QDragEnterEvent(at, *how),
        QDragMoveEvent(at, *how),
        QDropEvent(QPointF(at), *how),
    ):
        QApplication.sendEvent(viewer.viewport(), event)


def of_palette(key: str) -> QMimeData:
    """Returns what a row of the palette is dragged as."""
    data = QMimeData()
    data.setData(mime.OPERATION, key.encode())
    return data
