"""What an edge says: the shape that it carries, and why its target does not take it."""

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING

from NodeGraphQt.qgraphics.pipe import PipeItem
from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from kgraph.gui.canvas.nodes.card import Fault
from kgraph.gui.canvas.nodes.node_item import NodeItem

if TYPE_CHECKING:
    from kgraph.gui.canvas.edges.edge_item import EdgeItem

NEAR = 0.6  # scale from which a shape can be read
SHORT = 30.0  # length of an edge that has no room for a shape
FEW = 20  # selected items that are told of one by one
INSET = 4.0
LINE = 13.0
AWAY = 14.0  # from a node to the words about its edges


class EdgeLabel:
    """The words of one edge, laid out once for each way that it takes."""

    def __init__(self, edge: "EdgeItem") -> None:
        self._edge = edge
        self.shape = ""
        self.fault: Fault | None = None
        self._lines: tuple[str, ...] = ()
        self._place = QRectF()
        self._box = QRectF()

    def follow_cards(self) -> bool:
        """Takes the words of the nodes at both ends; returns whether they differ."""
        source, target = self._edge.output_port, self._edge.input_port
        shapes = source.node.card.shapes
        shape = shapes[source.output] if source.output < len(shapes) else ""
        place = target.place
        fault = target.node.card.faults.get(place.key) if place else None
        if (shape, fault) == (self.shape, self.fault):
            return False
        self.shape, self.fault = shape, fault
        self._lines = fault.lines if fault else ()
        return True

    def lay_out(self) -> QRectF:
        """Returns where there are words, in scene units."""
        metrics = self._edge.look.small_metrics
        self._place = self._box = QRectF()
        if self.shape:
            middle = self._edge.path().pointAtPercent(0.5)
            size = QSizeF(metrics.horizontalAdvance(self.shape) + 2 * INSET, LINE)
            self._place = QRectF(middle - QPointF(size.width(), LINE) / 2, size)
        if self._lines:
            width = max(map(metrics.horizontalAdvance, self._lines)) + 2 * INSET
            box = QSizeF(width, LINE * len(self._lines) + INSET)
            self._box = QRectF(self._beside(box), box)
        return self._place | self._box

    def _beside(self, box: QSizeF) -> QPointF:
        """Returns where words about the target have room, away from other edges."""
        node = self._edge.input_port.node
        if node.direction == "down":
            return QPointF(node.x() + node.width + AWAY, node.y())
        return QPointF(node.x(), node.y() - box.height() - AWAY)

    def paint(self, painter: QPainter, scale: float) -> None:
        """Paints as much as can be read and has room."""
        if scale < NEAR:
            return
        edge = self._edge
        is_special = bool(self.fault) or edge.is_lit or edge.isSelected()
        if self.shape and (is_special or self._has_room()):
            color = self._color() if self.fault else edge.look.theme.muted
            _paint_box(painter, edge, self._place, (self.shape,), color)

    def paint_words(self, painter: QPainter) -> None:
        """Paints what was expected and received, beside the node that it ends at."""
        if self._lines:
            _paint_box(painter, self._edge, self._box, self._lines, self._color())

    def _has_room(self) -> bool:
        """Whether the edge is long, and the first of those that carry this tensor."""
        edge = self._edge
        first = next(iter(edge.output_port.connected_pipes), None)
        way = edge.path().currentPosition() - QPointF(edge.path().elementAt(0))
        return first is edge and way.manhattanLength() >= SHORT

    def _color(self) -> QColor:
        theme = self._edge.look.theme
        is_error = self.fault is not None and self.fault.severity == "error"
        return theme.error if is_error else theme.warning


def paint_words(painter: QPainter, selected: Sequence[object], scale: float) -> None:
    """Paints what is wrong with the selected edges, and at the selected nodes.

    It belongs above all items: a node must not hide what is said of its neighbour.
    """
    if scale < NEAR or len(selected) > FEW:
        return
    for item in selected:
        edges = item.edges() if isinstance(item, NodeItem) else (item,)
        faulty = (e for e in edges if isinstance(e, PipeItem) and e.is_faulty)
        ends = (e for e in faulty if e is item or e.input_port.node is item)
        for edge in islice(ends, 1):
            edge.label.paint_words(painter)


def _paint_box(
    painter: QPainter,
    edge: "EdgeItem",
    box: QRectF,
    lines: tuple[str, ...],
    color: QColor,
) -> None:
    look = edge.look
    painter.setPen(QPen(color, 1.0) if len(lines) > 1 else Qt.PenStyle.NoPen)
    painter.setBrush(look.window)
    painter.drawRoundedRect(box, INSET, INSET)
    painter.setFont(look.small)
    painter.setPen(color)
    inner = box.adjusted(INSET, 0, -INSET, 0)
    painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter, "\n".join(lines))
