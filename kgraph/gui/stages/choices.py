"""What a stage can list: the layers that learn, and the submodels that hold them."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec import Struct

from kgraph.document.graph import Graph
from kgraph.document.project import MAIN, Project
from kgraph.document.stages import Place, learning
from kgraph.document.telling.words import type_name


class LayerChoice(Struct, frozen=True):
    """A layer, and what is in it if it is a submodel.

    Attributes:
        key: How `Stage.layers` names it.
        kind: Its type, or the name of the submodel.
    """

    key: str
    name: str
    kind: str
    inside: tuple["LayerChoice", ...] = ()


def choices_of(project: Project) -> tuple[LayerChoice, ...]:
    """Returns every layer of the model that learns, in the order of the drawing."""
    return _choices(project, project.main, learning(project), 0)


def keys_of(project: Project, graph_id: str, nodes: Iterable[str]) -> tuple[str, ...]:
    """Returns how a stage names the layers of nodes, as far as they learn."""
    graph, known = project.graphs[graph_id], set(_keys(choices_of(project)))
    layers = dict.fromkeys(graph.nodes[node].layer for node in nodes)
    keys = (key_of(graph_id, layer) for layer in layers)
    return tuple(key for key in keys if key in known)


def key_of(graph_id: str, layer: str) -> str:
    """Returns how a stage names a layer of a graph."""
    return layer if graph_id == MAIN else f"{graph_id}/{layer}"


def _choices(
    project: Project, graph: Graph, places: Iterable[Place], depth: int
) -> tuple[LayerChoice, ...]:
    found = []
    for id, group in groupby(places, key=lambda place: place.path[depth]):
        layer = graph.layers[id]
        inner = project.graphs.get(layer.submodel or "")
        inside = _choices(project, inner, group, depth + 1) if inner else ()
        kind = type_name(project, layer)
        key = key_of(graph.id, id)
        found.append(LayerChoice(key, layer.name, kind, inside))
    return tuple(found)


def _keys(choices: Iterable[LayerChoice]) -> Iterator[str]:
    for choice in choices:
        yield choice.key
        yield from _keys(choice.inside)
