"""A port on the canvas: a place that can be pressed; its node paints it."""

from typing import TYPE_CHECKING

from NodeGraphQt.constants import PortTypeEnum
from NodeGraphQt.qgraphics.port import PortItem as NodeGraphQtPortItem
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import (
    QGraphicsItem,
    QGraphicsSceneHoverEvent,
    QGraphicsSceneMouseEvent,
)

from kgraph.document.graph import Port, Source
from kgraph.gui.canvas.nodes.ports import InputPort

if TYPE_CHECKING:
    from kgraph.gui.canvas.nodes.node_item import NodeItem

REACH = 12.0
_AREA = QRectF(-REACH, -REACH, 2 * REACH, 2 * REACH)


class PortItem(NodeGraphQtPortItem):
    """One end for edges; its position is the very point where they meet.

    Attributes:
        place: What it takes, for an input; None for an output.
        output: Its number, for an output.
    """

    # Without an override in Python, Qt does not call into Python at every change.
    itemChange = QGraphicsItem.itemChange

    def __init__(
        self, node: "NodeItem", place: InputPort | None = None, output: int = 0
    ) -> None:
        super().__init__(node)
        self.place = place
        self.output = output
        kind = PortTypeEnum.OUT if place is None else PortTypeEnum.IN
        self.port_type = kind.value
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents, True)
        self.setFlag(
            QGraphicsItem.GraphicsItemFlag.ItemSendsScenePositionChanges, False
        )
        self.setCacheMode(QGraphicsItem.CacheMode.NoCache)

    @property
    def multi_connection(self) -> bool:
        """Whether several edges may meet here: at outputs alone."""
        return self.place is None

    @property
    def source(self) -> Source:
        """Where an edge that begins here begins."""
        return Source(self.node.id, self.output)

    @property
    def port(self) -> Port:
        """Where an edge that ends here ends."""
        assert self.place is not None
        return Port(self.node.id, self.place.argument, self.place.index)

    def boundingRect(self) -> QRectF:
        """Returns the area in which it can be pressed."""
        return _AREA

    def mousePressEvent(self, event: QGraphicsSceneMouseEvent) -> None:
        """Keeps the press from the node, which would move."""
        event.accept()

    def hoverEnterEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Shows that it can be pressed, and says what it is."""
        self._hovered = True
        self.setToolTip(self._describe())
        self.node.update()

    def hoverLeaveEvent(self, event: QGraphicsSceneHoverEvent) -> None:
        """Shows nothing special any more."""
        self._hovered = False
        self.node.update()

    def _describe(self) -> str:
        if self.place is None:
            tensors = self.node.card.tensors
            return tensors[self.output] if self.output < len(tensors) else "output"
        extra = " (optional)" if self.place.is_optional else ""
        number = f" {self.place.index + 1}" if self.place.index else ""
        return f"{self.place.argument}{number}{extra}"
