"""Lets a known model within a drawing begin with weights that it was published with."""

from typing import NamedTuple

from msgspec.structs import replace

from kgraph.document.applications import APPLICATIONS, Application
from kgraph.document.errors import EditError
from kgraph.document.project import Project
from kgraph.document.weights.keys import places, with_keys

_KNOWN = {known.name: known for known in APPLICATIONS}


class Backbone(NamedTuple):
    """A graph of a project that is one of the models of `keras.applications`."""

    graph: str
    application: Application


def backbones(project: Project) -> tuple[Backbone, ...]:
    """Returns the graphs that are called as a model of `keras.applications` is."""
    return tuple(
        Backbone(graph.id, _KNOWN[graph.name])
        for graph in project.graphs.values()
        if graph.name in _KNOWN
    )


def is_untrained(project: Project, backbone: Backbone) -> bool:
    """Whether no layer of a backbone begins with trained weights."""
    return not any(
        place.key
        for place in places(project)
        if _holds(project, backbone.graph, place.path)
    )


def borrowed(project: Project, backbone: Backbone, published: Project) -> Project:
    """Returns the project in which a backbone has the weights of a published model.

    Layers are found by name and type. All others begin afresh: a drawing has one file
    of weights.

    Args:
        published: The drawing of the model, whose layers name what is theirs.

    Raises:
        EditError: If not a layer of the two is the same.
    """
    found = {
        p.names[-1]: (p.layer.type, p.key)
        for p in places(published)
        if len(p.path) == 1
    }
    keys = {
        "/".join(p.path): found[p.names[-1]][1]
        for p in places(project)
        if _holds(project, backbone.graph, p.path)
        and found.get(p.names[-1], ("", ""))[0] == p.layer.type
    }
    if not any(keys.values()):
        name = backbone.application.name
        raise EditError(
            f"Expected layers that are named as those of {name}. Received: none in "
            f"the submodel {project.graphs[backbone.graph].name!r}."
        )
    return replace(with_keys(project, keys), weights=published.weights)


def _holds(project: Project, graph_id: str, path: tuple[str, ...]) -> bool:
    """Whether the last layer of a path stands in a graph."""
    graph = project.main
    for id in path[:-1]:
        graph = project.graphs[graph.layers[id].submodel or ""]
    return graph.id == graph_id
