"""Room for one node more."""

from kgraph.document import edits
from kgraph.document.edits import Position
from kgraph.document.graph import Graph
from kgraph.document.order import descendants


def push(graph: Graph, node: str, way: Position) -> Graph:
    """Moves a node, and all that depend on it, so that another fits before it."""
    if way == (0.0, 0.0):
        return graph
    dx, dy = way
    moved = {
        id: (x + dx, y + dy)
        for id in descendants(graph, [node])
        if (place := graph.positions.get(id)) is not None
        for x, y in [place]
    }
    return edits.move(graph, moved)
