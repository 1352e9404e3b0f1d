"""Puts the nodes of a submodel in the place of its calls."""

from collections.abc import Iterator

from msgspec.structs import replace

from kgraph import catalog
from kgraph.document.calls import inputs_of, outputs_of
from kgraph.document.graph import Graph, Layer, Node, Source
from kgraph.document.names import unique_name
from kgraph.document.project import Project
from kgraph.document.submodels.cut import ENDS
from kgraph.document.submodels.definitions import submodel_called, with_graphs
from kgraph.document.submodels.rewiring import middle, rewired


def inline(
    project: Project, graph_id: str, node: str
) -> tuple[Project, tuple[str, ...]]:
    """Puts the nodes of a submodel in the place of a call.

    If its layer is called several times, all calls are inlined at once: they share
    the layers inside then, and with them the weights, as they did before. The
    definition stays in the project; see `remove_definition`.

    Returns:
        The project, and the ids of the new nodes.

    Raises:
        EditError: If the node calls no submodel of the project.
    """
    inner = project.graphs[submodel_called(project, graph_id, node)]
    graph = project.graphs[graph_id]
    shared = graph.layer_of(node).id
    calls = graph.calls[shared]
    graph, layers = _with_layers(graph, inner, shared)
    placed: list[str] = []
    for call in calls:
        graph, new = _inline_call(graph, inner, graph.nodes[call], layers)
        placed += new
    return with_graphs(project, graph), tuple(placed)


def _with_layers(
    graph: Graph, inner: Graph, submodel: str
) -> tuple[Graph, dict[str, str]]:
    """Gives the graph a submodel's layers in the place of the submodel's own.

    Returns:
        The graph, and for each id of a layer inside the id that it has now.
    """
    kept = {id: layer for id, layer in graph.layers.items() if id != submodel}
    taken = {layer.name for layer in kept.values()}
    number = graph.next_id
    new: dict[str, Layer] = {}
    for layer in inner.layers.values():
        if layer.type in ENDS:
            continue
        name = unique_name(layer.name, taken)
        taken.add(name)
        new[layer.id] = replace(layer, id=f"l{number}", name=name)
        number += 1
    layers = {**kept, **{layer.id: layer for layer in new.values()}}
    # The submodel's own goes with the last call of it.
    layers[submodel] = graph.layers[submodel]
    return (
        replace(graph, next_id=number, layers=layers),
        {id: layer.id for id, layer in new.items()},
    )


def _inline_call(
    graph: Graph, inner: Graph, call: Node, layers: dict[str, str]
) -> tuple[Graph, list[str]]:
    inside = [n for n in inner.nodes.values() if inner.layers[n.layer].type not in ENDS]
    ids = {n.id: f"n{graph.next_id + at}" for at, n in enumerate(inside)}
    sources = dict(_sources(inner, call, ids))
    new = [
        replace(
            rewired(node, sources),
            id=ids[node.id],
            layer=layers[node.layer],
            constants={**node.constants, **_constants(inner, node, call)},
        )
        for node in inside
    ]
    results = {
        Source(call.id, at): sources.get(given[0]) if given else None
        for at, node in enumerate(outputs_of(inner))
        for given in [node.inputs.get("inputs", ())]
    }
    nodes = {id: rewired(n, results) for id, n in graph.nodes.items() if id != call.id}
    nodes.update((node.id, node) for node in new)
    called = {node.layer for node in nodes.values()}
    graph = replace(
        graph,
        next_id=graph.next_id + len(ids),
        layers={id: layer for id, layer in graph.layers.items() if id in called},
        nodes=nodes,
        positions=_positions(graph, inner, call, ids),
    )
    return graph, list(ids.values())


def _sources(
    inner: Graph, call: Node, ids: dict[str, str]
) -> Iterator[tuple[Source, Source | None]]:
    """Yields every tensor of a submodel with the one that it is outside."""
    for node in inputs_of(inner):
        given = call.inputs.get(inner.layers[node.layer].name, ())
        is_own = bool(given) and given[0].node == call.id
        yield Source(node.id), given[0] if given and not is_own else None
    for node in inner.nodes.values():
        for sources in node.inputs.values():
            for source in sources:
                if source.node in ids:
                    yield source, Source(ids[source.node], source.output)


def _positions(
    graph: Graph, inner: Graph, call: Node, ids: dict[str, str]
) -> dict[str, tuple[float, float]]:
    x, y = graph.positions.get(call.id, (0.0, 0.0))
    left, top = middle(inner, ids)
    kept = {id: p for id, p in graph.positions.items() if id != call.id}
    placed = {id: inner.positions[id] for id in ids if id in inner.positions}
    moved = {ids[id]: (a - left + x, b - top + y) for id, (a, b) in placed.items()}
    return {**kept, **moved}


def _constants(inner: Graph, node: Node, call: Node) -> dict[str, object]:
    """Returns what a call of a submodel passes on to a layer inside, as Keras does."""
    layer = inner.layers[node.layer]
    if layer.submodel is not None:
        return call.constants
    spec = catalog.load().operation(layer.type)
    known = {parameter.name for parameter in spec.call} if spec else set()
    return {k: v for k, v in call.constants.items() if k in known}
