"""Keys of trained weights, for every layer of the model by its path of layer ids."""

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import NamedTuple

from msgspec.structs import replace

from kgraph.document.graph import ENDS, Graph, Layer
from kgraph.document.names import unique_name
from kgraph.document.project import MAIN, Project, with_graphs

MOST_LAYERS = 100_000
"""Submodels in submodels are more layers than a damaged file's text lets guess."""

_ODD = re.compile(r"[^\w .()+-]")


class Place(NamedTuple):
    """A layer of the model that may own weights.

    Attributes:
        path: Ids of layers, from one of the main graph down to the layer itself.
        names: Their names.
        key: Where its weights are in the weights file; empty for none.
    """

    path: tuple[str, ...]
    names: tuple[str, ...]
    layer: Layer
    key: str


def places(project: Project) -> Iterator[Place]:
    """Yields every layer of the model, those of each instance of a submodel."""
    return islice(_places(project, project.main, {}, (), ()), MOST_LAYERS)


def keys(project: Project) -> dict[str, str]:
    """Returns the keys of the layers that have trained weights.

    What the outermost instance of a submodel says about a layer inside wins over what
    inner instances and the layer itself say.

    Returns:
        Path of layer ids, joined by `/`, to key.
    """
    return {"/".join(p.path): p.key for p in places(project) if p.key}


def default_keys(project: Project) -> dict[str, str]:
    """Returns a key for every layer of the model: its path of names, as in Keras."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for place in places(project):
        name = "/".join(_ODD.sub("_", name) or "_" for name in place.names)
        taken.add(unique := unique_name(name, taken))
        found["/".join(place.path)] = unique
    return found


def with_keys(project: Project, keys: Mapping[str, str]) -> Project:
    """Returns the project with these keys and no others.

    A layer says the key that it has where it is first used, which its copies take
    over; where it has another one, the instance in the main graph says so.

    Args:
        keys: Path of layer ids, joined by `/`, to key.
    """
    bare = without_keys(project)
    said: dict[tuple[str, str], str | dict[str, str]] = {}
    for place in places(bare):
        key = keys.get("/".join(place.path), "")
        own = (_graph_of(bare, place.path), place.layer.id)
        if said.setdefault(own, key) != key:
            mapping = said.setdefault((MAIN, place.path[0]), {})
            assert isinstance(mapping, dict)
            mapping["/".join(place.path[1:])] = key
    return _saying(bare, said)


def without_keys(project: Project) -> Project:
    """Returns the project with no layer that names trained weights."""
    return with_graphs(project, *(_bare(graph) for graph in project.graphs.values()))


def inherited(layer: Layer, said: Mapping[str, str]) -> Layer:
    """Returns a layer with what an instance around it says about it.

    Args:
        said: Path below the layer to key; the empty path is the layer's own.
    """
    if layer.submodel is None:
        own = said.get("", layer.weights)
        return layer if own == layer.weights else replace(layer, weights=own)
    below = {path: key for path, key in said.items() if path}
    own_below = layer.weights if isinstance(layer.weights, dict) else {}
    return replace(layer, weights={**own_below, **below}) if below else layer


def by_first(mapping: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Returns what an instance says, by the layer inside that it is about."""
    found: dict[str, dict[str, str]] = {}
    for path, key in mapping.items():
        first, _, rest = path.partition("/")
        found.setdefault(first, {})[rest] = key
    return found


def mapping_of(layer: Layer) -> dict[str, str]:
    """Returns what an instance of a submodel says about the layers inside."""
    return layer.weights if isinstance(layer.weights, dict) else {}


def _places(
    project: Project,
    graph: Graph,
    mapping: Mapping[str, str],
    above: tuple[Layer, ...],
    graphs: tuple[str, ...],
) -> Iterator[Place]:
    said = by_first(mapping)
    for own in graph.layers.values():
        layer = inherited(own, said.get(own.id, {}))
        way = (*above, layer)
        if layer.submodel is not None:
            inner = project.graphs.get(layer.submodel)
            if inner is not None and inner.id not in graphs:  # no graph holds itself
                inside = (*graphs, graph.id)
                yield from _places(project, inner, mapping_of(layer), way, inside)
        elif not layer.is_op and layer.type not in ENDS:
            key = layer.weights if isinstance(layer.weights, str) else ""
            path, names = (x.id for x in way), (x.name for x in way)
            yield Place(tuple(path), tuple(names), layer, key)


def _graph_of(project: Project, path: Iterable[str]) -> str:
    """Returns the id of the graph in which the last layer of a path stands."""
    graph = project.main
    for id in tuple(path)[:-1]:
        graph = project.graphs[graph.layers[id].submodel or ""]
    return graph.id


def _saying(
    project: Project, said: Mapping[tuple[str, str], str | dict[str, str]]
) -> Project:
    by_graph: dict[str, dict[str, Layer]] = {}
    for (graph, id), weights in said.items():
        if weights:
            layer = replace(project.graphs[graph].layers[id], weights=weights)
            by_graph.setdefault(graph, {})[id] = layer
    changed = (
        replace(project.graphs[id], layers={**project.graphs[id].layers, **layers})
        for id, layers in by_graph.items()
    )
    return with_graphs(project, *changed)


def _bare(graph: Graph) -> Graph:
    if not any(layer.weights for layer in graph.layers.values()):
        return graph
    layers = {
        id: replace(layer, weights="") if layer.weights else layer
        for id, layer in graph.layers.items()
    }
    return replace(graph, layers=layers)
