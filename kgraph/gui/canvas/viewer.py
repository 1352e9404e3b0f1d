"""The viewer: NodeGraphQt's mouse and keys, with a person's habits put right."""

from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
)
from PySide6.QtWidgets import QGraphicsView, QWidget

from kgraph.gui import mime
from kgraph.gui.canvas.annotations.handling import SNAP, Handling
from kgraph.gui.canvas.edges.edge_drawing import Judge
from kgraph.gui.canvas.edges.edge_item import EdgeItem
from kgraph.gui.canvas.edges.edge_label import paint_words
from kgraph.gui.canvas.nodes.node_item import NodeItem
from kgraph.gui.canvas.sight.camera import GRID
from kgraph.gui.canvas.style import Style

ARROWS = {
    Qt.Key.Key_Left: QPointF(-1, 0),
    Qt.Key.Key_Right: QPointF(1, 0),
    Qt.Key.Key_Up: QPointF(0, -1),
    Qt.Key.Key_Down: QPointF(0, 1),
}


class CanvasViewer(Handling):
    """Where nodes are selected and moved, and things are dropped."""

    search_wished = Signal(QPoint)
    """A search popup is wanted at this point of the viewport."""

    search_called = Signal()
    """A search popup is wanted, by somebody at the keyboard."""

    selection_ended = Signal()
    """A gesture has ended that may have selected something.

    The scene's own `selectionChanged` comes for each node, and even out of the scene's
    destructor, when there is nobody left in Python to hear it.
    """

    delete_wished = Signal()
    fit_wished = Signal()
    nudge_wished = Signal(QPointF)
    """The selected nodes are to be moved by this way."""

    walk_wished = Signal(Qt.Key, bool)
    """The node in the direction of an arrow is to be selected, perhaps in addition."""

    select_all_wished = Signal()

    def __init__(
        self, style: Style, judge: Judge, parent: QWidget | None = None
    ) -> None:
        super().__init__(style, judge, parent)
        self._is_space_held = False
        self._under_drop: EdgeItem | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Begins to pan, select, move or draw."""
        self._read_modifiers(event.modifiers())
        if event.button() == Qt.MouseButton.MiddleButton:
            self.MMB_state = True
            self._previous_pos = event.position().toPoint()
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            return
        point = self.mapToScene(event.position().toPoint())
        nodes = self._items_near(point, NodeItem)
        if event.button() == Qt.MouseButton.RightButton:
            self._select_for_menu(point)
            return
        if not nodes and self._press_annotation(event, point):
            self.selection_ended.emit()
            return
        # A node without edges, dropped on one, is put between its ends.
        self.pipe_collision = len(nodes) == 1 and not nodes[0].edges()
        super().mousePressEvent(event)
        if isinstance(self.scene().mouseGrabberItem(), NodeItem):
            self._remember_places()
        if not self._rubber_band.isActive:
            self.selection_ended.emit()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Goes on with what was begun."""
        if not event.buttons() & Qt.MouseButton.LeftButton:
            self.LMB_state = False  # released where it was not seen
        if self._held is not None:
            self._drag_annotation(event)
            return
        super().mouseMoveEvent(event)
        if self._rubber_band.isVisible():
            self._select_enclosed()
        if self.LMB_state and isinstance(self.scene().mouseGrabberItem(), NodeItem):
            self._follow_moved_nodes()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ends what was begun, and tells what was meant by it."""
        if self._release_annotation():
            self.selection_ended.emit()
            return
        super().mouseReleaseEvent(event)
        self.COLLIDING_state = False
        self.selection_ended.emit()
        if event.button() == Qt.MouseButton.MiddleButton:
            self.viewport().unsetCursor()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Opens the search on empty canvas, and what a node stands for on a node."""
        point = event.position().toPoint()
        scene_point = self.mapToScene(point)
        is_left = event.button() == Qt.MouseButton.LeftButton
        annotation = self.annotation_at(scene_point)
        if is_left and annotation is not None:
            self.annotation_edit_wished.emit(annotation[0].id)
            return
        if is_left and not self._items_near(scene_point):
            self.search_wished.emit(point)
            return
        QGraphicsView.mouseDoubleClickEvent(self, event)

    def event(self, event: QEvent) -> bool:
        """Keeps Tab, with which the focus would leave."""
        if isinstance(event, QKeyEvent) and _is_tab(event):
            self.search_called.emit()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete, F or Home, Ctrl+A, Escape, arrows, and Space to pan."""
        key, modifiers = Qt.Key(event.key()), event.modifiers()
        if key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_wished.emit()
        elif key in (Qt.Key.Key_F, Qt.Key.Key_Home) and not modifiers:
            self.fit_wished.emit()
        elif key == Qt.Key.Key_A and modifiers == Qt.KeyboardModifier.ControlModifier:
            self.select_all_wished.emit()
        elif key == Qt.Key.Key_Escape and self.is_drawing:
            self.cancel_drawing()
        elif key == Qt.Key.Key_Escape:
            self.stop_moving()
            self.scene().clearSelection()
            self.selection_ended.emit()
        elif key == Qt.Key.Key_Space:
            self._hold_space(True, event)
        elif key in ARROWS and modifiers & Qt.KeyboardModifier.ControlModifier:
            extends = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self.walk_wished.emit(key, extends)
        elif key in ARROWS:
            is_far = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
            self.nudge_wished.emit(ARROWS[key] * (GRID if is_far else SNAP))
        else:
            # What is not ours belongs to the window, not to QGraphicsView's scrolling.
            event.ignore()
        self._read_modifiers(modifiers)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        """Space no longer pans."""
        if event.key() == Qt.Key.Key_Space:
            self._hold_space(False, event)
        self._read_modifiers(event.modifiers())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Forgets which keys were held: their release will not be heard."""
        self._is_space_held = False
        self.viewport().unsetCursor()
        self.clear_key_state()
        QGraphicsView.focusOutEvent(self, event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Takes the focus, without NodeGraphQt's menu and its shortcuts."""
        QGraphicsView.focusInEvent(self, event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Takes operations of the palette."""
        self._accept(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Shows the edge into which the operation would be put."""
        if self._accept(event):
            self._show_under_drop(self.edge_at(event.position()))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Shows nothing special any more."""
        self._show_under_drop(None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tells what was dropped, and where."""
        self._show_under_drop(None)
        if self._accept(event):
            point = self.mapToScene(event.position().toPoint())
            self.data_dropped.emit(event.mimeData(), point)
            self.setFocus()

    def edge_at(self, position: QPointF) -> EdgeItem | None:
        """Returns the edge at a point of the viewport, if no node covers it."""
        top = self._items_near(self.mapToScene(position.toPoint()))
        return top[0] if top and isinstance(top[0], EdgeItem) else None

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        """Says above everything what is wrong with what is selected."""
        super().drawForeground(painter, rect)
        paint_words(painter, self.scene().selectedItems(), self.zoom)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Leaves the menu to the panel: NodeGraphQt's is a menu of NodeGraphQt."""
        event.ignore()

    def _select_for_menu(self, point: QPointF) -> None:
        nodes = self._items_near(point, NodeItem)
        annotation = None if nodes else self.annotation_at(point)
        items = [*nodes, annotation[0]] if annotation else nodes
        if items and not items[0].isSelected():
            self.scene().clearSelection()
            items[0].setSelected(True)
            self.selection_ended.emit()

    def _read_modifiers(self, modifiers: Qt.KeyboardModifier) -> None:
        """Reads them from the event at hand: key events are lost to other windows."""
        held = Qt.KeyboardModifier
        self.ALT_state = bool(modifiers & held.AltModifier) or self._is_space_held
        self.SHIFT_state = bool(modifiers & (held.ShiftModifier | held.ControlModifier))
        self.CTRL_state = False  # NodeGraphQt's Ctrl can but deselect

    def _hold_space(self, is_held: bool, event: QKeyEvent) -> None:
        if not event.isAutoRepeat():
            self._is_space_held = is_held
            hand = Qt.CursorShape.OpenHandCursor
            self.viewport().setCursor(
                hand
            ) if is_held else self.viewport().unsetCursor()

    def _follow_moved_nodes(self) -> None:
        """Keeps moved nodes on the grid, and what moves along beside them."""
        grabbed = self.scene().mouseGrabberItem()
        if grabbed in self._node_positions:
            start = QPointF(*self._node_positions[grabbed])
            self._carry(self._snapped(grabbed.pos()) - start)

    def _accept(self, event: QDropEvent) -> bool:
        is_ours = event.mimeData().hasFormat(mime.OPERATION)
        if is_ours:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
        else:
            event.ignore()
        return is_ours

    def _show_under_drop(self, edge: EdgeItem | None) -> None:
        for item in {self._under_drop, edge}:
            if item is not None:
                item.is_lit = item is edge
                item.update()
        self._under_drop = edge


def _is_tab(event: QKeyEvent) -> bool:
    return event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Tab
