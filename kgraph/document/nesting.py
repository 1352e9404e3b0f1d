"""Which graphs of a project stand within which, and which nodes call them."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from kgraph.document.graph import SUBMODEL, Graph, Layer
from kgraph.document.project import MAIN, Project, with_graphs


class Call(Struct, frozen=True):
    """A node that stands for a submodel: ids of its graph, and its own."""

    graph: str
    node: str


def called_in(graph: Graph) -> tuple[str, ...]:
    """Returns the ids of the submodels that stand in a graph, each once."""
    found = (layer.submodel for layer in graph.layers.values())
    return tuple(dict.fromkeys(id for id in found if id is not None))


def first_called(graph: Graph, nodes: Iterable[str]) -> str | None:
    """Returns the id of the submodel that the first of these nodes calls, if any."""
    called = (graph.layer_of(node).submodel for node in nodes)
    return next((id for id in called if id is not None), None)


def calling(graph: Graph, ids: Mapping[str, str]) -> Graph:
    """Returns a graph that calls other submodels in the place of these."""

    def now(layer: Layer) -> Layer:
        id = ids.get(layer.submodel or "")
        return layer if id is None else replace(layer, type=SUBMODEL + id)

    return replace(graph, layers={id: now(x) for id, x in graph.layers.items()})


def within(project: Project, graph_id: str) -> frozenset[str]:
    """Returns the ids of a graph and of all that it is made of, however deep."""
    seen = {graph_id} & project.graphs.keys()
    waiting = list(seen)
    while waiting:
        parts = called_in(project.graphs[waiting.pop()])
        new = set(parts) & project.graphs.keys() - seen
        seen |= new
        waiting += new
    return frozenset(seen)


def holding(project: Project, graph_id: str) -> frozenset[str]:
    """Returns the ids of a graph and of all that it is part of, however deep."""
    callers: dict[str, list[str]] = {}
    for id, graph in project.graphs.items():
        for part in called_in(graph):
            callers.setdefault(part, []).append(id)
    seen = {graph_id} & project.graphs.keys()
    waiting = list(seen)
    while waiting:
        new = set(callers.get(waiting.pop(), ())) - seen
        seen |= new
        waiting += new
    return frozenset(seen)


def calls_to(project: Project, graph_id: str) -> tuple[Call, ...]:
    """Returns every node of the project that calls a graph."""
    return tuple(
        Call(id, node)
        for id, graph in project.graphs.items()
        for node in _callers(graph, graph_id)
    )


def way_to(project: Project, graph_id: str) -> tuple[Call, ...]:
    """Returns the shortest way down from the main graph to another one.

    Returns:
        The nodes to open, one after the other; none if nothing leads there.
    """
    if graph_id == MAIN:
        return ()
    ways: dict[str, tuple[Call, ...]] = {MAIN: ()}
    waiting = [MAIN]
    for id in waiting:
        graph = project.graphs[id]
        for node in graph.nodes:
            below = graph.layer_of(node).submodel
            if below in project.graphs and below not in ways:
                ways[below] = (*ways[id], Call(id, node))
                waiting.append(below)
    return ways.get(graph_id, ())


def without_strays(project: Project) -> Project:
    """Returns the project without nodes whose layer is not there."""
    graphs = (
        replace(
            graph,
            nodes={k: n for k, n in graph.nodes.items() if n.layer in graph.layers},
        )
        for graph in project.graphs.values()
        if any(n.layer not in graph.layers for n in graph.nodes.values())
    )
    return with_graphs(project, *graphs)


def _callers(graph: Graph, graph_id: str) -> Iterator[str]:
    for id in graph.nodes:
        if graph.layer_of(id).submodel == graph_id:
            yield id
