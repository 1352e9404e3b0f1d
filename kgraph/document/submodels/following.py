"""Keeps the calls of a submodel in step with its Inputs and Outputs."""

from collections.abc import Mapping

from msgspec.structs import replace

from kgraph.document.calls import inputs_of, outputs_of
from kgraph.document.edges.rewiring import rewired
from kgraph.document.graph import Graph, Layer, Node, Source
from kgraph.document.project import Project, with_graphs

Names = dict[str, str | None]
Outputs = dict[int, int | None]


def follow_all(before: Project, after: Project) -> Project:
    """Lets the calls of every graph that an edit has changed follow it."""
    for id, graph in after.graphs.items():
        old = before.graphs.get(id)
        if old is not None and old is not graph:
            after = follow(before, after, id)
    return after


def follow(before: Project, after: Project, graph_id: str) -> Project:
    """Lets the calls of a submodel follow what became of its Inputs and Outputs.

    An Input that was renamed renames the argument of every call; the edges to one
    that is gone go. Edges from Outputs keep theirs wherever it stands now, and go
    with it. Nodes that the edit itself has changed are left as it made them.

    Args:
        before: The project before the edit of the graph.
        after: The project after it.
    """
    old, new = before.graphs[graph_id], after.graphs[graph_id]
    names = _became(_ports(old, "Input"), _ports(new, "Input"))
    outputs = _renumbered(_ports(old, "Output"), _ports(new, "Output"))
    if not names and not outputs:
        return after
    followed = (
        _follow_in(before, after, id, graph_id, names, outputs) for id in after.graphs
    )
    return with_graphs(after, *followed)


def _ports(graph: Graph, type: str) -> tuple[Layer, ...]:
    nodes = inputs_of(graph) if type == "Input" else outputs_of(graph)
    return tuple(graph.layers[node.layer] for node in nodes)


def _matches(
    old: tuple[Layer, ...], new: tuple[Layer, ...]
) -> Mapping[int, int | None]:
    """Returns the place of each port before and now: by layer, and else by name."""
    by_id = {layer.id: at for at, layer in enumerate(new)}
    known = {layer.id for layer in old}
    by_name = {layer.name: at for at, layer in enumerate(new) if layer.id not in known}
    return {
        at: by_id.get(layer.id, by_name.get(layer.name)) for at, layer in enumerate(old)
    }


def _became(old: tuple[Layer, ...], new: tuple[Layer, ...]) -> Names:
    """Returns the names of Inputs that changed, with those that they have now."""
    pairs = _matches(old, new).items()
    now = {old[a].name: new[b].name if b is not None else None for a, b in pairs}
    return {name: became for name, became in now.items() if name != became}


def _renumbered(old: tuple[Layer, ...], new: tuple[Layer, ...]) -> Outputs:
    return {a: b for a, b in _matches(old, new).items() if a != b}


def _follow_in(
    before: Project,
    after: Project,
    id: str,
    submodel: str,
    names: Names,
    outputs: Outputs,
) -> Graph:
    """Returns a graph whose calls of a submodel have followed it."""
    graph = after.graphs[id]
    called = [layer.id for layer in graph.layers.values() if layer.submodel == submodel]
    calls = {node for layer in called for node in graph.calls.get(layer, ())}
    if not calls:
        return graph
    results: dict[Source, Source | None] = {
        Source(node, a): None if b is None else Source(node, b)
        for node in calls
        for a, b in outputs.items()
    }
    untouched = before.graphs[id].nodes if id in before.graphs else {}
    nodes = dict(graph.nodes)
    for node in graph.nodes.values():
        if untouched.get(node.id) is node:
            renamed = _renamed(node, names) if node.id in calls else node
            nodes[node.id] = rewired(renamed, results)
    if all(nodes[key] is node for key, node in graph.nodes.items()):
        return graph
    return replace(graph, nodes=nodes)


def _renamed(node: Node, names: Names) -> Node:
    if not names.keys() & node.inputs.keys():
        return node
    given = {names.get(name, name): s for name, s in node.inputs.items()}
    return replace(node, inputs={k: v for k, v in given.items() if k is not None})
