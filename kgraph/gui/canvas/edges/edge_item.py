"""An edge on the canvas, and the one that follows the cursor while it is drawn."""

from NodeGraphQt.constants import Z_VAL_PIPE
from NodeGraphQt.qgraphics.pipe import LivePipeItem, PipeItem
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker, QPen
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsPathItem,
    QGraphicsSceneHoverEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from kgraph.document.comparing import Kind
from kgraph.document.graph import Edge
from kgraph.gui.canvas.changes import marks
from kgraph.gui.canvas.edges.edge_label import EdgeLabel
from kgraph.gui.canvas.edges.far_edges import FarEdgesItem
from kgraph.gui.canvas.edges.route import route
from kgraph.gui.canvas.nodes.port_item import PortItem
from kgraph.gui.canvas.style import Style

THIN = 0.6  # scale under which an edge would be thinner than a pixel
_stroker = QPainterPathStroker()
_stroker.setWidth(12.0)


class EdgeItem(PipeItem):
    """An edge between two ports.

    Attributes:
        is_left: Whether one of its ends has been picked up and follows the cursor.
        is_lit: Whether it is hovered, or something would be dropped into it.
        is_faulty: Whether its target does not take what it carries.
        change: What became of it, where two drawings are compared.
        label: Its words.
    """

    itemChange = QGraphicsItem.itemChange

    def __init__(
        self, style: Style, source: PortItem, target: PortItem, far: FarEdgesItem
    ) -> None:
        super().__init__()
        self._far = far
        # Edges run one way on this canvas; an arrow on each would double the items.
        self._dir_pointer.setParentItem(None)
        del self._dir_pointer
        self.look = style
        self.is_left = False
        self.is_lit = False
        self.is_faulty = False
        self.change: Kind | None = None
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.set_connections(source, target)
        self._shape: QPainterPath | None = None
        self.label = EdgeLabel(self)
        self._bounds = QRectF()
        self.follow_cards()
        far.add(self)

    @property
    def edge(self) -> Edge:
        """What it shows."""
        return Edge(self.output_port.source, self.input_port.port)

    def reset(self) -> None:
        """Does nothing: an edge's look follows from its state when it is painted."""

    activate = highlight = reset

    def draw_path(
        self,
        start_port: PortItem,
        end_port: PortItem | None = None,
        cursor_pos: QPointF | None = None,
    ) -> None:
        """Goes from where its source is now to where its target is."""
        self.setPath(route(self.output_port, self.input_port))
        # Not before: `setPath` asks for the shape of the old path.
        self._shape = None
        self._take_bounds()
        self._far.forget()

    def delete(self) -> None:
        """Takes it off the canvas."""
        self._far.drop(self)
        super().delete()

    def follow(self) -> None:
        """Keeps its way when both of its ends have moved alike."""
        begin = self.path().elementAt(0)
        way = self.output_port.scenePos() - QPointF(begin.x, begin.y)
        self.setPath(self.path().translated(way))
        self._shape = None
        self._take_bounds()
        self._far.forget()

    def follow_cards(self) -> None:
        """Says what the nodes at its ends say of it now."""
        if self.label.follow_cards():
            self.is_faulty = self.label.fault is not None
            self.setZValue(Z_VAL_PIPE + (0.5 if self.is_faulty else 0.0))
            self._take_bounds()
            self.update()

    def boundingRect(self) -> QRectF:
        """Returns all that is painted."""
        return self._bounds

    def _take_bounds(self) -> None:
        """Keeps what Qt asks for many times a frame."""
        self.prepareGeometryChange()
        way = self.path().controlPointRect().adjusted(-3, -3, 3, 3)
        self._bounds = way | self.label.lay_out()

    def shape(self) -> QPainterPath:
        """Returns the area in which it can be pressed."""
        if self._shape is None:
            self._shape = _stroker.createStroke(self.path())
        return self._shape

    def contains(self, point: QPointF) -> bool:
        """Whether a point, in scene units, is near enough to press it."""
        return self.shape().contains(point)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paints it; from afar `FarEdgesItem` does."""
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        painter.setPen(self.pen_at(scale))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(self.path())
        self.label.paint(painter, scale)

    def pen_at(self, scale: float) -> QPen:
        """Returns what it is painted with at this scale."""
        if self.is_left:
            return self.look.edge_left
        if self.label.fault is not None:
            is_error = self.label.fault.severity == "error"
            return self.look.edge_faulty if is_error else self.look.edge_doubtful
        if self.isSelected() or self.is_lit:
            return self.look.edge_hovered
        if self.change:
            return marks.pen(self.look, self.change)
        if self.input_port.node.isSelected() or self.output_port.node.isSelected():
            return self.look.edge_lit
        return self.look.edge if scale >= THIN else self.look.edge_far

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Says what it carries."""
        self.is_lit = True
        tensors = self.output_port.node.card.tensors
        index = self.output_port.output
        tensor = tensors[index] if index < len(tensors) else ""
        problems = self.input_port.node.card.problems if self.is_faulty else ()
        self.setToolTip("\n".join(filter(None, (*problems, tensor))))
        self.update()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Steps back again."""
        self.is_lit = False
        self.update()


class DrawnEdgeItem(LivePipeItem):
    """The edge that follows the cursor."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self._dir_pointer.setVisible(False)
        self._idx_pointer.setVisible(False)
        self._idx_text.setVisible(False)
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        # A rubber band, drawn meanwhile, would take it for an edge of the drawing.
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemIsSelectable, False)
        self.restyle(style)

    def restyle(self, style: Style) -> None:
        """Takes another theme."""
        self.look = style
        self.setPen(style.edge_drawn)

    def reset(self) -> None:
        """Does nothing: its look is the style's."""

    def draw_path(
        self,
        start_port: PortItem,
        end_port: PortItem | None = None,
        cursor_pos: QPointF | None = None,
        color: object = None,
    ) -> None:
        """Goes from a port to the cursor; `color` says that it is refused there."""
        self.setPen(self.look.edge_refused if color else self.look.edge_drawn)
        if cursor_pos is not None:
            self.setPath(route(start_port, cursor_pos))

    def draw_index_pointer(self, *args: object) -> None:
        """Does nothing: there is no arrow at the cursor."""

    def reset_path(self) -> None:
        """Is nowhere."""
        self.setPath(QPainterPath())

    paint = QGraphicsPathItem.paint
