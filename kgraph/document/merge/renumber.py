"""New ids for what the other side added under ids that this side gave away, too."""

from collections.abc import Mapping
from itertools import count
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kgraph.document import structures
from kgraph.document.edges.rewiring import renumbered
from kgraph.document.graph import Graph, Layer, Node
from kgraph.document.nesting import calling
from kgraph.document.project import MAIN, Project
from kgraph.document.values import is_identical

Ids = dict[str, str]
FIELDS = ("layers", "nodes", "frames", "notes")


class NewIds(Struct, frozen=True):
    """Old id to new id, of those that change."""

    layers: Ids
    nodes: Ids
    frames: Ids
    notes: Ids


def renumber(base: Project, mine: Project, theirs: Project) -> Project:
    """Returns their project, so that an id which is new on both sides is one thing."""
    theirs = _with_other_graph_ids(base, mine, theirs)
    for id, graph in theirs.graphs.items():
        if id not in base.graphs or id not in mine.graphs:
            continue
        ids = _new_ids(base.graphs[id], mine.graphs[id], graph)
        graphs = {**theirs.graphs, id: _renumbered(graph, mine.graphs[id], ids)}
        theirs = replace(theirs, graphs=graphs)
        if id == MAIN:
            bindings = _keys(theirs.data.bindings, ids.layers)
            theirs = replace(theirs, data=replace(theirs.data, bindings=bindings))
    return theirs


def _with_other_graph_ids(base: Project, mine: Project, theirs: Project) -> Project:
    ids: Ids = {}
    for id, graph in theirs.graphs.items():
        is_new_here = id not in base.graphs and id in mine.graphs
        if is_new_here and not is_identical(graph, mine.graphs[id]):
            names = (f"{id}_{number}" for number in count(2))
            taken = {*base.graphs, *mine.graphs, *theirs.graphs, *ids.values()}
            ids[id] = next(name for name in names if name not in taken)
    if not ids:
        return theirs
    graphs = [calling(graph, ids) for graph in theirs.graphs.values()]
    graphs = [replace(g, id=ids.get(g.id, g.id)) for g in graphs]
    return replace(theirs, graphs={graph.id: graph for graph in graphs})


def _new_ids(base: Graph, mine: Graph, theirs: Graph) -> NewIds:
    """Numbers anew what both sides added, unless they added the same."""
    numbers = count(max(mine.next_id, theirs.next_id))
    taken = {id for g in (base, mine, theirs) for f in FIELDS for id in getattr(g, f)}
    clashes = {field: _clashes(base, mine, theirs, field) for field in FIELDS}
    # A node comes with its layer and its sources: both are the same, or neither is.
    while _spread(theirs, base, clashes["layers"], clashes["nodes"]):
        continue
    return NewIds(
        **{
            field: {id: _free(id, numbers, taken) for id in getattr(theirs, field)
                    if id in clashes[field]}
            for field in FIELDS
        }
    )  # fmt: skip


def _clashes(base: Graph, mine: Graph, theirs: Graph, field: str) -> set[str]:
    before, here, there = (getattr(g, field) for g in (base, mine, theirs))
    return {
        id
        for id, value in there.items()
        if id not in before and id in here and not is_identical(value, here[id])
    }


def _spread(graph: Graph, base: Graph, layers: set[str], nodes: set[str]) -> bool:
    """Takes along what hangs on a clash; returns whether there was anything."""
    size = len(layers) + len(nodes)
    for node in graph.nodes.values():
        if node.id in base.nodes:
            continue
        sources = {source.node for source in node.sources()}
        if node.layer in layers or sources & nodes:
            nodes.add(node.id)
        if node.id in nodes and node.layer not in base.layers:
            layers.add(node.layer)
    return len(layers) + len(nodes) > size


def _free(id: str, numbers: "count[int]", taken: set[str]) -> str:
    kind = id[:1] if id[1:].isdecimal() else f"{id}_"
    return next(new for n in numbers if (new := f"{kind}{n}") not in taken)


def _renumbered(graph: Graph, mine: Graph, ids: NewIds) -> Graph:
    graph = replace(
        graph,
        inputs=structures.renumbered(graph.inputs, _with(graph, ids)),
        outputs=structures.renumbered(graph.outputs, _with(graph, ids)),
        layers={
            ids.layers.get(id, id): _layer(layer, ids)
            for id, layer in graph.layers.items()
        },
        nodes={
            ids.nodes.get(id, id): _node(node, ids) for id, node in graph.nodes.items()
        },
        positions=_keys(graph.positions, ids.nodes),
        frames=_named(graph.frames, ids.frames),
        notes=_named(graph.notes, ids.notes),
        collapsed=frozenset(ids.nodes.get(id, id) for id in graph.collapsed),
    )
    news = (id for field in FIELDS for id in getattr(ids, field).values())
    numbers = [int(id[1:]) for id in news if id[1:].isdecimal()]
    least = max(graph.next_id, mine.next_id, *(n + 1 for n in numbers))
    return replace(graph, next_id=least)


def _layer(layer: Layer, ids: NewIds) -> Layer:
    return replace(layer, id=ids.layers.get(layer.id, layer.id))


def _node(node: Node, ids: NewIds) -> Node:
    layer = ids.layers.get(node.layer, node.layer)
    return replace(renumbered(node, ids.nodes), layer=layer)


def _keys(values: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    return {ids.get(key, key): value for key, value in values.items()}


def _named(values: Mapping[str, Any], ids: Ids) -> dict[str, Any]:
    renamed = (replace(v, id=ids.get(key, key)) for key, v in values.items())
    return {value.id: value for value in renamed}


def _with(graph: Graph, ids: NewIds) -> dict[str, str]:
    """Returns the id of each layer to its new one."""
    return {id: ids.layers.get(id, id) for id in graph.layers}
