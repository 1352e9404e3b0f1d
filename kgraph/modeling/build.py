"""Makes the Keras model of a project."""

from collections.abc import Iterable, Mapping
from typing import Any

import keras

from kgraph import catalog
from kgraph.document.analysis import Problem
from kgraph.document.calls import (
    Call,
    call_of,
    inputs_of,
    needed,
    outputs_of,
    reserved_names,
)
from kgraph.document.check import check
from kgraph.document.errors import KgraphError
from kgraph.document.graph import Graph, Layer, Node, Source
from kgraph.document.order import sort
from kgraph.document.project import Project
from kgraph.modeling.clean_state import in_clean_state
from kgraph.modeling.constants import constant
from kgraph.modeling.objects import arguments_of, function_of, make_layer
from kgraph.modeling.words import problem_of


class BuildError(KgraphError):
    """A project that is no model yet.

    Attributes:
        problems: What stands in the way.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.message for problem in self.problems))


def build(project: Project) -> keras.Model:
    """Makes the Functional model that the project's main graph describes.

    The model's name is the graph's. It takes its Inputs in the order in which they
    were placed, and returns one tensor, or a dict from the names of its Outputs.
    Equal projects give models with equal configs.

    Returns:
        A new `keras.Model` with fresh weights, not compiled.

    Raises:
        BuildError: If the project has problems.
    """
    errors = [p for p in check(project) if p.severity == "error"]
    if errors:
        raise BuildError(errors)
    return in_clean_state(lambda: _build(project))


def make_operation(layer: Layer) -> Any:
    """Makes what a node calls: a layer, or the function of an op.

    Raises:
        KgraphError: If the layer's arguments are wrong or its type is unknown.
    """
    spec = catalog.load().operation(layer.type)
    if spec is None:
        raise KgraphError(
            f"This version does not know the operation {layer.type!r}. "
            "Replace it, or open the project with the version that made it."
        )
    if spec.kind == "op":
        return function_of(spec)
    return make_layer(spec, layer.name, layer.config)


def make_input(layer: Layer) -> Any:
    """Returns the symbolic tensor of an Input.

    Raises:
        KgraphError: If its arguments are wrong.
    """
    spec = catalog.load().operation("Input")
    assert spec is not None
    arguments = arguments_of(spec, layer.config)
    shape = arguments.pop("shape")
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    return keras.Input(shape=shape, name=layer.name, **arguments)


def arguments_of_call(
    layer: Layer, call: Call, tensors: Mapping[Source, Any]
) -> tuple[list[Any], dict[str, Any]]:
    """Returns what a layer is called with, given the tensor of every source.

    An op's own arguments and those of its call are one to Keras.
    """

    def given(sources: Source | tuple[Source, ...]) -> Any:
        if isinstance(sources, Source):
            return tensors[sources]
        return [tensors[source] for source in sources]

    named = {name: constant(value) for name, value in call.constants.items()}
    spec = catalog.load().operation(layer.type)
    if spec is not None and spec.kind == "op":
        named = {**arguments_of(spec, layer.config), **named}
    keyword = {name: given(sources) for name, sources in call.keyword.items()}
    return [given(sources) for sources in call.positional], {**named, **keyword}


def tensors_of(outputs: Any, names: Iterable[str] = ()) -> list[Any]:
    """Returns the tensors of a call as a list, in the order of its output ports.

    Args:
        names: The names of a submodel's Outputs, in their order; Keras sorts the
            keys of a dict.
    """
    if isinstance(outputs, dict) and set(outputs) == set(names):
        return [outputs[name] for name in names]
    return list(keras.tree.flatten(outputs))


def _build(project: Project) -> keras.Model:
    for name, times in reserved_names(project).items():
        for _ in range(times):
            keras.backend.get_uid(name)
    return _build_graph(project, project.main, project.main.name)


def _build_graph(project: Project, graph: Graph, name: str) -> keras.Model:
    tensors: dict[Source, Any] = {}
    operations: dict[str, Any] = {}
    is_needed = needed(graph)
    for id in sort(graph).nodes:
        layer = graph.layer_of(id)
        if id not in is_needed or layer.type == "Output":
            continue
        try:
            outputs = _call(project, graph, graph.nodes[id], tensors, operations)
        except BuildError:
            raise
        except Exception as error:
            problem = problem_of(error, graph.id, graph.nodes[id], layer)
            raise BuildError([problem]) from error
        tensors.update({Source(id, i): tensor for i, tensor in enumerate(outputs)})
    return _model(graph, name, tensors)


def _call(
    project: Project,
    graph: Graph,
    node: Node,
    tensors: Mapping[Source, Any],
    operations: dict[str, Any],
) -> list[Any]:
    layer = graph.layers[node.layer]
    if layer.type == "Input":
        return [make_input(layer)]
    if layer.id not in operations:
        operations[layer.id] = _operation(project, layer)
    call = call_of(project, graph, node)
    positional, keyword = arguments_of_call(layer, call, tensors)
    outputs = operations[layer.id](*positional, **keyword)
    return tensors_of(outputs, _output_names(project, layer))


def _operation(project: Project, layer: Layer) -> Any:
    if layer.submodel is None:
        return make_operation(layer)
    return _build_graph(project, project.graphs[layer.submodel], layer.name)


def _output_names(project: Project, layer: Layer) -> tuple[str, ...]:
    if layer.submodel is None:
        return ()
    graph = project.graphs[layer.submodel]
    return tuple(graph.layers[node.layer].name for node in outputs_of(graph))


def _model(graph: Graph, name: str, tensors: Mapping[Source, Any]) -> keras.Model:
    inputs = [tensors[Source(node.id)] for node in inputs_of(graph)]
    outputs = {
        graph.layers[node.layer].name: tensors[node.inputs["inputs"][0]]
        for node in outputs_of(graph)
    }
    try:
        return keras.Model(
            inputs=inputs[0] if len(inputs) == 1 else inputs,
            outputs=next(iter(outputs.values())) if len(outputs) == 1 else outputs,
            name=name,
        )
    except Exception as error:
        raise BuildError([problem_of(error, graph.id)]) from error
