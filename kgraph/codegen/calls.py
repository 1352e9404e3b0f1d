"""Writes one node: the layer that it calls, and the call."""

from collections.abc import Mapping

from kgraph import catalog
from kgraph.catalog import OperationSpec
from kgraph.codegen.errors import CodegenError
from kgraph.codegen.layout import Code, Keywords, call, text
from kgraph.codegen.values import (
    MISSING,
    arguments,
    constant,
    constants,
    dtype,
    literal,
    public_name,
)
from kgraph.document.applications import APPLICATION_LAYERS
from kgraph.document.calls import call_of
from kgraph.document.graph import Graph, Layer, Node, Source
from kgraph.document.project import Project


def input_of(layer: Layer) -> Code:
    """Returns the call of `keras.Input`."""
    shape = layer.config.get("shape")
    config = {**layer.config, "shape": [shape] if isinstance(shape, int) else shape}
    (shape_code,), keywords = arguments(_spec(layer), config)
    named = {"shape": shape_code, **keywords, "name": text(layer.name)}
    return call("keras.Input", (), named)


def construction(layer: Layer, builders: Mapping[str, str]) -> Code:
    """Returns what a layer is made with.

    Args:
        builders: Graph id to the name of the function or class that makes its model.

    Raises:
        CodegenError: If the catalogue has no such layer, or not such arguments.
    """
    name: Keywords = {"name": text(layer.name)}
    if layer.submodel is not None:
        builder = builders.get(layer.submodel)
        if builder is None:
            raise CodegenError(f"The project has no graph {layer.submodel!r}.")
        return call(builder, (), name)
    if APPLICATION_LAYERS.get(layer.type) == layer.origin.get("module", ""):
        return call(layer.type, (), {**_own_arguments(layer), **name})
    spec = _spec(layer)
    positional, keywords = arguments(spec, layer.config)
    return call(public_name(spec), positional, {**keywords, **name})


def _own_arguments(layer: Layer) -> dict[str, Code]:
    """Returns the arguments of a layer that only its config tells of."""
    usual = {"name": layer.name, "trainable": True, "dtype": "float32"}
    config = {**layer.config, "dtype": dtype(layer.config.get("dtype", "float32"))}
    return {k: literal(v) for k, v in config.items() if usual.get(k) != v}


def call_of_layer(
    project: Project,
    graph: Graph,
    node: Node,
    made: Code,
    tensors: Mapping[Source, Code],
    others: Keywords | None = None,
) -> Code:
    """Returns the call of a layer.

    Args:
        made: The layer: its construction, or the variable that holds it.
        tensors: The code of every tensor that is there already.
        others: Arguments that the drawing does not tell of.
    """
    arguments = _tensor_arguments(project, graph, node, tensors)
    return call(made, arguments[0], {**arguments[1], **(others or {})})


def call_of_op(
    project: Project, graph: Graph, node: Node, tensors: Mapping[Source, Code]
) -> Code:
    """Returns the call of a function of `keras.ops`.

    Numbers that stand for a required tensor are passed as they would be typed:
    `ops.multiply(x, 2.0)`.
    """
    layer = graph.layers[node.layer]
    spec = _spec(layer)
    positional, given = _tensor_arguments(project, graph, node, tensors)
    _, named = arguments(spec, layer.config)
    if any(port.variadic for port in spec.inputs):
        first = [named.pop(p.name) for p in spec.parameters if p.required]
        return call(public_name(spec), [*first, *positional], {**given, **named})
    for port in spec.inputs[len(positional) :]:
        if port.optional or port.name not in given:
            break
        positional.append(given.pop(port.name))
    return call(public_name(spec), positional, {**given, **named})


def _tensor_arguments(
    project: Project, graph: Graph, node: Node, tensors: Mapping[Source, Code]
) -> tuple[list[Code], dict[str, Code]]:
    def tensor(source: Source) -> Code:
        return tensors.get(source, MISSING)

    arguments = call_of(project, graph, node)
    positional = [constant(value, tensor) for value in arguments.positional]
    keyword = {k: constant(value, tensor) for k, value in arguments.keyword.items()}
    if not positional and not keyword:
        positional = [MISSING]
    return positional, {**constants(arguments.constants), **keyword}


def _spec(layer: Layer) -> OperationSpec:
    spec = catalog.load().operation(layer.type)
    if spec is None:
        raise CodegenError(
            f"Nothing here is called {layer.type!r}, so that no program can make it. "
            "Replace the layer, or export the model as a .keras file."
        )
    return spec
