"""The edges that lead into a part of a drawing, for a copy that shall have them too."""

from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from kgraph.document.edges.rewiring import rewired
from kgraph.document.graph import Graph, Source

MOST_OUTPUTS = 1_000


class Incoming(Struct, frozen=True):
    """What the nodes of a part were given, with tensors from outside of it.

    Attributes:
        given: Node id to its inputs, of nodes that take something from outside.
        names: Each node outside to the name of its layer: whether it is still the
            same node is told by it.
    """

    given: dict[str, dict[str, tuple[Source, ...]]] = {}
    names: dict[str, str] = {}


def incoming(graph: Graph, nodes: Iterable[str]) -> Incoming:
    """Returns the edges that lead into these nodes from others."""
    inside = set(nodes)
    outside: dict[str, None] = {}
    given = {}
    for id in sorted(inside):
        others = [s.node for s in graph.nodes[id].sources() if s.node not in inside]
        if others:
            given[id] = graph.nodes[id].inputs
            outside.update(dict.fromkeys(others))
    names = {id: graph.layer_of(id).name for id in outside if id in graph.nodes}
    return Incoming(given, names)


def restore(graph: Graph, known: Incoming, ids: Mapping[str, str]) -> Graph:
    """Gives copies of nodes the edges of their originals, where both ends are there.

    Args:
        ids: Each original to its copy.
    """

    def now(source: Source) -> Source | None:
        if source.node in ids:
            return Source(ids[source.node], source.output)
        node = graph.nodes.get(source.node)
        is_there = node is not None and (
            graph.layers[node.layer].name == known.names.get(source.node)
        )
        return source if is_there and 0 <= source.output < MOST_OUTPUTS else None

    nodes = dict(graph.nodes)
    for original, given in known.given.items():
        copy = nodes.get(ids.get(original, ""))
        if copy is not None:
            wished = replace(copy, inputs=given)
            instead = {source: now(source) for source in wished.sources()}
            nodes[copy.id] = rewired(wished, instead)
    return replace(graph, nodes=nodes)
