"""The list of the data's columns: each is dragged to where it shall go."""

from collections.abc import Iterable

from msgspec import json
from PySide6.QtCore import (
    QItemSelectionModel,
    QMimeData,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QDrag, QKeyEvent, QMouseEvent, QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QTreeWidget, QTreeWidgetItem, QWidget

from kgraph.gui import mime
from kgraph.gui.data.sourcing import in_few_words

NAME = Qt.ItemDataRole.UserRole
HEADERS = ("Column", "Holds", "Range", "Missing", "Goes to")
MISSING, GOES_TO = 3, 4
NARROWEST, WIDEST = 64, 180  # pixels of a column
HINT = (
    "Drag columns onto an Input or Output of the drawing, or onto the empty canvas: a "
    "new Input, with Shift a new Output. Enter opens a menu that does the same."
)


class ColumnsTree(QTreeWidget):
    """A list whose rows are dragged under a MIME type of their own."""

    menu_requested = Signal(QPoint)
    """A menu about the selected columns is wanted at this point of the screen."""

    def __init__(self) -> None:
        super().__init__(rootIsDecorated=False, uniformRowHeights=True)
        self._pressed: QMouseEvent | None = None
        self.setHeaderLabels(HEADERS)
        self.setAccessibleName("Columns of the data")
        self.setToolTip(HINT)
        self.setSelectionMode(QTreeWidget.SelectionMode.ExtendedSelection)
        self.setDragDropMode(QTreeWidget.DragDropMode.DragOnly)
        self.setDragEnabled(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)

    def fit(self) -> None:
        """Gives each column the room that it needs, so that most are seen at once."""
        for column in range(len(HEADERS)):
            title = self.header().sectionSizeHint(column)
            width = max(self.sizeHintForColumn(column) + 8, title, NARROWEST)
            self.setColumnWidth(column, min(width, WIDEST))

    def chosen(self) -> tuple[str, ...]:
        """Returns the names of the selected columns, in the data's order."""
        rows = sorted(self.indexOfTopLevelItem(item) for item in self.selectedItems())
        items = (self.topLevelItem(row) for row in rows)
        return tuple(item.data(0, NAME) for item in items if item)

    def mimeTypes(self) -> list[str]:
        """Says what a drag carries."""
        return [mime.COLUMNS]

    def mimeData(self, items: Iterable[QTreeWidgetItem]) -> QMimeData:
        """Returns the names of what is dragged."""
        data = QMimeData()
        data.setData(mime.COLUMNS, json.encode(self.chosen()))
        return data

    def startDrag(self, actions: Qt.DropAction) -> None:
        """Carries names, not whole rows: those would hide what they are dragged to."""
        drag = QDrag(self)
        drag.setMimeData(self.mimeData(self.selectedItems()))
        drag.setPixmap(_chip(in_few_words(self.chosen()), self))
        drag.setHotSpot(QPoint(-10, -4))  # beside the cursor
        drag.exec(actions, Qt.DropAction.CopyAction)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Waits with Shift: a drag may begin, and only a click selects more."""
        if _is_shifted(event) and self.itemAt(event.position().toPoint()):
            self._pressed = _copy(event)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Begins a drag with Shift, once the mouse has gone far enough."""
        if self._pressed is None:
            super().mouseMoveEvent(event)
            return
        begin = self._pressed.position().toPoint()
        way = event.position().toPoint() - begin
        if way.manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None
            self._grab(begin)
            self.startDrag(self.model().supportedDragActions())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends a click with Shift as a list does."""
        pressed, self._pressed = self._pressed, None
        if pressed is not None:
            super().mousePressEvent(pressed)
        super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Opens the menu on Enter, at the current row."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._ask_for_menu(self.visualItemRect(self.currentItem()).bottomLeft())
        else:
            super().keyPressEvent(event)

    def _grab(self, point: QPoint) -> None:
        """Selects what is dragged: a row alone, unless it is one of those selected."""
        index = self.indexAt(point)
        if not self.selectionModel().isSelected(index):
            flag = QItemSelectionModel.SelectionFlag
            self.selectionModel().setCurrentIndex(
                index, flag.ClearAndSelect | flag.Rows
            )

    def _ask_for_menu(self, point: QPoint) -> None:
        if self.chosen():
            self.menu_requested.emit(self.viewport().mapToGlobal(point))


def _is_shifted(event: QMouseEvent) -> bool:
    is_left = event.button() == Qt.MouseButton.LeftButton
    return is_left and event.modifiers() == Qt.KeyboardModifier.ShiftModifier


def _copy(event: QMouseEvent) -> QMouseEvent:
    """Returns an event that lasts: Qt uses its own again."""
    return QMouseEvent(
        event.type(),
        event.position(),
        event.globalPosition(),
        event.button(),
        event.buttons(),
        event.modifiers(),
    )


def _chip(text: str, widget: QWidget) -> QPixmap:
    """Returns a text on a ground of its own, in the colours of what is selected."""
    metrics, colors = widget.fontMetrics(), widget.palette()
    size = QSize(metrics.horizontalAdvance(text) + 18, metrics.height() + 8)
    pixmap = QPixmap(size * widget.devicePixelRatioF())
    pixmap.setDevicePixelRatio(widget.devicePixelRatioF())
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(colors.highlight())
    painter.setPen(Qt.PenStyle.NoPen)
    area = QRect(QPoint(0, 0), size)
    painter.drawRoundedRect(area, 6, 6)
    painter.setPen(colors.highlightedText().color())
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, text)
    painter.end()
    return pixmap
