"""A frame or a note on the canvas: one item that shows a value of the document."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QTextLayout
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsSceneHoverEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from kgraph.document.arranging.annotations import LEAST, Annotation, Rect
from kgraph.document.arranging.framing import TITLE
from kgraph.document.graph import Frame
from kgraph.gui.canvas.annotations import painter as look
from kgraph.gui.canvas.annotations.grip import Grip, grip_at
from kgraph.gui.canvas.annotations.tones import Tones
from kgraph.gui.canvas.style import Style

MARGIN = 3.0  # of the border around it
LABEL = 18.0  # pixels of a title seen from afar
ABOVE = 40.0  # most of a title, seen from afar, that stands out above its frame
REACH = 5.0  # pixels from a side within which it is taken hold of
FRAMES = -100.0  # behind edges and nodes
NOTES = -50.0


class AnnotationItem(QGraphicsItem):
    """Shows a note, or a frame, which is pressed at its title bar and sides alone.

    Attributes:
        annotation: What the document says it is.
        tones: Its colours in this theme.
    """

    def __init__(self, annotation: Annotation, style: Style) -> None:
        super().__init__()
        self.look = style
        self.is_hovered = False
        self._lines: list[QTextLayout] | None = None
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable)
        # The viewer presses it, for it knows what moves along.
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.setAcceptHoverEvents(True)
        self.show_annotation(annotation)

    @property
    def id(self) -> str:
        """Id of the frame or note."""
        return self.annotation.id

    @property
    def is_frame(self) -> bool:
        """Whether it is a frame rather than a note."""
        return isinstance(self.annotation, Frame)

    @property
    def text(self) -> str:
        """The frame's title, or the note's text."""
        annotation = self.annotation
        return annotation.title if isinstance(annotation, Frame) else annotation.text

    @property
    def xy_pos(self) -> list[float]:
        """Where it is, as NodeGraphQt asks its nodes."""
        return [self.x(), self.y()]

    @property
    def lines(self) -> list[QTextLayout]:
        """The text of a note, as far as there is room for it."""
        if self._lines is None:
            room = self.rect().adjusted(look.INSET, 9, -look.INSET, -7)
            self._lines = look.lay_out(self.text, self.look.note, room)
        return self._lines

    def show_annotation(self, annotation: Annotation) -> None:
        """Shows another value."""
        self.annotation = annotation
        self.tones = Tones(self.look.theme, annotation.color)
        a = annotation
        self.show_rect((a.x, a.y, a.width, a.height))

    def show_rect(self, rect: Rect) -> None:
        """Is elsewhere, as while it is dragged; the document need not know yet."""
        x, y, width, height = rect
        self.prepareGeometryChange()
        # A file may hold any numbers.
        self._size = (max(width, LEAST[0]), max(height, LEAST[1]))
        self._lines = None
        self.setPos(x, y)
        # What is smaller lies in front, so that it can be taken out again.
        area = min(self._size[0] * self._size[1] / 1e12, 1.0)
        self.setZValue((FRAMES if self.is_frame else NOTES) - area)
        self.update()

    def restyle(self, style: Style) -> None:
        """Takes another theme."""
        self.look = style
        self.show_annotation(self.annotation)

    def rect(self) -> QRectF:
        """Returns its rectangle, in its own units."""
        return QRectF(0, 0, *self._size)

    def place(self) -> Rect:
        """Returns where it is seen now, in scene units."""
        return (self.x(), self.y(), *self._size)

    def grip_at(self, x: float, y: float, scale: float) -> Grip | None:
        """Returns what a point, in its own units, takes hold of at this scale."""
        bar = max(TITLE, LABEL / scale)
        handle = bar if self.is_frame else self._size[1]
        return grip_at(self._size, x, y, REACH / scale, handle)

    def boundingRect(self) -> QRectF:
        """Returns all that is painted."""
        above = ABOVE if self.is_frame else MARGIN
        return self.rect().adjusted(-MARGIN, -above, MARGIN, MARGIN)

    def shape(self) -> QPainterPath:
        """Returns where it can be pressed: within a frame there is canvas."""
        path = QPainterPath()
        path.addRect(self.rect().adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN))
        if self.is_frame:
            inside = self.rect().adjusted(REACH, TITLE, -REACH, -REACH)
            if inside.isValid():
                path.addRect(inside)  # a hole: it is filled odd-even
        return path

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paints as much as can be seen at this scale."""
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        paint = look.paint_frame if self.is_frame else look.paint_note
        paint(painter, self, scale)

    def hoverMoveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Shows which side would be dragged."""
        scale = self.scene().views()[0].transform().m11()
        grip = self.grip_at(event.pos().x(), event.pos().y(), scale)
        self.setCursor(grip.cursor if grip else Qt.CursorShape.ArrowCursor)
        if not self.is_hovered:
            self.is_hovered = True
            self.update()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Shows nothing special any more."""
        self.is_hovered = False
        self.unsetCursor()
        self.update()
