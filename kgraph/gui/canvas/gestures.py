"""What a gesture does to a graph, where it is more than one edit: pure functions."""

from collections.abc import Iterable, Mapping
from typing import Any

from kgraph.document import edits
from kgraph.document.edits import Position
from kgraph.document.graph import SUBMODEL, Edge, Graph, Port, Source
from kgraph.document.project import Project
from kgraph.document.submodels import refuse_recursion
from kgraph.gui.canvas.ports import InputPort, ports_of


def draw(
    graph: Graph, source: Source, target: Port, picked_up: Edge | None = None
) -> Graph:
    """Draws an edge; one that was picked up by an end goes from where it was.

    Within one *many* argument this changes the order, and no edge is lost.
    """
    if picked_up is None:
        return edits.connect(graph, source, target)
    old = picked_up.target
    if picked_up == Edge(source, target):
        return graph
    if old == target:
        return edits.connect(graph, source, target)
    if (old.node, old.argument) == (target.node, target.argument):
        return _reorder(graph, old, target.index)
    return edits.connect(edits.disconnect(graph, old), source, target)


def take_away(graph: Graph, nodes: Iterable[str], targets: Iterable[Port]) -> Graph:
    """Takes nodes, and the edges that end at these ports, away."""
    gone = set(nodes)
    # Later places move up, so the last is taken first.
    for target in sorted(set(targets), reverse=True):
        if target.node not in gone:
            graph = edits.disconnect(graph, target)
    return edits.delete(graph, gone)


def place(
    project: Project,
    graph: Graph,
    type: str,
    position: Position,
    *,
    source: Source | None = None,
    target: Port | None = None,
    into: Edge | None = None,
    config: Mapping[str, Any] | None = None,
) -> tuple[Graph, str]:
    """Places a new layer, with edges where it can have them.

    Args:
        source: The output from which an edge leads to it.
        target: The port to which an edge leads from it.
        into: The edge into which it is put.

    Returns:
        The graph, and the id of the new node.
    """
    submodel = project.graphs.get(type.removeprefix(SUBMODEL))
    if submodel is not None:
        refuse_recursion(project, graph.id, submodel.id)
    graph, node = edits.add(
        graph, type, position, name=submodel.name if submodel else None, config=config
    )
    if into is not None:
        source, target = into.source, into.target
    return put_between(project, graph, node, source, target), node


def put_between(
    project: Project,
    graph: Graph,
    node: str,
    source: Source | None,
    target: Port | None,
) -> Graph:
    """Gives a node an edge from a source and one to a target, if it has the ports."""
    entry = entry_of(project, graph, node)
    has_output = bool(ports_of(project, graph, graph.nodes[node]).outputs)
    if source is not None and entry is not None:
        port = Port(node, entry.argument, entry.index)
        graph = edits.connect(graph, source, port)
    if target is not None and has_output and (source is None or entry is not None):
        graph = edits.connect(graph, Source(node), target)
    return graph


def make_room(graph: Graph, node: str, way: Position) -> Graph:
    """Moves a node, and all that depend on it, so that another fits before it."""
    if way == (0.0, 0.0):
        return graph
    found = {node}
    waiting = [node]
    while waiting:
        targets = {e.target.node for e in graph.targets.get(waiting.pop(), ())}
        waiting.extend(targets - found)
        found |= targets
    dx, dy = way
    places = {id: graph.positions[id] for id in found if id in graph.positions}
    return edits.move(graph, {id: (x + dx, y + dy) for id, (x, y) in places.items()})


def entry_of(project: Project, graph: Graph, node: str) -> InputPort | None:
    """Returns the first free port of a node, an optional one only if it has to be."""
    free = [
        port
        for port in ports_of(project, graph, graph.nodes[node]).inputs
        if not port.is_taken
    ]
    return next(iter(sorted(free, key=lambda port: port.is_optional)), None)


def _reorder(graph: Graph, old: Port, index: int) -> Graph:
    sources = list(graph.nodes[old.node].inputs[old.argument])
    sources.insert(index, sources.pop(old.index))
    for place, source in enumerate(sources):
        graph = edits.connect(graph, source, Port(old.node, old.argument, place))
    return graph
