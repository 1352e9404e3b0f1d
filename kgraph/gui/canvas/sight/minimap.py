"""The whole drawing in a corner of the canvas, and which part of it is seen."""

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, QSize, QSizeF, Qt, QTimer
from PySide6.QtGui import QMouseEvent, QPainter, QPainterPath, QPaintEvent, QPixmap
from PySide6.QtWidgets import QWidget

from kgraph.document.arranging.annotations import rect_of
from kgraph.document.arranging.framing import by_area
from kgraph.gui.canvas.annotations.tones import Tones
from kgraph.gui.canvas.panel import CanvasPanel
from kgraph.gui.canvas.style import Style, faint
from kgraph.gui.document import Document
from kgraph.gui.settings import settings
from kgraph.gui.theme import Theme

SHARE = 0.22  # of the canvas's width
WIDTHS = (132, 208)
HEIGHT = 0.7  # of its own width, at most
NARROWEST = 64  # of a map of what is long and thin
LEAST = QSize(520, 320)  # of a canvas that has room for it
MARGIN = 12
PADDING = 8.0
RADIUS = 6.0
SMALLEST = 2.0  # pixels of a node's side
PAUSE = 60  # milliseconds that edits in a row have to pause before it is redrawn


class Minimap(QWidget):
    """Paints the nodes once for each change; panning and zooming move a frame alone.

    While all nodes are in view there is nothing that it could show, so it hides.
    """

    def __init__(self, canvas: CanvasPanel, document: Document, theme: Theme) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._document = document
        self._style = Style(theme)
        self._picture: QPixmap | None = None
        self._boxes: dict[str, list[QRectF]] = {}
        self._bounds = QRectF()
        self._grip: QPointF | None = None
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self.refresh)
        canvas.viewer.installEventFilter(self)
        canvas.viewer.seen_changed.connect(self._follow_view)
        document.changed.connect(self._wait)
        document.graph_shown.connect(self._wait)
        self.refresh()

    @property
    def is_wanted(self) -> bool:
        """Whether the person wants to see it, where there is room."""
        return str(settings().value("minimap", "true")) == "true"

    def toggle(self) -> None:
        """Shows it or not, from now on."""
        settings().setValue("minimap", "false" if self.is_wanted else "true")
        self.refresh()

    def refresh(self) -> None:
        """Shows the graph as it is now, if it is to be seen at all."""
        self._pause.stop()
        self._picture = None
        self._boxes = self._read_boxes()
        self._bounds = _united(self._boxes)
        self.setVisible(self._is_useful())
        self.setFixedSize(_size(self._bounds, self._canvas.viewer.width()))
        area = self._canvas.viewer.geometry()
        corner = area.bottomRight() - self.rect().bottomRight()
        self.move(corner.x() - MARGIN, corner.y() - MARGIN)
        self.update()

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self._style = Style(theme)
        self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keeps to the corner of the canvas."""
        if event.type() == QEvent.Type.Resize:
            self.refresh()
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paints the picture, and a frame around what is seen."""
        if self._picture is None:
            self._picture = self._paint_nodes()
        theme = self._style.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._picture)
        inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        seen = self._seen().intersected(inner)
        if not seen.isEmpty():
            around = QPainterPath()
            around.addRoundedRect(inner, RADIUS, RADIUS)
            around.addRect(seen)
            painter.fillPath(around, faint(theme.window, 0.45))
            painter.setPen(self._style.selected)
            painter.drawRoundedRect(seen.adjusted(1, 1, -1, -1), 2, 2)
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Takes hold of the frame, or brings it here first."""
        point = event.position()
        seen = self._seen()
        is_held = seen.contains(point)
        self._grip = seen.center() - point if is_held else QPointF()
        self.mouseMoveEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Moves the view along."""
        if event.buttons() & Qt.MouseButton.LeftButton and self._grip is not None:
            self._canvas.viewer.center_at(self._to_scene(event.position() + self._grip))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Lets go; the canvas below does not learn of it."""
        self._grip = None
        self._follow_view()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Does nothing: the first of the two clicks has moved the view."""

    def contextMenuEvent(self, event: object) -> None:
        """Offers nothing: the canvas's menu is about the canvas."""

    def _is_useful(self) -> bool:
        """Whether it is wanted, has room, and the view does not show it all already."""
        room = self._canvas.viewer.size()
        has_room = LEAST.width() <= room.width() and LEAST.height() <= room.height()
        if not (self.is_wanted and has_room and self._boxes):
            return False
        # Not under the hand that drags it.
        return self._grip is not None or not self._canvas.viewer.seen.contains(
            self._bounds
        )

    def _follow_view(self) -> None:
        self.setVisible(self._is_useful())
        self.update()

    def _wait(self, *_: object) -> None:
        self._pause.start()

    def _read_boxes(self) -> dict[str, list[QRectF]]:
        """Returns where nodes are, by category; items may still glide there."""
        items = self._canvas.sync.nodes
        boxes: dict[str, list[QRectF]] = {}
        for id, (x, y) in self._document.graph.positions.items():
            item = items.get(id)
            if item is not None and item.isVisible():
                box = QRectF(x, y, item.width, item.height)
                boxes.setdefault(item.card.category, []).append(box)
        return boxes

    def _paint_nodes(self) -> QPixmap:
        picture = self._ground()
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        inner = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        for frame in by_area(self._document.graph):
            painter.setBrush(Tones(self._style.theme, frame.color).title)
            box = self._from_scene(QRectF(*rect_of(frame)))
            painter.drawRect(box.intersected(inner))
        for category, found in self._boxes.items():
            painter.setBrush(self._style.tint(category).solid)
            painter.drawRects([_at_least(self._from_scene(box)) for box in found])
        painter.end()
        return picture

    def _ground(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        picture = QPixmap(self.size() * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._style.border)
        painter.setBrush(self._style.surface)
        frame = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, RADIUS, RADIUS)
        painter.end()
        return picture

    def _seen(self) -> QRectF:
        """Returns where the part that is seen is on the map."""
        return self._from_scene(self._canvas.viewer.seen)

    def _scale(self) -> float:
        room = QRectF(self.rect()).adjusted(PADDING, PADDING, -PADDING, -PADDING)
        bounds = self._bounds
        if bounds.isEmpty():
            return 1.0
        return min(room.width() / bounds.width(), room.height() / bounds.height(), 0.2)

    def _from_scene(self, rect: QRectF) -> QRectF:
        scale, middle = self._scale(), QRectF(self.rect()).center()
        corner = (rect.topLeft() - self._bounds.center()) * scale + middle
        return QRectF(corner, rect.size() * scale)

    def _to_scene(self, point: QPointF) -> QPointF:
        middle = QRectF(self.rect()).center()
        return (point - middle) / self._scale() + self._bounds.center()


def _united(boxes: dict[str, list[QRectF]]) -> QRectF:
    found = [box for alike in boxes.values() for box in alike]
    if not found:
        return QRectF()
    left, top = min(b.left() for b in found), min(b.top() for b in found)
    right, bottom = max(b.right() for b in found), max(b.bottom() for b in found)
    return QRectF(left, top, right - left, bottom - top)


def _size(bounds: QRectF, room: int) -> QSize:
    """Returns how large a map is: of the shape of the drawing, within limits."""
    width = min(max(room * SHARE, WIDTHS[0]), WIDTHS[1])
    height = width * HEIGHT
    inner = QSizeF(width - 2 * PADDING, height - 2 * PADDING)
    fitting = bounds.size().scaled(inner, Qt.AspectRatioMode.KeepAspectRatio)
    return QSize(
        max(round(fitting.width() + 2 * PADDING), NARROWEST),
        max(round(fitting.height() + 2 * PADDING), NARROWEST),
    )


def _at_least(rect: QRectF) -> QRectF:
    """Returns the rectangle, so large that it can be seen."""
    return QRectF(rect.topLeft(), rect.size().expandedTo(QSizeF(SMALLEST, SMALLEST)))
