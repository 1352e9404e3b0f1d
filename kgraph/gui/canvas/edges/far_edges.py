"""All edges as one item, for drawings that are seen from afar.

There an edge is a hairline without ends or words, and a thousand calls from Qt into
Python would take longer than to paint them.
"""

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from kgraph.gui.canvas.nodes.node_item import NodeItem
from kgraph.gui.canvas.style import Style

if TYPE_CHECKING:
    from kgraph.gui.canvas.edges.edge_item import EdgeItem

Flag = QGraphicsItem.GraphicsItemFlag
SCALE = 0.28  # under which the nodes are blocks of colour too


class FarEdgesItem(QGraphicsItem):
    """Paints what many edges look like from afar; those that stand out do themselves.

    Attributes:
        is_near: Whether the drawing is so near that each edge paints itself.
    """

    is_near = True

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.look = style
        self._edges: dict[EdgeItem, None] = {}
        self._path: QPainterPath | None = None
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)

    def add(self, edge: "EdgeItem") -> None:
        """Takes one more edge."""
        self._edges[edge] = None
        self.setZValue(edge.zValue())
        edge.setFlag(Flag.ItemHasNoContents, not self.is_near)
        self.forget()

    def drop(self, edge: "EdgeItem") -> None:
        """Takes no more notice of an edge."""
        self._edges.pop(edge, None)
        self.forget()

    def look_from(self, scale: float) -> None:
        """Takes note of how near the drawing is."""
        if self.is_near != (scale >= SCALE):
            self.prepareGeometryChange()
            self.is_near = scale >= SCALE
            for edge in self._edges:
                edge.setFlag(Flag.ItemHasNoContents, not self.is_near)

    def forget(self) -> None:
        """An edge has come, gone, or taken another way."""
        if self._path is not None:
            self.prepareGeometryChange()
            self._path = None

    def boundingRect(self) -> QRectF:
        """Returns where the edges are, as far as this item paints them."""
        return QRectF() if self.is_near else self._whole().controlPointRect()

    def shape(self) -> QPainterPath:
        """Returns nothing: edges are pressed one by one."""
        return QPainterPath()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionGraphicsItem,
        widget: QWidget | None = None,
    ) -> None:
        """Paints the edges as hairlines."""
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(self.look.edge_far)
        painter.drawPath(self._whole())
        for edge in self._standing_out():
            pen = QPen(edge.pen_at(SCALE))
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawPath(edge.path())

    def _whole(self) -> QPainterPath:
        if self._path is None:
            self._path = QPainterPath()
            for edge in self._edges:
                self._path.addPath(edge.path())
        return self._path

    def _standing_out(self) -> set["EdgeItem"]:
        """Returns the edges that look unlike most."""
        found = {e for e in self._edges if _stands_out(e)}
        for item in self.scene().selectedItems():
            if isinstance(item, NodeItem):
                found.update(item.edges())
            elif item in self._edges:
                found.add(item)
        return found


def _stands_out(edge: "EdgeItem") -> bool:
    return edge.is_lit or edge.is_left or edge.is_faulty or edge.change is not None
