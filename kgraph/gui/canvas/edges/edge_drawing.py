"""Drawing an edge with the mouse, and picking up the end of one that is there."""

from collections.abc import Callable
from typing import Any

from NodeGraphQt.qgraphics.node_abstract import AbstractNodeItem
from NodeGraphQt.qgraphics.pipe import PipeItem
from NodeGraphQt.qgraphics.port import PortItem as NodeGraphQtPortItem
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtWidgets import (
    QApplication,
    QGraphicsSceneMouseEvent,
    QWidget,
)

from kgraph.document.graph import Port, Source
from kgraph.gui.canvas.edges.edge_item import DrawnEdgeItem, EdgeItem
from kgraph.gui.canvas.edges.far_edges import FarEdgesItem
from kgraph.gui.canvas.edges.refusal import Refusal
from kgraph.gui.canvas.nodes.node_item import NodeItem
from kgraph.gui.canvas.nodes.port_item import PortItem
from kgraph.gui.canvas.sight.camera import Camera
from kgraph.gui.canvas.style import Style

NEAR = 3.0  # pixels from the cursor within which something is pressed
END = 0.35  # share of an edge that counts as its end, where it can be picked up

Judge = Callable[[Source, Port], str | None]
Ends = tuple[PortItem, PortItem]


class EdgeDrawing(Camera):
    """A viewer in which edges are drawn; it asks a judge, and tells what was wished.

    Nothing is changed here: the edge that is picked up stays until the document has
    another one, so that a gesture that comes to nothing leaves no trace.
    """

    edge_let_go = Signal(PortItem, QPointF)
    """An edge ends on empty canvas: the port it comes from, the point in the scene."""

    def __init__(
        self, style: Style, judge: Judge, parent: QWidget | None = None
    ) -> None:
        super().__init__(style, parent)
        self._judge = judge
        self._left: EdgeItem | None = None
        self._start_port: PortItem | None = None
        self._detached_port: PortItem | None = None
        self._grasped: tuple[EdgeItem, PortItem] | None = None
        self._invited: NodeItem | None = None
        self._refused = Refusal(self.viewport(), style)
        self.scene().removeItem(self._LIVE_PIPE)
        self._LIVE_PIPE: DrawnEdgeItem = DrawnEdgeItem(style)
        self._LIVE_PIPE.setVisible(False)
        self.scene().addItem(self._LIVE_PIPE)
        self._cursor_text.setOpacity(0)
        self._far_edges = FarEdgesItem(style)
        self.scene().addItem(self._far_edges)
        self.seen_changed.connect(self._look_at_edges)

    def restyle(self, style: Style) -> None:
        """Takes another theme."""
        super().restyle(style)
        self._LIVE_PIPE.restyle(style)
        self._refused.restyle(style)
        self._far_edges.look = style

    def _look_at_edges(self) -> None:
        self._far_edges.look_from(self.zoom)

    @property
    def is_drawing(self) -> bool:
        """Whether an edge follows the cursor."""
        return self._start_port is not None

    def cancel_drawing(self) -> None:
        """Leaves everything as it was."""
        self._grasped = None
        self.end_live_connection()

    def sceneMousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Begins an edge at a port, or takes hold of one that is there."""
        if self.ALT_state or event.button() != Qt.MouseButton.LeftButton:
            return
        top = next(iter(self._items_near(event.scenePos())), None)
        if isinstance(top, PortItem):
            self._begin_at(top)
        elif isinstance(top, NodeItem):
            self._node_positions[top] = top.xy_pos
        elif isinstance(top, EdgeItem):
            self._take_hold(top, event.scenePos())

    def sceneMouseMoveEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Lets the edge follow, and shows whether it may end here."""
        if self._grasped is not None and self.LMB_state:
            way = event.screenPos() - event.buttonDownScreenPos(
                Qt.MouseButton.LeftButton
            )
            if way.manhattanLength() >= QApplication.startDragDistance():
                edge, port = self._grasped
                self._grasped = None
                self._pick_up(edge, port)
        start = self._start_port
        if start is None:
            return
        end = self._end_at(start, event.scenePos())
        reason = self._refusal(start, end) if end else None
        accepted = end if end and not reason else None
        self._invite(accepted)
        self._refused.say(reason, self.mapFromScene(event.scenePos()))
        self._LIVE_PIPE.draw_path(
            start,
            cursor_pos=accepted.scenePos() if accepted else event.scenePos(),
            color=reason,
        )

    def apply_live_connection(self, event: QGraphicsSceneMouseEvent) -> None:
        """Tells what the drawn edge was meant to do."""
        self._grasped = None
        start, left = self._start_port, self._detached_port
        if start is None:
            return
        end = self._end_at(start, event.scenePos())
        reason = self._refusal(start, end) if end else None
        self.end_live_connection()
        if reason or end is left is not None:
            return
        gone: list[Ends] = [(start, left)] if left else []
        if end is not None:
            self.connection_changed.emit(gone, [(start, end)])
        elif gone:
            self.connection_changed.emit(gone, [])
        elif start not in self._items_near(event.scenePos()):
            self.edge_let_go.emit(start, event.scenePos())

    def start_live_connection(self, selected_port: PortItem) -> None:
        """Begins to draw an edge at a port."""
        self._start_port = selected_port
        self._LIVE_PIPE.setVisible(True)

    def end_live_connection(self) -> None:
        """Draws no edge any more."""
        if self._left is not None:
            self._left.is_left = False
            self._left.update()
        self._left = self._detached_port = self._start_port = None
        self._invite(None)
        self._refused.say(None)
        self._LIVE_PIPE.reset_path()
        self._LIVE_PIPE.setVisible(False)

    def establish_connection(
        self, start_port: PortItem, end_port: PortItem
    ) -> EdgeItem:
        """Adds an edge; its way is drawn when all nodes are in place.

        Args:
            start_port, end_port: An output and an input, in this order.
        """
        edge = EdgeItem(self.look, start_port, end_port, self._far_edges)
        self.scene().addItem(edge)
        return edge

    def acyclic_check(self, start_port: PortItem, end_port: PortItem) -> bool:
        """Asks the document, which looks at each node but once."""
        return self._judgement(start_port, end_port) is None

    def _validate_accept_connection(
        self, from_port: PortItem, to_port: PortItem
    ) -> bool:
        return self.acyclic_check(from_port, to_port)

    def _validate_reject_connection(
        self, from_port: PortItem, to_port: PortItem
    ) -> bool:
        return not self.acyclic_check(from_port, to_port)

    def _items_near(
        self,
        pos: QPointF,
        item_type: type | tuple[type, ...] | None = None,
        width: float = NEAR,
        height: float = NEAR,
    ) -> list[Any]:
        """Returns what is under the cursor, the uppermost first; edges come last."""
        reach = NEAR / self.zoom
        rect = QRectF(pos.x() - reach, pos.y() - reach, 2 * reach, 2 * reach)
        kinds = item_type or (NodeGraphQtPortItem, AbstractNodeItem, PipeItem)
        found = [
            item
            for item in self.scene().items(rect)
            if isinstance(item, kinds) and item is not self._LIVE_PIPE
        ]
        solid = [item for item in found if not isinstance(item, PipeItem)]
        return solid or found

    def _begin_at(self, port: PortItem) -> None:
        taken = next(iter(port.connected_pipes), None)
        if port.place is not None and taken is not None:
            self._pick_up(taken, port)
        else:
            self.start_live_connection(port)

    def _take_hold(self, edge: EdgeItem, pos: QPointF) -> None:
        ends = (edge.output_port, edge.input_port)
        far, near = sorted(
            (QPointF(pos - e.scenePos()).manhattanLength() for e in ends), reverse=True
        )
        if near <= END * (near + far):
            self._grasped = (edge, edge.port_from_pos(pos))

    def _pick_up(self, edge: EdgeItem, port: PortItem) -> None:
        """Lets an edge's end follow the cursor; the other end stays where it is."""
        stays = edge.output_port if port is edge.input_port else edge.input_port
        self._left, self._detached_port = edge, port
        edge.is_left = True
        edge.update()
        self.start_live_connection(stays)

    def _end_at(self, start: PortItem, pos: QPointF) -> PortItem | None:
        """Returns the port, or the one that fits of the node, under the cursor."""
        wants_input = start.place is None
        for item in self._items_near(pos, (PortItem, NodeItem)):
            if isinstance(item, PortItem):
                return None if item is start else item
            if item is not start.node:
                outputs = next(iter(item.outputs), None)
                return item.free_input() if wants_input else outputs
        return None

    def _refusal(self, start: PortItem, end: PortItem) -> str | None:
        if end is self._detached_port:
            return None
        return self._judgement(start, end)

    def _judgement(self, one: PortItem, other: PortItem) -> str | None:
        source, target = (one, other) if one.place is None else (other, one)
        if source.place is not None or target.place is None:
            return "An edge leads from an output to an input."
        return self._judge(source.source, target.port)

    def _invite(self, port: PortItem | None) -> None:
        node = port.node if port else None
        for item in {self._invited, node}:
            if item is not None:
                item.invites = port if item is node else None
                item.update()
        self._invited = node
