"""A node on the canvas: one light item with levels of detail."""

from typing import Any

from NodeGraphQt.qgraphics.node_abstract import AbstractNodeItem
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPainterPath
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsSceneHoverEvent,
    QGraphicsSceneMouseEvent,
    QStyleOptionGraphicsItem,
    QWidget,
)

from kgraph.gui.canvas.nodes import far_painter, node_painter
from kgraph.gui.canvas.nodes.card import Card
from kgraph.gui.canvas.nodes.collapsed_painter import Line
from kgraph.gui.canvas.nodes.geometry import Direction, outline
from kgraph.gui.canvas.nodes.node_texts import Texts
from kgraph.gui.canvas.nodes.port_item import PortItem
from kgraph.gui.canvas.nodes.ports import InputPort
from kgraph.gui.canvas.style import Style

MARGIN = 9.0  # of shadow, glow, ports and badges around the card


class NodeItem(AbstractNodeItem):
    """Shows a card, and holds the ports as its only children.

    Attributes:
        card: What it shows.
        outline: Its size, and where its ports are.
        is_sibling: Whether a selected node calls the same layer.
        invites: The port at which an edge that is being drawn would end.
        is_found: Whether it is among what the person is looking for.
    """

    def __init__(self, id: str, card: Card, style: Style, direction: Direction) -> None:
        super().__init__(card.name)
        self.id = id
        self.look = style
        self.direction = direction
        self.card = card
        self._take_outline()
        self.inputs: list[PortItem] = []
        self.outputs: list[PortItem] = []
        self.invites: PortItem | None = None
        self.is_found = False
        self.is_sibling = False
        self._is_hovered = False
        self._texts: Texts | Line | None = None
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)
        self.setAcceptHoverEvents(True)
        self._place_ports()

    def show_card(self, card: Card, direction: Direction) -> bool:
        """Shows another card; returns whether any port has come, gone or moved."""
        if card == self.card and direction == self.direction:
            return False
        old = _shape_of(self.card, self.direction)
        self.card, self.direction = card, direction
        self._texts = None
        self.update()
        for edge in self.edges():
            edge.follow_cards()
        if old == _shape_of(card, direction):
            return False
        self.prepareGeometryChange()
        self._take_outline()
        self._place_ports()
        return True

    def restyle(self, style: Style) -> None:
        """Takes another theme."""
        self.look = style
        self._texts = None
        self.update()

    def edges(self) -> list[Any]:
        """Returns the items of the edges that end or begin here."""
        return [e for p in (*self.inputs, *self.outputs) for e in p.connected_pipes]

    def input_at(self, argument: str, index: int) -> PortItem | None:
        """Returns the port of an argument, None if there is none."""
        wanted = (argument, index)
        return next((p for p in self.inputs if _key(p.place) == wanted), None)

    def free_input(self) -> PortItem | None:
        """Returns the port that an edge dropped on the node should end at."""
        ports = [p for p in self.inputs if p.place is not None]
        return min(ports, key=_eagerness, default=None)

    @property
    def width(self) -> float:
        """Width of the card, in scene units."""
        return self.outline.width

    @property
    def height(self) -> float:
        """Height of the card, in scene units."""
        return self.outline.height

    @property
    def is_hovered(self) -> bool:
        """Whether the cursor is over it."""
        return self._is_hovered

    def card_rect(self) -> QRectF:
        """Returns where the card is, in the node's own units."""
        return self._rect

    def boundingRect(self) -> QRectF:
        """Returns all that is painted."""
        return self._bounds

    def shape(self) -> QPainterPath:
        """Returns where it can be pressed."""
        return self._shape

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paints as much as can be seen at this scale."""
        scale = option.levelOfDetailFromTransform(painter.worldTransform())
        if scale < far_painter.FAR:
            far_painter.paint_far(painter, self, scale)
            return
        if self._texts is None:
            self._texts = node_painter.lay_out(self)
        node_painter.paint(painter, self, self._texts, scale)

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Says what is wrong with it, if anything is."""
        self._is_hovered = True
        self.setToolTip(_tool_tip(self.card))
        self.update()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Shows nothing special any more."""
        self._is_hovered = False
        self.update()

    def mouseDoubleClickEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Tells the viewer."""
        self.viewer().node_double_clicked.emit(self.id)

    def _take_outline(self) -> None:
        """Keeps what Qt asks for many times a frame."""
        card = self.card
        self.outline = outline(card.ports, self.direction, card.type, card.is_collapsed)
        self._rect = QRectF(0, 0, self.outline.width, self.outline.height)
        self._bounds = self._rect.adjusted(-MARGIN, -MARGIN, MARGIN, MARGIN)
        self._shape = QPainterPath()
        self._shape.addRect(self._rect)

    def _place_ports(self) -> None:
        """Makes the ports those of the card; ports that stay are the same items."""
        known = {_key(p.place): p for p in self.inputs}
        places = self.card.ports.inputs
        inputs = [
            known.pop(_key(p)) if _key(p) in known else PortItem(self, p)
            for p in places
        ]
        for port, place in zip(inputs, places, strict=True):
            port.place = place
        count = len(self.card.ports.outputs)
        outputs = self.outputs[:count]
        outputs += [PortItem(self, output=i) for i in range(len(outputs), count)]
        for gone in (*known.values(), *self.outputs[count:]):
            gone.setParentItem(None)
            if gone.scene():
                gone.scene().removeItem(gone)
        self.inputs, self.outputs = inputs, outputs
        for port, point in zip(inputs, self.outline.inputs, strict=True):
            port.setPos(*point)
        for port, point in zip(outputs, self.outline.outputs, strict=True):
            port.setPos(*point)


def _eagerness(port: PortItem) -> int:
    place = port.place
    if place is None or place.is_taken:
        return 3
    if not place.is_optional:
        return 0
    return 1 if place.index else 2  # one more of many, before an argument of its own


def _shape_of(card: Card, direction: Direction) -> tuple[object, ...]:
    """Returns what its size, and the places of its ports, follow from."""
    return card.ports, card.type, card.is_collapsed, direction


def _key(place: InputPort | None) -> tuple[str, int]:
    return place.key if place else ("", -1)


def _tool_tip(card: Card) -> str:
    said = card.problems or (card.name, *card.tensors)
    return "\n".join((*said, *filter(None, [card.frozen])))
