"""The edges that went although both of their ends may still be there."""

from collections.abc import Iterable

from NodeGraphQt.constants import Z_VAL_PIPE
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainterPath
from PySide6.QtWidgets import QGraphicsPathItem

from kgraph.document.graph import Edge
from kgraph.gui.canvas.changes import marks
from kgraph.gui.canvas.edges.route import route
from kgraph.gui.canvas.nodes.node_item import NodeItem
from kgraph.gui.canvas.style import Style


class GoneEdgesItem(QGraphicsPathItem):
    """Paints them all, dashed; they cannot be pressed."""

    def __init__(self, style: Style) -> None:
        super().__init__()
        self.setZValue(Z_VAL_PIPE)
        self.setAcceptedMouseButtons(Qt.MouseButton.NoButton)
        self.restyle(style)

    def restyle(self, style: Style) -> None:
        """Takes another theme."""
        pen = marks.pen(style, "removed")
        pen.setCosmetic(True)
        self.setPen(pen)

    def show_edges(self, edges: Iterable[Edge], nodes: dict[str, NodeItem]) -> None:
        """Shows these edges, between the nodes where they are now."""
        path = QPainterPath()
        for edge in edges:
            source, target = (nodes.get(e.node) for e in (edge.source, edge.target))
            if source is not None and target is not None and source.outputs:
                output = min(edge.source.output, len(source.outputs) - 1)
                path.addPath(route(source.outputs[output], _end(target, edge)))
        self.setPath(path)

    def shape(self) -> QPainterPath:
        """Returns nothing: what went is looked at alone."""
        return QPainterPath()


def _end(node: NodeItem, edge: Edge) -> QPointF:
    """Returns where an edge ended, as near as the ports of today allow."""
    argument, index = edge.target.argument, edge.target.index
    port = node.input_at(argument, index) or node.input_at(argument, 0)
    if port is not None:
        return port.scenePos()
    side = QPointF(node.width / 2, 0)
    return node.mapToScene(side if node.direction == "down" else QPointF(0, 20))
