"""What layers compute in: a mixed policy, and float32 where the model ends."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from kgraph import catalog
from kgraph.document.calls import is_placeholder, outputs_of
from kgraph.document.graph import ENDS, Graph, Layer, Source
from kgraph.document.project import MAIN, Project, with_graphs
from kgraph.document.training import Precision

FULL: Precision = "float32"


def ending_in_full(project: Project, precision: Precision) -> Project:
    """Returns the project whose model ends in float32, whatever it computes in.

    Under a mixed policy the last layer before each Output, and layers that it wraps,
    get a dtype of their own, as a softmax over half the digits rounds small
    probabilities to nothing. Ops compute in what they are given, so that of an op it
    is the layers before it; of a submodel it is the last layers inside. A layer with a
    dtype of its own keeps it.

    Args:
        precision: What all other layers compute in.
    """
    if precision == FULL:
        return project
    graphs = dict(project.graphs)
    for graph_id, layer_id in _last_layers(project):
        graph = graphs[graph_id]
        layer = _in_full(graph.layers[layer_id])
        graphs[graph_id] = replace(graph, layers={**graph.layers, layer_id: layer})
    return with_graphs(project, *graphs.values())


def _last_layers(project: Project) -> Iterator[tuple[str, str]]:
    """Yields graph and layer of the last layers before the Outputs, each once."""
    waiting = [(MAIN, node.id) for node in outputs_of(project.main)]
    seen = set[tuple[str, str]]()
    while waiting:
        graph_id, node_id = waiting.pop()
        graph = project.graphs[graph_id]
        for source in graph.nodes[node_id].sources():
            if source.node not in graph.nodes or (graph_id, source.node) in seen:
                continue
            layer = graph.layer_of(source.node)
            inner = project.graphs.get(layer.submodel or "")
            if inner is not None:
                waiting += _returned(inner, source)
                continue
            seen.add((graph_id, source.node))
            if layer.is_op:
                waiting.append((graph_id, source.node))
            elif layer.type not in ENDS and _has_policy(layer):
                yield graph_id, layer.id


def _returned(graph: Graph, source: Source) -> list[tuple[str, str]]:
    """Returns the Output of a submodel that makes a tensor."""
    outputs = outputs_of(graph)
    is_there = 0 <= source.output < len(outputs)
    return [(graph.id, outputs[source.output].id)] if is_there else []


def _has_policy(layer: Layer) -> bool:
    """Whether the dtype of a layer is what it computes in; of a look-up it is not."""
    spec = catalog.load().operation(layer.type)
    is_known = spec is not None or not is_placeholder(layer)
    return is_known and (spec is None or spec.category != "Preprocessing")


def _in_full(layer: Layer) -> Layer:
    return replace(layer, config=_with_dtype(layer.config))


def _with_dtype(config: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the config of a layer that computes in float32, as do those in it."""
    inside = {name: _told(value) for name, value in config.items()}
    return inside if config.get("dtype") else {**inside, "dtype": FULL}


def _told(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return [_told(item) for item in value]
    if not isinstance(value, Mapping):
        return value
    config = value.get("config")
    is_layer = catalog.load().find("layer", str(value.get("class_name"))) is not None
    if is_layer and isinstance(config, Mapping):
        return {**value, "config": _with_dtype(config)}
    return value
