"""What part of the canvas is seen: zoom, pan, fit, and the ground with its grid."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

from NodeGraphQt.widgets.viewer import NodeViewer
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPixmap,
    QResizeEvent,
    QTransform,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView, QWidget

from kgraph.gui.canvas.style import Style

LEAST_SCALE = 0.06  # to which the wheel zooms out
READABLE = 0.75  # scale at which all that a node says can be read
MOST_SCALE = 2.5
GRID = 24.0
FINEST_GRID = 12.0  # pixels between two dots, at least
ROOM = 2000.0  # around the nodes, in which others can be placed
DOT = 2.0  # half of the room that a dot of the grid takes
BORDER = 32.0  # around what is fitted, in pixels


class Camera(NodeViewer):
    """A viewer whose `_scene_range` is what is seen, at any size of the window.

    NodeGraphQt's own zooms without limit, zooms when it is resized, and gathers nodes
    into item groups, in quadratic time, to see where they are.
    """

    seen_changed = Signal()
    """Another part of the canvas is seen, or at another scale."""

    def __init__(self, style: Style, parent: QWidget | None = None) -> None:
        self.look = style
        self._dots: tuple[float, QPixmap] | None = None
        super().__init__(parent, undo_stack=None)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheNone)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setFrameShape(QGraphicsView.Shape.NoFrame)
        self.setOptimizationFlags(
            QGraphicsView.OptimizationFlag.DontSavePainterState
            | QGraphicsView.OptimizationFlag.DontAdjustForAntialiasing
        )

    @property
    def zoom(self) -> float:
        """Pixels per scene unit."""
        return self.transform().m11()

    @property
    def seen(self) -> QRectF:
        """The part of the scene that is seen."""
        return QRectF(self._scene_range)

    def zoom_to(self, scale: float) -> None:
        """Shows the same middle at another scale, within limits."""
        least = min(LEAST_SCALE, self.zoom)
        scale = min(max(scale, least), MOST_SCALE)
        self._look_at(self._scene_range.center(), scale)

    def center_at(self, point: QPointF) -> None:
        """Brings a point of the scene into the middle."""
        self._look_at(point, self.zoom)

    def zoom_to_nodes(self, nodes: Iterable[QGraphicsItem], least: float = 0.0) -> None:
        """Shows these nodes, not larger than life.

        Args:
            least: If they do not fit at this scale, their beginning is shown, so
                large that it can be read.
        """
        rect = self._combined_rect(nodes)
        if rect.isEmpty():
            self._look_at(QPointF(0, 0), 1.0)
            return
        size = self.viewport().size()
        scale = min(
            (size.width() - 2 * BORDER) / rect.width(),
            (size.height() - 2 * BORDER) / rect.height(),
            1.0,
        )
        self._look_at(rect.center(), scale if scale >= least else READABLE)
        if scale < least:
            border = BORDER / READABLE
            corner = rect.topLeft() - QPointF(border, border)
            seen = self._scene_range
            if rect.height() > seen.height():
                seen.moveTop(corner.y())
            if rect.width() > seen.width():
                seen.moveLeft(corner.x())
            self._update_scene()

    def revealed(self, item: QGraphicsItem) -> QRect:
        """Returns where an item is in the viewport, after it was moved into sight."""
        self.reveal(item)
        return self.mapFromScene(item.sceneBoundingRect()).boundingRect()

    def reveal(self, item: QGraphicsItem) -> None:
        """Moves as little as is needed to see an item whole."""
        seen, rect = self._scene_range, item.sceneBoundingRect()
        to_start = rect.topLeft() - seen.topLeft()
        to_end = rect.bottomRight() - seen.bottomRight()
        dx = min(0.0, to_start.x()) or max(0.0, to_end.x())
        dy = min(0.0, to_start.y()) or max(0.0, to_end.y())
        if dx or dy:
            self._look_at(seen.center() + QPointF(dx, dy), self.zoom)

    def reveal_one_of(self, items: Sequence[QGraphicsItem]) -> None:
        """Shows items, at this scale if they fit, unless one is seen whole already."""
        seen, rect = self._scene_range, self._combined_rect(items)
        if any(seen.contains(item.sceneBoundingRect()) for item in items):
            return
        if rect.width() <= seen.width() and rect.height() <= seen.height():
            self._look_at(rect.center(), self.zoom)
        else:
            self.zoom_to_nodes(items)

    def index_scene(self) -> None:
        """Tells the scene its size: while it grows, its index starts anew each time."""
        rect = self._combined_rect(self.all_nodes())
        self.scene().setSceneRect(rect.adjusted(-ROOM, -ROOM, ROOM, ROOM))

    @contextmanager
    def unindexed(self) -> Iterator[None]:
        """Lets many items go at once: to keep the index meanwhile takes seconds."""
        method, scene = QGraphicsScene.ItemIndexMethod, self.scene()
        scene.setItemIndexMethod(method.NoIndex)
        try:
            yield
        finally:
            scene.setItemIndexMethod(method.BspTreeIndex)
            # A new index hears of the scene's size only when that changes.
            rect = scene.sceneRect()
            scene.setSceneRect(QRectF())
            scene.setSceneRect(rect)

    def show_item(self, item: QGraphicsItem, least: float) -> None:
        """Moves an item into the middle, and comes nearer where it would be small.

        Args:
            least: Scale from which it can be read.
        """
        scale = self.zoom if self.zoom >= least else READABLE
        self._look_at(item.sceneBoundingRect().center(), scale)

    def _look_at(self, center: QPointF, scale: float) -> None:
        size = self.viewport().size()
        if size.isEmpty():
            return
        seen = QRectF(0, 0, size.width() / scale, size.height() / scale)
        seen.moveCenter(center)
        self._scene_range = seen
        self._update_scene()

    def _combined_rect(self, nodes: Iterable[QGraphicsItem]) -> QRectF:
        rect = QRectF()
        for node in nodes:
            rect = rect.united(node.sceneBoundingRect())
        return rect

    def _update_scene(self) -> None:
        scale = self.viewport().width() / self._scene_range.width()
        self.setSceneRect(self._scene_range)
        self.setTransform(QTransform.fromScale(scale, scale))
        self.seen_changed.emit()

    def _set_viewer_zoom(
        self, value: float, sensitivity: float | None = None, pos: QPoint | None = None
    ) -> None:
        factor = 1.0015**value if sensitivity is None else 1.0 + value / 2
        least = min(LEAST_SCALE, self.zoom)  # a large drawing may be fitted at less
        scale = min(max(self.zoom * factor, least), MOST_SCALE)
        if scale != self.zoom:
            anchor = self.mapToScene(pos) if pos is not None else None
            self.scale(scale / self.zoom, scale / self.zoom, anchor)

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Zooms around the cursor."""
        turned = event.angleDelta()
        self._set_viewer_zoom(turned.y() or turned.x(), pos=event.position().toPoint())
        event.accept()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Shows more or less, at the same scale."""
        QGraphicsView.resizeEvent(self, event)
        if event.oldSize().isValid():
            self._look_at(self._scene_range.center(), self.zoom)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paints the ground and a grid of dots, which thins out from afar."""
        painter.fillRect(rect, self.look.window)
        step = GRID * self.zoom
        while step < FINEST_GRID:
            step *= 2
        if self._dots is None or self._dots[0] != step or self._is_too_small():
            self._dots = (step, self._paint_dots(step))
        corner = self.mapFromScene(QPointF(0, 0))
        painter.save()
        painter.resetTransform()
        painter.drawPixmap(
            QPointF(corner.x() % step - step, corner.y() % step - step), self._dots[1]
        )
        painter.restore()

    def _is_too_small(self) -> bool:
        assert self._dots is not None
        step, dots = self._dots
        size = dots.deviceIndependentSize()
        return (
            size.width() < self.width() + step or size.height() < self.height() + step
        )

    def _paint_dots(self, step: float) -> QPixmap:
        width, height = self.width() + 2 * step, self.height() + 2 * step
        column = self._clear_pixmap(2 * DOT, height)
        painter = QPainter(column)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.look.theme.border))
        for row in range(int(height / step) + 1):
            painter.drawEllipse(QPointF(DOT, row * step), 0.9, 0.9)
        painter.end()
        dots = self._clear_pixmap(width, height)
        painter = QPainter(dots)
        # A zoom paints anew each frame: a column at a time is thirty times as fast.
        for number in range(int(width / step) + 1):
            painter.drawPixmap(QPointF(number * step - DOT, 0), column)
        painter.end()
        return dots

    def _clear_pixmap(self, width: float, height: float) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(int(width * ratio), int(height * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        return pixmap

    def restyle(self, style: Style) -> None:
        """Takes another theme."""
        self.look = style
        self._dots = None
        self.viewport().update()
