"""Sensible bindings for a source of data that was just chosen."""

import math

from msgspec.structs import replace

from kgraph.document.binding.bindings import bind, with_binding
from kgraph.document.binding.outputs import layers_of_type
from kgraph.document.binding.proposal import propose
from kgraph.document.binding.samples import drawn_shape
from kgraph.document.binding.takers import looks_up, reads_text, takers
from kgraph.document.columns import Column, DataDescription
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import Binding, Project, Scaling, Split

TARGET_NAMES = ("target", "label", "labels", "class", "y")
TAKES_IMAGES = (
    "Conv2D",
    "SeparableConv2D",
    "DepthwiseConv2D",
    "MaxPooling2D",
    "AveragePooling2D",
)


def suggest_bindings(project: Project, description: DataDescription) -> Project:
    """Binds the only Input to the features and the only Output to the target.

    Nothing is done if anything is bound already. The target is a column named so
    (`target`, `label`, `class`, `y`), else the last one.
    """
    graph = project.main
    if any(layer in graph.layers for layer in project.data.bindings):
        return project
    inputs = list(layers_of_type(graph, "Input"))
    outputs = list(layers_of_type(graph, "Output"))
    columns = [c for c in description.columns if c.dtype != "string"]
    texts = [c for c in description.columns if c.dtype == "string" and not c.shape]
    if not columns:
        return project
    target = _target(columns)
    features = [c for c in columns if c is not target] or columns
    features = [c for c in features if c.shape == features[0].shape]
    if texts and len(inputs) == 1 and _reads_text(graph, inputs[0]):
        features = texts[:1]
    if len(inputs) == 1:
        binding = feature_binding(graph, inputs[0], features)
        project = bind(project, inputs[0].id, binding, description)
    if len(outputs) == 1 and len(columns) > 1:
        binding = Binding((target.name,))
        binding = Binding((target.name,), one_hot=propose(binding, description).one_hot)
        project = with_binding(project, outputs[0].id, binding)
    return _divided_by_time(project)


def _divided_by_time(project: Project) -> Project:
    """Holds the end of a series back, where nobody has said how to divide it."""
    data = project.data
    is_series = data.source is not None and data.source.windows is not None
    if not is_series or data.split != Split():
        return project
    return replace(project, data=replace(data, split=Split(by="time")))


def _reads_text(graph: Graph, layer: Layer) -> bool:
    is_declared = layer.config.get("dtype") == "string"
    return is_declared or any(map(reads_text, takers(graph, layer)))


def feature_binding(graph: Graph, layer: Layer, columns: list[Column]) -> Binding:
    """Returns a binding that scales numbers and makes text one-hot.

    Numbers that are looked up in a table stay what they are.
    """
    if looks_up(graph, layer):
        return Binding(tuple(c.name for c in columns))
    shape = columns[0].shape
    has_numbers = any(c.minimum is not None for c in columns)
    scaling: Scaling = "minmax" if len(shape) > 1 else "standard"
    has_text = any(c.dtype == "int32" for c in columns)
    return Binding(
        columns=tuple(c.name for c in columns),
        scaling=scaling if has_numbers else "none",
        one_hot=has_text and not shape,
        reshape=_reshape(graph, layer, shape) if len(columns) == 1 else None,
    )


def _target(columns: list[Column]) -> Column:
    named = [c for c in columns if c.name.lower() in TARGET_NAMES]
    return named[0] if named else columns[-1]


def _reshape(
    graph: Graph, layer: Layer, shape: tuple[int, ...]
) -> tuple[int, ...] | None:
    """Returns the shape that an Input has, or its next layer needs, if that fits."""
    if not shape:
        return None
    drawn = tuple(size for size in drawn_shape(layer) or () if size is not None)
    if drawn and drawn == drawn_shape(layer) and math.prod(drawn) == math.prod(shape):
        return drawn if drawn != shape else None
    edges = [edge for id in graph.calls[layer.id] for edge in graph.targets.get(id, ())]
    takers = {graph.layer_of(edge.target.node).type for edge in edges}
    is_grey_image = len(shape) == 2 and takers & set(TAKES_IMAGES)
    return (*shape, 1) if is_grey_image else None
