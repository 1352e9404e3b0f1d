"""Makes the Keras model of a project."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import keras

from kgraph.document.analysis import Problem
from kgraph.document.calls import (
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
from kgraph.modeling.operations import (
    arguments_of_call,
    make_input,
    make_operation,
    tensors_of,
)
from kgraph.modeling.words import problem_of


class BuildError(KgraphError):
    """A project that is no model yet.

    Attributes:
        problems: What stands in the way.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.sentence for problem in self.problems))


Watch = Callable[[], None]
"""Called before each call of a layer; what it raises ends the building."""


class BuildStoppedError(BuildError):
    """Nobody waits any more for the model that was being built."""

    def __init__(self) -> None:
        super().__init__(())


def build(project: Project, watch: Watch | None = None) -> keras.Model:
    """Makes the Functional model that the project's main graph describes.

    The model's name is the graph's. It takes its Inputs in the order in which they
    were placed, and returns one tensor, or a dict from the names of its Outputs.
    Equal projects give models with equal configs.

    Args:
        watch: Called before each call of a layer of the main graph.

    Returns:
        A new `keras.Model` with fresh weights, not compiled.

    Raises:
        BuildError: If the project has problems, or the watch raises it.
    """
    errors = [p for p in check(project) if p.severity == "error"]
    if errors:
        raise BuildError(errors)
    return in_clean_state(lambda: _build(project, watch))


def _build(project: Project, watch: Watch | None) -> keras.Model:
    for name, times in reserved_names(project).items():
        for _ in range(times):
            keras.backend.get_uid(name)
    return _build_graph(project, project.main, project.main.name, watch)


def _build_graph(
    project: Project, graph: Graph, name: str, watch: Watch | None = None
) -> keras.Model:
    tensors: dict[Source, Any] = {}
    operations: dict[str, Any] = {}
    is_needed = needed(graph)
    for id in sort(graph).nodes:
        layer = graph.layer_of(id)
        if id not in is_needed or layer.type == "Output":
            continue
        if watch is not None:
            watch()
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
    positional, keyword = arguments_of_call(layer, call, tensors.__getitem__)
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
