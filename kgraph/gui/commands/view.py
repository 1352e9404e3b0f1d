"""Where a part of a drawing has to go, so that a person sees it."""

from collections.abc import Sequence
from functools import reduce

from PySide6.QtCore import QPointF, QRectF, QSizeF
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QGraphicsView

from kgraph.document.copying.fragments import corners
from kgraph.document.edits import Position
from kgraph.document.graph import Graph
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.canvas.nodes.geometry import HEIGHT, WIDTH

GAP = 24.0


def way_into_view(viewer: QGraphicsView, part: Graph) -> Position:
    """Returns how far to move a part: not at all if it is seen where it stood.

    Else its middle comes to the cursor, or to the middle of the view if the cursor is
    elsewhere; all of it is in view if there is room.
    """
    view = viewer.mapToScene(viewer.rect()).boundingRect()
    box = _box(part)
    is_large = box.width() > view.width() or box.height() > view.height()
    if view.contains(box) or (is_large and view.contains(box.center())):
        return 0.0, 0.0
    point = viewer.mapFromGlobal(QCursor.pos())
    is_over = viewer.rect().contains(point)
    goal = viewer.mapToScene(point if is_over else viewer.rect().center())
    way = goal - box.center()
    if not is_large:
        way += _way_inside(view, box.translated(way))
    return round(way.x()), round(way.y())


def way_beside(canvas: CanvasPanel, nodes: Sequence[str]) -> Position:
    """Returns the way from nodes to the next free place, across the drawing's flow."""
    rects = {id: item.sceneBoundingRect() for id, item in canvas.sync.nodes.items()}
    box = reduce(QRectF.united, (rects[id] for id in nodes))
    is_down = canvas.sync.direction == "down"
    step = QPointF(box.width(), 0) if is_down else QPointF(0, box.height())
    step += QPointF(GAP, 0) if is_down else QPointF(0, GAP)
    way = step
    while any(box.translated(way).intersects(rect) for rect in rects.values()):
        way += step
    return round(way.x()), round(way.y())


def _box(part: Graph) -> QRectF:
    xs, ys = zip(*corners(part), strict=True)
    corner, last = QPointF(min(xs), min(ys)), QPointF(max(xs), max(ys))
    return QRectF(corner, last + QPointF(WIDTH, HEIGHT))


def _way_inside(view: QRectF, box: QRectF) -> QPointF:
    """Returns how far to move a box that fits, so that it is wholly in view."""
    room = QRectF(view.topLeft(), view.size() - QSizeF(box.width(), box.height()))
    x = min(max(box.x(), room.left()), room.right())
    y = min(max(box.y(), room.top()), room.bottom())
    return QPointF(x, y) - box.topLeft()
