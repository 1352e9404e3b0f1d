"""Finds out which nodes of two projects are the same ones.

Ids tell where both drawings come from one; a model that was read from a file has ids
of its own: there names tell and, where those were changed, what a node is wired to.
"""

from collections.abc import Iterator

from msgspec import Struct

from kgraph.document.comparing.pairing import Kinds, Pairing
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import MAIN, Project


class Match(Struct, frozen=True):
    """What is the same in two graphs.

    Attributes:
        old, new: Ids of the graphs.
        nodes: Id of a node in the old graph to that of the same in the new one.
        layers: Likewise, of the layers that these call.
        is_by_id: Whether both come from one drawing, so that places mean something.
    """

    old: str
    new: str
    nodes: dict[str, str]
    layers: dict[str, str]
    is_by_id: bool


def match(old: Project, new: Project) -> tuple[Match, ...]:
    """Returns what is the same in two projects, graph by graph, the main one first."""
    graphs = dict(_alike(old, new))
    found: list[Match] = []
    waiting = list(graphs)
    while waiting:
        id = waiting.pop(0)
        before, after = old.graphs[id], new.graphs[graphs[id]]
        found.append(_match(before, after, _kinds(graphs)))
        for ours, theirs in _called(before, after, found[-1]):
            is_known = ours in graphs or theirs in graphs.values()
            if not is_known and ours in old.graphs and theirs in new.graphs:
                graphs[ours] = theirs
                waiting.append(ours)
    return tuple(found)


def _alike(old: Project, new: Project) -> Iterator[tuple[str, str]]:
    """Yields the graphs that are the same by their ids or by their names."""
    yield MAIN, MAIN
    ids = [id for id in old.graphs if id in new.graphs and id != MAIN]
    same = [id for id in ids if _is_one_drawing(old.graphs[id], new.graphs[id])]
    yield from ((id, id) for id in same)
    by_name: dict[str, list[str]] = {}
    for graph in new.graphs.values():
        if graph.id not in (MAIN, *same):
            by_name.setdefault(graph.name, []).append(graph.id)
    for graph in old.graphs.values():
        if graph.id not in (MAIN, *same) and by_name.get(graph.name):
            yield graph.id, by_name[graph.name].pop(0)


def _is_one_drawing(old: Graph, new: Graph) -> bool:
    """Whether most ids stand for a layer of the same name and type."""
    smaller, larger = sorted((old, new), key=lambda g: len(g.nodes))
    agreeing = sum(
        id in larger.nodes and _told(smaller.layer_of(id)) == _told(larger.layer_of(id))
        for id in smaller.nodes
    )
    return agreeing * 2 > len(smaller.nodes) or not smaller.nodes


def _told(layer: Layer) -> tuple[str, str]:
    return ("" if layer.submodel else layer.type), layer.name


def _kinds(graphs: dict[str, str]) -> Kinds:
    """Returns what layers are, so that the same submodel is the same kind."""
    ours = {id: f"graph:{other}" for id, other in graphs.items()}
    theirs = {other: f"graph:{other}" for other in graphs.values()}

    def kind(layer: Layer, is_old: bool) -> str:
        if layer.submodel is None:
            return layer.type
        return (ours if is_old else theirs).get(layer.submodel, "graph:")

    return kind


def _match(old: Graph, new: Graph, kinds: Kinds) -> Match:
    pairing = Pairing(old, new, kinds)
    is_by_id = _is_one_drawing(old, new)
    if is_by_id:
        pairing.by_id()
    pairing.by_name(of_ops=False)
    pairing.by_edges(of_equal_config=True)
    pairing.by_name(of_ops=True)
    if not is_by_id:
        pairing.by_edges(of_equal_config=False)
    nodes = {id: pairing.nodes[id] for id in old.nodes if id in pairing.nodes}
    layers: dict[str, str] = {}
    for ours, theirs in nodes.items():
        layers.setdefault(old.nodes[ours].layer, new.nodes[theirs].layer)
    return Match(old.id, new.id, nodes, layers, is_by_id)


def _called(old: Graph, new: Graph, match: Match) -> Iterator[tuple[str, str]]:
    """Yields the submodels that matching nodes stand for."""
    for ours, theirs in match.nodes.items():
        pair = old.layer_of(ours).submodel, new.layer_of(theirs).submodel
        if pair[0] is not None and pair[1] is not None:
            yield pair[0], pair[1]
