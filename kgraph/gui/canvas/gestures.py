"""What a gesture does to a graph, where it is more than one edit: pure functions."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kgraph.document import edits
from kgraph.document.edges.reorder import reorder
from kgraph.document.edits import Position
from kgraph.document.graph import SUBMODEL, Edge, Graph, Port, Source
from kgraph.document.project import Project
from kgraph.document.submodels import refuse_recursion
from kgraph.gui.canvas.nodes.ports import InputPort, ports_of


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
        return reorder(graph, old, target.index)
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
    sources: Sequence[Source] = (),
    target: Port | None = None,
    into: Edge | None = None,
    name: str | None = None,
    config: Mapping[str, Any] | None = None,
    constants: Mapping[str, Any] | None = None,
) -> tuple[Graph, str]:
    """Places a new layer, with edges where it can have them.

    Args:
        sources: The outputs from which edges lead to it, in their order.
        target: The port to which an edge leads from it.
        into: The edge into which it is put.

    Returns:
        The graph, and the id of the new node.
    """
    submodel = project.graphs.get(type.removeprefix(SUBMODEL))
    if submodel is not None:
        refuse_recursion(project, graph.id, submodel.id)
    if submodel is not None and name is None:
        name = submodel.name
    graph, node = edits.add(
        graph, type, position, name=name, config=config, constants=constants
    )
    if into is not None:
        sources, target = (into.source,), into.target
    return put_between(project, graph, node, sources, target), node


def put_between(
    project: Project,
    graph: Graph,
    node: str,
    sources: Sequence[Source],
    target: Port | None,
) -> Graph:
    """Gives a node edges from sources and one to a target, if it has the ports.

    Several sources are connected only if the node takes them all.
    """
    entry = entry_of(project, graph, node)
    has_output = bool(ports_of(project, graph, graph.nodes[node]).outputs)
    graph = _lead_into(project, graph, node, sources)
    if target is not None and has_output and (not sources or entry is not None):
        graph = edits.connect(graph, Source(node), target)
    return graph


def entry_of(project: Project, graph: Graph, node: str) -> InputPort | None:
    """Returns the first free port of a node, an optional one only if it has to be."""
    free = [
        port
        for port in ports_of(project, graph, graph.nodes[node]).inputs
        if not port.is_taken
    ]
    return next(iter(sorted(free, key=lambda port: port.is_optional)), None)


def _lead_into(
    project: Project, graph: Graph, node: str, sources: Sequence[Source]
) -> Graph:
    before, is_one = graph, len(sources) == 1
    for source in sources:
        entry = entry_of(project, graph, node)
        # An argument of its own, such as a mask, is not one more of the same.
        is_other = entry is not None and entry.is_optional and not entry.index
        if entry is None or (is_other and not is_one):
            return before
        graph = edits.connect(graph, source, Port(node, entry.argument, entry.index))
    return graph
