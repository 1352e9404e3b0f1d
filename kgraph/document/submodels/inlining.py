"""Puts the nodes of a submodel in the place of its calls."""

from collections.abc import Iterator

from msgspec.structs import replace

from kgraph import catalog
from kgraph.document import edits
from kgraph.document.calls import inputs_of, outputs_of
from kgraph.document.copying import fragments
from kgraph.document.edges.rewiring import rewired
from kgraph.document.graph import ENDS, Graph, Node, Source
from kgraph.document.project import Project, with_graphs
from kgraph.document.submodels.definitions import submodel_called
from kgraph.document.submodels.listing import follow_listed
from kgraph.document.weights.keys import mapping_of
from kgraph.document.weights.moving import follow_paths, speaking_for


def inline(
    project: Project, graph_id: str, node: str
) -> tuple[Project, tuple[str, ...]]:
    """Puts the nodes of a submodel in the place of a call.

    If its layer is called several times, all calls are inlined at once: they share
    the layers inside then, and with them the weights, as they did before; trained
    weights of this instance come along. The definition stays in the project; see
    `remove_definition`.

    Returns:
        The project, and the ids of the new nodes.

    Raises:
        EditError: If the node calls no submodel of the project.
    """
    inner = project.graphs[submodel_called(project, graph_id, node)]
    graph = project.graphs[graph_id]
    instance = graph.layer_of(node)
    inner = speaking_for(inner, mapping_of(instance))
    inside = [n.id for n in inner.nodes.values() if not _is_end(inner, n)]
    part = fragments.fragment(inner, inside, (*inner.frames, *inner.notes))
    place = fragments.middle(inner, inside)
    first: tuple[str, ...] = ()
    placed: list[str] = []
    for id in graph.calls[graph.nodes[node].layer]:
        call, x, y = graph.nodes[id], *graph.positions.get(id, (0.0, 0.0))
        way = (x - place[0], y - place[1])
        if first:
            graph, new = fragments.share(graph, first, way)
        else:
            graph, new = fragments.paste(graph, part, way)
            first, place = new, fragments.middle(graph, new)
        ids = dict(zip(part.nodes, new, strict=True))
        graph = _rewire(graph, inner, call, ids)
        placed += new
    copies = {
        inner.nodes[id].layer: graph.nodes[copy].layer for id, copy in ids.items()
    }

    def now(path: tuple[str, ...]) -> tuple[str, ...]:
        is_inside = path[0] == instance.id and len(path) > 1 and path[1] in copies
        return (copies[path[1]], *path[2:]) if is_inside else path

    inlined = follow_paths(with_graphs(project, graph), graph_id, now)
    return follow_listed(project, inlined, graph_id, now), tuple(placed)


def _rewire(graph: Graph, inner: Graph, call: Node, ids: dict[str, str]) -> Graph:
    """Gives new nodes the edges of a call, and takes the call away.

    Args:
        ids: Each node of the submodel to the new one.
    """
    sources = dict(_sources(inner, call, ids))
    new = {
        copy: replace(
            graph.nodes[copy],
            inputs=rewired(inner.nodes[id], sources).inputs,
            constants={**inner.nodes[id].constants, **_constants(inner, id, call)},
        )
        for id, copy in ids.items()
    }
    results = {
        Source(call.id, at): sources.get(given[0]) if given else None
        for at, node in enumerate(outputs_of(inner))
        for given in [node.inputs.get("inputs", ())]
    }
    nodes = {
        id: new.get(id) or rewired(node, results) for id, node in graph.nodes.items()
    }
    return edits.delete(replace(graph, nodes=nodes), [call.id])


def _sources(
    inner: Graph, call: Node, ids: dict[str, str]
) -> Iterator[tuple[Source, Source | None]]:
    """Yields every tensor of a submodel with the one that it is outside."""
    for node in inputs_of(inner):
        given = call.inputs.get(inner.layers[node.layer].name, ())
        is_own = bool(given) and given[0].node == call.id
        yield Source(node.id), given[0] if given and not is_own else None
    for node in inner.nodes.values():
        for source in node.sources():
            if source.node in ids:
                yield source, Source(ids[source.node], source.output)


def _is_end(graph: Graph, node: Node) -> bool:
    return graph.layers[node.layer].type in ENDS


def _constants(inner: Graph, node: str, call: Node) -> dict[str, object]:
    """Returns what a call of a submodel passes on to a layer inside, as Keras does."""
    layer = inner.layer_of(node)
    if layer.submodel is not None:
        return call.constants
    spec = catalog.load().operation(layer.type)
    known = {parameter.name for parameter in spec.call} if spec else set()
    return {k: v for k, v in call.constants.items() if k in known}
