"""The way an edge takes: a curve, around the nodes that stand between its ends."""

from typing import TYPE_CHECKING

from NodeGraphQt.qgraphics.node_abstract import AbstractNodeItem
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath

if TYPE_CHECKING:
    from kgraph.gui.canvas.port_item import PortItem

LEAST_BEND = 24.0
MOST_BEND = 130.0
LANE = 22.0  # distance of a lane from the nodes that it passes


def route(start: "PortItem", end: "PortItem | QPointF") -> QPainterPath:
    """Returns the path from a port to another one, or to a point.

    It leaves an output and enters an input along the direction of the graph.
    """
    is_down = start.node.direction == "down"
    if isinstance(end, QPointF):
        points = [start.scenePos(), end]
        return _curve(*(points if start.place is None else points[::-1]), is_down)
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
    along, across = _along(source, target, is_down)
    scene = start.scene()
    if scene is None or along < 2 * start.node.height or abs(across) > 150:
        return None
    corridor = QRectF(source, target).normalized()
    corridor.adjust(*((-8, 8, 8, -8) if is_down else (8, -8, -8, 8)))
    ends = (start.node, end.node)
    between = [
        item.sceneBoundingRect()
        for item in scene.items(corridor)
        if isinstance(item, AbstractNodeItem) and item not in ends
    ]
    if not between:
        return None
    low = min(r.left() if is_down else r.top() for r in between)
    high = max(r.right() if is_down else r.bottom() for r in between)
    distance = LANE + min(along / 30, 40)  # longer edges run further out
    is_before = _is_before_middle(end, is_down)
    return low - distance if is_before else high + distance


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
    size = end.node.boundingRect()
    if is_down:
        return end.pos().x() <= size.width() / 2
    return end.pos().y() <= size.height() / 2


def _along(source: QPointF, target: QPointF, is_down: bool) -> tuple[float, float]:
    way = target - source
    return (way.y(), way.x()) if is_down else (way.x(), way.y())
