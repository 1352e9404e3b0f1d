"""What making and inlining share: sources exchanged for others, and a middle."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from kgraph.document.edits import Position
from kgraph.document.graph import Graph, Node, Source


def rewired(node: Node, instead: Mapping[Source, Source | None]) -> Node:
    """Returns a node that takes other tensors.

    Args:
        instead: Sources to those that stand in their place; the edges of those that
            are exchanged for None are taken away, and later ones move up.
    """
    if not any(source in instead for source in node.sources()):
        return node
    given = {
        argument: tuple(
            kept for s in sources if (kept := instead.get(s, s)) is not None
        )
        for argument, sources in node.inputs.items()
    }
    return replace(node, inputs={k: v for k, v in given.items() if v})


def middle(graph: Graph, nodes: Iterable[str]) -> Position:
    """Returns the middle of the corners of nodes; the origin where there are none."""
    places = [graph.positions[id] for id in nodes if id in graph.positions]
    if not places:
        return 0.0, 0.0
    xs, ys = zip(*places, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2
