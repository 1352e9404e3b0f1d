"""The way an edge takes: a curve, around the nodes that stand between its ends."""

from functools import partial
from typing import TYPE_CHECKING

from NodeGraphQt.qgraphics.node_abstract import AbstractNodeItem
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath

if TYPE_CHECKING:
    from kgraph.gui.canvas.nodes.port_item import PortItem

Mode = Qt.ItemSelectionMode
LEAST_BEND = 24.0
MOST_BEND = 130.0
LANE = 22.0  # distance of a lane from the nodes that it passes


def route(start: "PortItem", end: "PortItem | QPointF") -> QPainterPath:
    """Returns the path from a port to another one, or to a point.

    It leaves an output and enters an input along the direction of the graph.
    """
    is_down = start.node.direction == "down"
    if isinstance(end, QPointF):
        begins = start.place is None
        source, target = (start.scenePos(), end) if begins else (end, start.scenePos())
        return _curve(source, target, is_down)
    source, target = start.scenePos(), end.scenePos()
    lane = _lane(start, end, source, target, is_down)
    if lane is None:
        return _curve(source, target, is_down)
    return _detour(source, target, lane, is_down)


def _curve(source: QPointF, target: QPointF, is_down: bool) -> QPainterPath:
    along, across = _along(source, target, is_down)
    bend = min(max(abs(along) / 2, LEAST_BEND), MOST_BEND)
    if along < 0:  # it has to turn round
        bend = min(LEAST_BEND + abs(along) / 4 + abs(across) / 8, MOST_BEND)
    shift = QPointF(0, bend) if is_down else QPointF(bend, 0)
    path = QPainterPath(source)
    path.cubicTo(source + shift, target - shift, target)
    return path


def _lane(
    start: "PortItem",
    end: "PortItem",
    source: QPointF,
    target: QPointF,
    is_down: bool,
) -> float | None:
    """Returns where to pass the nodes in between, None if there are none."""
    along, _ = _along(source, target, is_down)
    if along < 2 * _depth(start, is_down):
        return None
    nodes = partial(_nodes_in, start, end)
    between = nodes(_strip(source, target, is_down))
    if not between:
        return None
    columns = [p.x() if is_down else p.y() for p in (source, target)]
    for column in columns:
        if not nodes(_column(column, source, target, is_down)):
            return column
    low = min(r.left() if is_down else r.top() for r in between)
    high = max(r.right() if is_down else r.bottom() for r in between)
    distance = LANE + min(along / 30, 40)  # longer edges run further out
    is_before = _is_before_middle(end, is_down)
    return (
        min(low, *columns) - distance if is_before else max(high, *columns) + distance
    )


def _nodes_in(start: "PortItem", end: "PortItem", area: QRectF) -> list[QRectF]:
    """Returns where the nodes in an area are, without those at the ends."""
    ends = (start.node, end.node)
    # To ask each edge on the way for its shape would take long where many are.
    return [
        item.sceneBoundingRect()
        for item in start.scene().items(area, Mode.IntersectsItemBoundingRect)
        if isinstance(item, AbstractNodeItem)
        and item not in ends
        and area.intersects(item.mapRectToScene(item.card_rect()))
    ]


def _strip(source: QPointF, target: QPointF, is_down: bool) -> QRectF:
    strip = QRectF(source, target).normalized()
    return strip.adjusted(*((-4, 8, 4, -8) if is_down else (8, -4, -8, 4)))


def _column(place: float, source: QPointF, target: QPointF, is_down: bool) -> QRectF:
    if is_down:
        ends = QPointF(place, source.y()), QPointF(place, target.y())
    else:
        ends = QPointF(source.x(), place), QPointF(target.x(), place)
    return _strip(*ends, is_down)


def _depth(port: "PortItem", is_down: bool) -> float:
    return port.node.height if is_down else port.node.width


def _detour(
    source: QPointF, target: QPointF, lane: float, is_down: bool
) -> QPainterPath:
    along, _ = _along(source, target, is_down)
    bend = min(along / 3, 64.0)

    def at(along: float, across: float) -> QPointF:
        return QPointF(across, along) if is_down else QPointF(along, across)

    begin, finish = (source.y(), target.y()) if is_down else (source.x(), target.x())
    path = QPainterPath(source)
    path.cubicTo(
        source + at(bend * 0.6, 0), at(begin + bend * 0.3, lane), at(begin + bend, lane)
    )
    path.lineTo(at(finish - bend, lane))
    path.cubicTo(at(finish - bend * 0.3, lane), target - at(bend * 0.6, 0), target)
    return path


def _is_before_middle(end: "PortItem", is_down: bool) -> bool:
    if is_down:
        return end.pos().x() < end.node.width / 2
    return end.pos().y() < end.node.height / 2


def _along(source: QPointF, target: QPointF, is_down: bool) -> tuple[float, float]:
    way = target - source
    return (way.y(), way.x()) if is_down else (way.x(), way.y())
