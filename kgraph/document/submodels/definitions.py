"""What layers are instances of: fresh ids, copies, and what may call what."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from kgraph.document.errors import EditError
from kgraph.document.graph import SUBMODEL
from kgraph.document.lookup import find_graph, find_node
from kgraph.document.names import unique_name
from kgraph.document.nesting import called_in, calls_to, within
from kgraph.document.project import MAIN, Project, with_graphs

_NUMBERED = re.compile(r"g(\d{1,9})")


def submodel_called(project: Project, graph_id: str, node: str) -> str:
    """Returns the id of the graph that a node calls.

    Raises:
        EditError: If the node is not there, or calls no submodel of the project.
    """
    graph = find_graph(project, graph_id)
    layer = graph.layers[find_node(graph, node).layer]
    if layer.submodel is None:
        raise EditError(
            f"{layer.name!r} is no submodel. Expected a layer that is a graph of this "
            f"project. Received: {layer.type!r}."
        )
    if layer.submodel not in project.graphs:
        raise EditError(f"The graph of the submodel {layer.name!r} is not there.")
    return layer.submodel


def fresh_id(project: Project, taken: Iterable[str] = ()) -> str:
    """Returns an id for one graph more, such as `g3`.

    Layers may call graphs that the project does not have: they stay without.
    """
    called = (id for graph in project.graphs.values() for id in called_in(graph))
    matches = map(_NUMBERED.fullmatch, (*project.graphs, *called, *taken))
    return f"g{max((int(m[1]) for m in matches if m), default=0) + 1}"


def fresh_name(project: Project, name: str) -> str:
    """Returns a name like this one that no graph of the project has."""
    return unique_name(name, {graph.name for graph in project.graphs.values()})


def detach(project: Project, graph_id: str, node: str) -> Project:
    """Gives the layer that a node calls a definition of its own, equal to its old one.

    A submodel that no other layer is an instance of has its own already: nothing
    changes.

    Raises:
        EditError: If the node calls no submodel.
    """
    definition = project.graphs[submodel_called(project, graph_id, node)]
    graph = project.graphs[graph_id]
    layer = graph.layer_of(node)
    callers = {
        (call.graph, project.graphs[call.graph].nodes[call.node].layer)
        for call in calls_to(project, definition.id)
    }
    if callers == {(graph_id, layer.id)}:
        return project
    copy = replace(
        definition,
        id=fresh_id(project),
        name=fresh_name(project, definition.name),
    )
    own = replace(layer, type=SUBMODEL + copy.id)
    graph = replace(graph, layers={**graph.layers, layer.id: own})
    return with_graphs(project, graph, copy)


def remove_definition(project: Project, graph_id: str) -> Project:
    """Takes a submodel that nothing calls out of the project.

    Raises:
        EditError: If it is the main graph, or something calls it.
    """
    graph = find_graph(project, graph_id)
    if graph_id == MAIN:
        raise EditError("The main graph is the model itself: it cannot be removed.")
    # A call of itself keeps a graph that nothing else calls from nothing.
    calls = [c for c in calls_to(project, graph_id) if c.graph != graph_id]
    if calls:
        caller = project.graphs[calls[0].graph]
        raise EditError(
            f"The submodel {graph.name!r} is called by "
            f"{caller.layer_of(calls[0].node).name!r} in {caller.name!r}. Delete or "
            "inline its calls first."
        )
    left = {id: g for id, g in project.graphs.items() if id != graph_id}
    return replace(project, graphs=left)


def refuse_recursion(project: Project, graph_id: str, definition: str) -> None:
    """Refuses to place a submodel in a graph that it contains.

    Args:
        graph_id: The graph in which a call is to be placed.
        definition: Id of the submodel's graph.

    Raises:
        EditError: If the graph would contain itself.
    """
    if definition not in project.graphs or graph_id not in within(project, definition):
        return
    graph, inner = project.graphs[graph_id], project.graphs[definition]
    if graph_id == definition:
        raise EditError(f"The submodel {graph.name!r} cannot be placed inside itself.")
    raise EditError(
        f"{inner.name!r} contains {graph.name!r}: placed in it, {graph.name!r} would "
        "contain itself."
    )
