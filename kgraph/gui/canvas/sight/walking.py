"""Moves the selection along the edges of a drawing, by the keyboard alone."""

from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, Qt

from kgraph.document.graph import Graph
from kgraph.gui.canvas.nodes.geometry import Direction
from kgraph.gui.document import Document

if TYPE_CHECKING:
    from kgraph.gui.canvas.panel import CanvasPanel

Way = Literal["next", "previous", "sibling before", "sibling behind"]

_DOWN: dict[Qt.Key, Way] = {
    Qt.Key.Key_Down: "next",
    Qt.Key.Key_Up: "previous",
    Qt.Key.Key_Left: "sibling before",
    Qt.Key.Key_Right: "sibling behind",
}
_RIGHT: dict[Qt.Key, Way] = {
    Qt.Key.Key_Right: "next",
    Qt.Key.Key_Left: "previous",
    Qt.Key.Key_Up: "sibling before",
    Qt.Key.Key_Down: "sibling behind",
}


class Walking(QObject):
    """Selects the node that lies in the direction of an arrow key."""

    def __init__(self, document: Document, panel: "CanvasPanel") -> None:
        super().__init__(panel)
        self._document = document
        self._panel = panel
        panel.viewer.walk_wished.connect(self.walk)

    def walk(self, key: Qt.Key, extends: bool) -> None:
        """Selects the next node, or adds it to the selection.

        Args:
            key: An arrow. With nothing selected, any of them selects the first Input.
        """
        graph, order = self._document.graph, self._panel.order
        direction = self._panel.sync.direction
        if order.last is None:
            found = first(graph)
        else:
            way = (_DOWN if direction == "down" else _RIGHT)[key]
            found = neighbour(graph, order.last, way, direction)
        if found is None:
            return
        kept = [id for id in order.nodes if id != found] if extends else []
        self._panel.select([*kept, found])
        self._panel.viewer.reveal(self._panel.sync.nodes[found])


def first(graph: Graph) -> str | None:
    """Returns the first Input or, if there is none, the first node."""
    inputs = (node.id for node in graph.of_type("Input"))
    return next(inputs, next(iter(graph.nodes), None))


def neighbour(
    graph: Graph, node: str, way: Way, direction: Direction = "down"
) -> str | None:
    """Returns the node that lies in a direction, None if there is none.

    Of several that an edge leads to, the one that stands most directly ahead. Siblings
    share a source or a target with the node, or have no source, as it has none.
    """
    across = 0 if direction == "down" else 1

    def aside(id: str) -> float:
        return graph.positions.get(id, (0.0, 0.0))[across]

    if way in ("next", "previous"):
        ahead = _targets(graph, node) if way == "next" else _sources(graph, node)
        return min(ahead, key=lambda id: abs(aside(id) - aside(node)), default=None)
    row = sorted({*_siblings(graph, node), node}, key=lambda id: (aside(id), id))
    place = row.index(node) + (1 if way == "sibling behind" else -1)
    return row[place] if 0 <= place < len(row) else None


def _siblings(graph: Graph, node: str) -> set[str]:
    sources, targets = _sources(graph, node), _targets(graph, node)
    found = {id for source in sources for id in _targets(graph, source)}
    found.update(id for target in targets for id in _sources(graph, target))
    if not sources:
        found.update(id for id in graph.nodes if not _sources(graph, id))
    # What is ahead or behind is not beside, though an edge may skip over it.
    return found - {*sources, *targets}


def _sources(graph: Graph, node: str) -> list[str]:
    sources = graph.nodes[node].sources()
    return [source.node for source in sources if source.node in graph.nodes]


def _targets(graph: Graph, node: str) -> list[str]:
    return [edge.target.node for edge in graph.targets.get(node, ())]
