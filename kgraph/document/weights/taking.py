"""What a drawing becomes that is given trained weights, or forgets them."""

from collections.abc import Iterable

from msgspec.structs import replace

from kgraph.document.errors import EditError
from kgraph.document.graph import ENDS
from kgraph.document.project import Project
from kgraph.document.weights.keys import keys, places, with_keys, without_keys


def taken(project: Project, keyed: Project, weights: str) -> Project:
    """Returns a drawing that begins with the weights of an earlier state of itself.

    Layers that were not there then, or were of another type, begin afresh.

    Args:
        keyed: The earlier drawing, with the keys of its layers.
        weights: Path of the weights file.
    """
    known = {p.path: (p.layer.type, p.key) for p in places(keyed)}
    found = {
        "/".join(p.path): known[p.path][1]
        for p in places(project)
        if p.path in known and known[p.path][0] == p.layer.type
    }
    return replace(with_keys(project, found), weights=weights)


def forget(project: Project) -> Project:
    """Returns the drawing without trained weights; every layer begins afresh.

    Raises:
        EditError: If there are none to forget.
    """
    if not project.weights and not keys(project):
        raise EditError("This drawing has no trained weights to forget.")
    return replace(without_keys(project), weights="")


def forget_some(project: Project, graph_id: str, nodes: Iterable[str]) -> Project:
    """Returns the drawing in which the layers of these nodes begin afresh.

    In a submodel, they do in all of its instances; the layers within a submodel that
    is chosen do too.

    Raises:
        EditError: If none of them has trained weights.
    """
    graph = project.graphs[graph_id]
    chosen = {
        graph.nodes[id].layer for id in nodes if graph.layer_of(id).type not in ENDS
    }
    before = keys(project)
    left = {
        "/".join(p.path): p.key
        for p in places(project)
        if p.key and not chosen.intersection(_in_graph(project, graph_id, p.path))
    }
    if left == before:
        raise EditError("None of the selected layers has trained weights to forget.")
    return with_keys(project, left)


def _in_graph(project: Project, graph_id: str, path: tuple[str, ...]) -> list[str]:
    """Returns the layers of a path that stand in a graph; one at most."""
    found, graph = [], project.main
    for id in path:
        if graph.id == graph_id:
            found.append(id)
        graph = project.graphs.get(graph.layers[id].submodel or "", graph)
    return found
