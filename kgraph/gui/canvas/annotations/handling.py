"""The mouse on frames and notes: selecting, moving with what lies in them, resizing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from kgraph.document.arranging.annotations import Rect
from kgraph.gui.canvas.annotations.grip import Grip
from kgraph.gui.canvas.annotations.item import AnnotationItem
from kgraph.gui.canvas.annotations.labels import paint_labels
from kgraph.gui.canvas.annotations.painter import NEAR
from kgraph.gui.canvas.edges.edge_drawing import EdgeDrawing, Judge
from kgraph.gui.canvas.nodes.node_item import NodeItem
from kgraph.gui.canvas.style import Style

SNAP = 4.0

Movable = NodeItem | AnnotationItem


@dataclass
class Held:
    """A frame or note that the mouse holds, and where it took hold of it."""

    item: AnnotationItem
    grip: Grip
    rect: Rect
    start: QPointF
    pressed: QPointF
    is_dragged: bool = False


class Handling(EdgeDrawing):
    """A viewer with frames and notes behind its nodes; it tells what was wished.

    Attributes:
        annotations: The items of the frames and notes that are shown, by id.
        items_in: Returns what lies in the frames of these ids.
        snaps: Whether what is moved keeps to a fine grid.
    """

    annotation_resized = Signal(str, tuple)
    """A frame or note is to have this rectangle."""

    annotation_edit_wished = Signal(str)
    """The title or text is to be edited in place."""

    def __init__(
        self, style: Style, judge: Judge, parent: QWidget | None = None
    ) -> None:
        super().__init__(style, judge, parent)
        self.annotations: dict[str, AnnotationItem] = {}
        self.items_in: Callable[[Iterable[str]], Iterable[Movable]] = lambda ids: ()
        self.snaps = True
        self._node_positions: dict[Movable, list[float]] = {}
        self._held: Held | None = None
        self._kept: set[str] = set()

    def add_annotation(self, item: AnnotationItem) -> None:
        """Puts a frame or note on the canvas."""
        self.annotations[item.id] = item
        self.scene().addItem(item)

    def remove_annotation(self, id: str) -> None:
        """Takes a frame or note off the canvas."""
        self.scene().removeItem(self.annotations.pop(id))

    def cancel_drawing(self) -> None:
        """Leaves everything as it was, what is being dragged too."""
        super().cancel_drawing()
        held, self._held = self._held, None
        if held is not None:
            held.item.show_rect(held.rect)
            self._carry(QPointF(0, 0))
            self._node_positions = {}

    def stop_moving(self) -> None:
        """Lets go of nodes that the mouse drags; its release still tells of them.

        What is selected meanwhile would be dragged along, and nobody knew from where.
        """
        grabbed = self.scene().mouseGrabberItem()
        if isinstance(grabbed, NodeItem):
            grabbed.ungrabMouse()
            self.COLLIDING_state = self.pipe_collision = False

    def selected_annotations(self) -> list[AnnotationItem]:
        """Returns the selected frames and notes."""
        return [item for item in self.annotations.values() if item.isSelected()]

    def annotation_at(self, point: QPointF) -> tuple[AnnotationItem, Grip] | None:
        """Returns the frame or note that a point of the scene takes hold of.

        What lies above it, nodes and edges, is taken hold of first.
        """
        if not self.annotations or self._items_near(point):
            return None
        for item in sorted(self.annotations.values(), key=_height, reverse=True):
            grip = item.grip_at(point.x() - item.x(), point.y() - item.y(), self.zoom)
            if grip is not None:
                return item, grip
        return None

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Paints titles that would be too small over what lies in the frames."""
        if self.zoom >= NEAR or not self.annotations:
            return
        # All of them, for where one is depends on the others.
        frames = [item for item in self.annotations.values() if item.is_frame]
        view = painter.worldTransform()
        painter.save()
        painter.resetTransform()
        paint_labels(painter, sorted(frames, key=_height), view)
        painter.restore()

    def _press_annotation(self, event: QMouseEvent, point: QPointF) -> bool:
        """Takes hold of a frame or note; whether there was one."""
        self._kept = {item.id for item in self.selected_annotations()}
        if event.button() != Qt.MouseButton.LeftButton or self.ALT_state:
            return False
        found = self.annotation_at(point)
        if found is None:
            return False
        item, grip = found
        if self.SHIFT_state:
            item.setSelected(not item.isSelected())
            return True
        if not item.isSelected():
            self.scene().clearSelection()
            item.setSelected(True)
        self._held = Held(item, grip, item.place(), point, event.position())
        self._remember_places()
        return True

    def _drag_annotation(self, event: QMouseEvent) -> None:
        held = self._held
        if held is None:
            return
        distance = (event.position() - held.pressed).manhattanLength()
        if not held.is_dragged and distance < QApplication.startDragDistance():
            return
        held.is_dragged = True
        way = self.mapToScene(event.position().toPoint()) - held.start
        if held.grip.moves:
            x, y, *_ = held.rect
            self._carry(self._snapped(QPointF(x, y) + way) - QPointF(x, y))
        else:
            way = self._snapped(way)
            held.item.show_rect(held.grip.pulled(held.rect, way.x(), way.y()))

    def _release_annotation(self) -> bool:
        """Tells what was meant; whether a frame or note was held."""
        held, self._held = self._held, None
        if held is None:
            return False
        places, self._node_positions = self._node_positions, {}
        if not held.is_dragged:
            self.scene().clearSelection()
            held.item.setSelected(True)
        elif held.grip.moves:
            moved = {i: at for i, at in places.items() if i.xy_pos != at}
            if moved:
                self.moved_nodes.emit(moved)
        else:
            self.annotation_resized.emit(held.item.id, held.item.place())
        held.item.show_annotation(held.item.annotation)  # if it was refused
        return True

    def _remember_places(self) -> None:
        """Notes where all is that moves together: what is selected and lies in it."""
        frames = self.selected_annotations()
        nodes = [i for i in self.scene().selectedItems() if isinstance(i, NodeItem)]
        inside = self.items_in([frame.id for frame in frames]) if frames else ()
        items: list[Movable] = [*nodes, *frames, *inside]
        self._node_positions = {item: item.xy_pos for item in items}

    def _carry(self, way: QPointF) -> None:
        """Moves all that moves together to this distance from where it was."""
        for item, (x, y) in self._node_positions.items():
            item.setPos(x + way.x(), y + way.y())
        moved = {i for i in self._node_positions if isinstance(i, NodeItem)}
        for edge in {edge for node in moved for edge in node.edges()}:
            if {edge.input_port.node, edge.output_port.node} <= moved:
                edge.follow()
            else:
                edge.draw_path(edge.output_port)

    def _select_enclosed(self) -> None:
        """Lets a rubber band select frames and notes only where it is around them."""
        band = self.mapToScene(self._rubber_band.geometry()).boundingRect()
        for item in self.annotations.values():
            is_kept = self.SHIFT_state and item.id in self._kept
            bounds = item.mapRectToScene(item.rect())
            item.setSelected(is_kept or band.contains(bounds))

    def _snapped(self, point: QPointF) -> QPointF:
        if not self.snaps:
            return point
        return QPointF(round(point.x() / SNAP) * SNAP, round(point.y() / SNAP) * SNAP)


def _height(item: AnnotationItem) -> float:
    return item.zValue()
