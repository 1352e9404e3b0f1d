"""Two drawings as one: the new one, and on it what the old one had besides."""

from collections.abc import Mapping

from msgspec import Struct
from msgspec.structs import replace

from kgraph.document.comparing.comparison import Change, Comparison, Kind, Place
from kgraph.document.comparing.matching import Match
from kgraph.document.edges.rewiring import renumbered
from kgraph.document.graph import SUBMODEL, Edge, Graph, Node, Port, Source
from kgraph.document.layout import layout
from kgraph.document.layout.size import size_of
from kgraph.document.nesting import calls_to
from kgraph.document.project import Project

OLD = "old/"
"""Stands before the ids of what is taken over from the old drawing."""


class Union(Struct, frozen=True):
    """One project that shows two.

    Attributes:
        project: To be looked at alone: it need not be a model.
        kinds: Graph id to what became of its nodes; the others are as they were.
        edges: Graph id to the edges that came.
        gone: Graph id to the edges that went; those that lead to nodes which still are
            have no port: another edge may end there now.
        names: Id of an old graph to that under which it is shown.
    """

    project: Project
    kinds: dict[str, dict[str, Kind]]
    edges: dict[str, frozenset[Edge]]
    gone: dict[str, tuple[Edge, ...]]
    names: dict[str, str]


def union(old: Project, new: Project, comparison: Comparison) -> Union:
    """Puts two projects on one canvas.

    Args:
        comparison: Of these two.
    """
    graphs = dict(new.graphs)
    kept = {one.old: one.new for one in comparison.matches}
    names = {id: kept.get(id, f"{OLD}{id}") for id in old.graphs}
    kinds: dict[str, dict[str, Kind]] = {}
    edges: dict[str, frozenset[Edge]] = {}
    gone: dict[str, tuple[Edge, ...]] = {}
    for id, graph in old.graphs.items():
        if id not in kept:
            both = _taken_over(graph, {}, names)
            graphs[names[id]] = replace(both, id=names[id], name=graph.name)
            kinds[names[id]] = dict.fromkeys(both.nodes, "removed")
    for one in comparison.matches:
        before, after = old.graphs[one.old], new.graphs[one.new]
        graphs[one.new] = _both(before, after, one, names)
        edges[one.new], gone[one.new] = _edges(before, after, one)
        kinds[one.new] = _kinds(before, after, one)
    for id in new.graphs.keys() - kept.values():
        kinds[id] = dict.fromkeys(new.graphs[id].nodes, "added")
    for change in comparison.changes:
        if change.new is not None:
            kinds[change.new.graph].setdefault(change.new.node, "changed")
    project = replace(new, graphs=graphs)
    _mark_calls(project, kinds)
    return Union(project, kinds, edges, gone, names)


def place_of(change: Change, names: Mapping[str, str]) -> Place | None:
    """Returns where in the union a change is seen, None if nowhere.

    Args:
        names: Id of an old graph to that of the graph in the union; see `Union.names`.
    """
    if change.new is not None or change.old is None:
        return change.new
    return Place(names[change.old.graph], f"{OLD}{change.old.node}")


def _mark_calls(project: Project, kinds: dict[str, dict[str, Kind]]) -> None:
    """Marks what stands for a submodel with changes inside, however deep."""
    waiting = [id for id, marked in kinds.items() if marked]
    seen = set(waiting)
    while waiting:
        for call in calls_to(project, waiting.pop()):
            kinds.setdefault(call.graph, {}).setdefault(call.node, "changed")
            if call.graph not in seen:
                seen.add(call.graph)
                waiting.append(call.graph)


def _both(old: Graph, new: Graph, one: Match, names: Mapping[str, str]) -> Graph:
    extra = _taken_over(old, one.nodes, names)
    if not extra.nodes:
        return new
    graph = replace(
        new,
        layers={**new.layers, **extra.layers},
        nodes={**new.nodes, **extra.nodes},
        positions={**extra.positions, **new.positions},
    )
    if one.is_by_id and not _overlap(graph, extra):
        return graph
    return replace(graph, positions=layout(graph), frames={}, notes={})


def _taken_over(
    old: Graph, nodes: Mapping[str, str], names: Mapping[str, str]
) -> Graph:
    """Returns the part of an old graph that is in no new one, under ids of its own."""
    ids = {id: nodes.get(id, f"{OLD}{id}") for id in old.nodes}
    gone = [node for node in old.nodes.values() if node.id not in nodes]
    layers = {}
    for node in gone:
        layer = old.layers[node.layer]
        called = layer.submodel
        type = f"{SUBMODEL}{names.get(called, called)}" if called else layer.type
        layers[f"{OLD}{layer.id}"] = replace(layer, id=f"{OLD}{layer.id}", type=type)
    return replace(
        old,
        layers=layers,
        nodes={ids[n.id]: _renumbered(n, ids) for n in gone},
        positions={ids[n.id]: old.positions.get(n.id, (0.0, 0.0)) for n in gone},
        frames={},
        notes={},
        collapsed=frozenset(),
    )


def _renumbered(node: Node, ids: Mapping[str, str]) -> Node:
    return replace(renumbered(node, ids), layer=f"{OLD}{node.layer}")


def _edges(
    old: Graph, new: Graph, one: Match
) -> tuple[frozenset[Edge], tuple[Edge, ...]]:
    """Returns the edges that came, and those that went, by the ids of the union.

    An edge that took another place in a list is the same edge still.
    """
    ids = {id: one.nodes.get(id, f"{OLD}{id}") for id in old.nodes}
    before = {_drawn(_moved(edge, ids)): _moved(edge, ids) for edge in old.edges()}
    after = {_drawn(edge): edge for edge in new.edges()}
    came = frozenset(edge for key, edge in after.items() if key not in before)
    return came, tuple(edge for key, edge in before.items() if key not in after)


def _moved(edge: Edge, ids: Mapping[str, str]) -> Edge:
    source, target = edge.source, edge.target
    return Edge(
        Source(ids.get(source.node, source.node), source.output),
        Port(ids[target.node], target.argument, target.index),
    )


def _drawn(edge: Edge) -> tuple[Source, str, str]:
    return edge.source, edge.target.node, edge.target.argument


def _kinds(old: Graph, new: Graph, one: Match) -> dict[str, Kind]:
    kept = set(one.nodes.values())
    kinds: dict[str, Kind] = {id: "added" for id in new.nodes if id not in kept}
    kinds |= {f"{OLD}{id}": "removed" for id in old.nodes if id not in one.nodes}
    return kinds


def _overlap(graph: Graph, extra: Graph) -> bool:
    """Whether what was taken over would hide something, or be hidden."""
    boxes = {id: (*place, *size_of(graph, id)) for id, place in graph.positions.items()}
    return any(
        id != other and _touch(boxes[id], box)
        for id in extra.nodes
        for other, box in boxes.items()
    )


def _touch(a: tuple[float, ...], b: tuple[float, ...]) -> bool:
    return (
        a[0] < b[0] + b[2]
        and b[0] < a[0] + a[2]
        and a[1] < b[1] + b[3]
        and b[1] < a[1] + a[3]
    )
