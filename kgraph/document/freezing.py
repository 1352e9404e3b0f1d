"""Freezes layers in the drawing and lets them learn again, wherever they stand."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from msgspec.structs import replace

from kgraph import catalog
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Layer
from kgraph.document.learning import layers_in, learns
from kgraph.document.nesting import within
from kgraph.document.project import Project, with_graphs
from kgraph.document.stages import LayerId, Place, is_drawn_trainable

Change = Callable[[Layer], Layer]


def freeze(project: Project, graph_id: str, nodes: Iterable[str]) -> Project:
    """Returns the project in which the layers of these nodes do not train.

    Of a submodel, all that is in it is frozen, wherever else it is used.

    Raises:
        EditError: If none of them has anything to learn.
    """
    return _changed(project, _of_nodes(project, graph_id, nodes), _frozen)


def unfreeze(project: Project, graph_id: str, nodes: Iterable[str]) -> Project:
    """Returns the project in which the layers of these nodes train.

    The others stay as they are, also in a model that was frozen as a whole.

    Raises:
        EditError: If none of them has anything to learn.
    """
    chosen = _of_nodes(project, graph_id, nodes)
    if not project.main.trainable:
        everything = _learning_in(project, project.main, project.main.layers.values())
        project = _changed(project, list(everything), _frozen)
        project = with_graphs(project, replace(project.main, trainable=True))
    project = _changed(project, chosen, _thawed)
    bare = (g for g in project.graphs.values() if _is_needlessly_frozen(g))
    return with_graphs(project, *(replace(graph, trainable=True) for graph in bare))


def frozen_share(project: Project, graph_id: str, layer: str) -> tuple[int, int]:
    """Returns how many layers of one, or of a submodel, are frozen as it is drawn.

    Returns:
        The frozen ones and all that learn; none of none where nothing can learn.
    """
    graph = project.graphs[graph_id]
    found = list(_learning_in(project, graph, [graph.layers[layer]]))
    places = (Place(g, (i,), (i,), project.graphs[g].layers[i]) for g, i in found)
    trained = sum(is_drawn_trainable(project, place) for place in places)
    return len(found) - trained, len(found)


def _of_nodes(project: Project, graph_id: str, nodes: Iterable[str]) -> list[LayerId]:
    graph = project.graphs[graph_id]
    layers = dict.fromkeys(graph.nodes[node].layer for node in nodes)
    found = _learning_in(project, graph, [graph.layers[id] for id in layers])
    chosen = list(dict.fromkeys(found))
    if not chosen:
        raise EditError(
            "Select layers that have weights to learn. Received: "
            + (", ".join(graph.layers[id].name for id in layers) or "none")
            + "."
        )
    return chosen


def _learning_in(
    project: Project, graph: Graph, layers: Iterable[Layer]
) -> Iterator[LayerId]:
    """Yields those of the layers that learn, and those inside of submodels."""
    for layer in layers:
        if learns(layer):
            yield graph.id, layer.id
        for id in sorted(within(project, layer.submodel or "")):
            inner = project.graphs[id]
            yield from ((id, x.id) for x in inner.layers.values() if learns(x))


def _changed(project: Project, layers: Iterable[LayerId], change: Change) -> Project:
    by_graph: dict[str, dict[str, Layer]] = {}
    for graph, id in layers:
        before = project.graphs[graph].layers[id]
        after = change(before)
        if after != before:
            by_graph.setdefault(graph, {})[id] = after
    graphs = (
        replace(project.graphs[id], layers={**project.graphs[id].layers, **changed})
        for id, changed in by_graph.items()
    )
    return with_graphs(project, *graphs)


def _frozen(layer: Layer) -> Layer:
    return replace(layer, config=_with_flag(layer.config, is_trainable=False))


def _thawed(layer: Layer) -> Layer:
    return replace(layer, config=_with_flag(layer.config, is_trainable=True))


def _with_flag(config: dict[str, Any], *, is_trainable: bool) -> dict[str, Any]:
    """Returns a config that says so of its layer and of all that it wraps."""
    inside = {k: _deep(v, is_trainable) for k, v in config.items() if k != "trainable"}
    return inside if is_trainable else {**inside, "trainable": False}


def _deep(value: Any, is_trainable: bool) -> Any:
    if not any(layers_in(value)):
        return value
    if isinstance(value, (list, tuple)):
        return [_deep(item, is_trainable) for item in value]
    inner = {key: _deep(item, is_trainable) for key, item in value.items()}
    if _is_layer(value):
        config = _with_flag(inner["config"], is_trainable=is_trainable)
        return {**inner, "config": config}
    return inner


def _is_layer(value: dict[str, Any]) -> bool:
    name = value.get("class_name")
    return isinstance(name, str) and catalog.load().find("layer", name) is not None


def _is_needlessly_frozen(graph: Graph) -> bool:
    """Whether a graph is said to be frozen of which every layer trains."""
    if graph.trainable:
        return False
    found = [layer for layer in graph.layers.values() if learns(layer)]
    return all(layer.config.get("trainable", True) for layer in found)
