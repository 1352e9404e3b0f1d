"""Parts of a drawing as values of their own: what copy, paste and duplicate need."""

from collections.abc import Iterable

from msgspec.structs import replace

from kgraph.document.edits import Position, delete
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Node, Source
from kgraph.document.names import unique_name

OFFSET: Position = (40.0, 40.0)


def fragment(graph: Graph, nodes: Iterable[str]) -> Graph:
    """Returns the graph that these nodes alone would be, with the edges among them.

    Raises:
        EditError: If one of the nodes is not there.
    """
    kept = set(nodes)
    missing = kept - graph.nodes.keys()
    if missing:
        raise EditError(
            f"Expected ids of nodes of this graph. Received: {min(missing)!r}."
        )
    part = delete(graph, (id for id in graph.nodes if id not in kept))
    return replace(part, frames={})


def paste(
    graph: Graph, fragment: Graph, offset: Position = OFFSET
) -> tuple[Graph, tuple[str, ...]]:
    """Places the nodes of a fragment, each layer as a new one with a name of its own.

    Nodes that shared a layer in the fragment share the new one.

    Returns:
        The graph, and the ids of the new nodes in the fragment's order.
    """
    number = graph.next_id
    taken = {layer.name for layer in graph.layers.values()}
    layers = {}
    for layer in fragment.layers.values():
        name = unique_name(layer.name, taken)
        taken.add(name)
        layers[layer.id] = replace(layer, id=f"l{number}", name=name)
        number += 1
    graph = replace(
        graph,
        next_id=number,
        layers={**graph.layers, **{layer.id: layer for layer in layers.values()}},
    )
    return _place(graph, fragment, {id: n.id for id, n in layers.items()}, offset)


def duplicate(
    graph: Graph, nodes: Iterable[str], offset: Position = OFFSET
) -> tuple[Graph, tuple[str, ...]]:
    """Places nodes once more, with layers of their own and the edges among them."""
    return paste(graph, fragment(graph, nodes), offset)


def share(
    graph: Graph, nodes: Iterable[str], offset: Position = OFFSET
) -> tuple[Graph, tuple[str, ...]]:
    """Places nodes once more that call the same layers, with the edges among them.

    Raises:
        EditError: If one of them is an Input or Output, or is not there.
    """
    part = fragment(graph, nodes)
    for layer in part.layers.values():
        if layer.type in ("Input", "Output"):
            raise EditError(
                f"The {layer.type} {layer.name!r} stands for one tensor and has no "
                "weights to share. Expected layers that compute something."
            )
    return _place(graph, part, {id: id for id in part.layers}, offset)


def _place(
    graph: Graph, fragment: Graph, layers: dict[str, str], offset: Position
) -> tuple[Graph, tuple[str, ...]]:
    """Places a fragment's nodes as calls of layers of the graph.

    Args:
        layers: Id of a layer of the fragment to the one that is called instead.
    """
    ids = {id: f"n{graph.next_id + at}" for at, id in enumerate(fragment.nodes)}
    nodes = [
        replace(_renumbered(node, ids), id=ids[node.id], layer=layers[node.layer])
        for node in fragment.nodes.values()
    ]
    x, y = offset
    positions = {ids[id]: (a + x, b + y) for id, (a, b) in fragment.positions.items()}
    graph = replace(
        graph,
        next_id=graph.next_id + len(ids),
        nodes={**graph.nodes, **{node.id: node for node in nodes}},
        positions={**graph.positions, **positions},
    )
    return graph, tuple(ids.values())


def _renumbered(node: Node, ids: dict[str, str]) -> Node:
    inputs = {
        argument: tuple(Source(ids[s.node], s.output) for s in sources)
        for argument, sources in node.inputs.items()
    }
    return replace(node, inputs=inputs)
