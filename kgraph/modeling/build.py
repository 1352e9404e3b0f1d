"""Makes the Keras model of a project."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

import keras

from kgraph.document.analysis import Problem
from kgraph.document.calls import (
    call_of,
    is_placeholder,
    needed,
    outputs_of,
    reserved_names,
)
from kgraph.document.chain import Chain, chain
from kgraph.document.check import check
from kgraph.document.errors import KgraphError
from kgraph.document.graph import Graph, Layer, Node, Source
from kgraph.document.order import sort
from kgraph.document.precision import ending_in_full
from kgraph.document.project import Project
from kgraph.document.structures import inputs_structure, mapped, outputs_structure
from kgraph.document.training import Precision
from kgraph.modeling.clean_state import in_clean_state
from kgraph.modeling.constants import constant
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


Placeholder = Callable[[Layer], keras.layers.Layer]
"""Makes a layer that stands in for one whose class is not here."""


def build(
    project: Project,
    watch: Watch | None = None,
    placeholder: Placeholder | None = None,
    *,
    has_weights: bool = True,
    precision: Precision = "float32",
    scope: Callable[[], AbstractContextManager[Any]] = nullcontext,
) -> keras.Model:
    """Makes the model that the project's main graph describes.

    The model's name is the graph's. It takes and returns its tensors as the graph
    says: usually its Inputs in the order in which they were placed, and one tensor, or
    a dict from the names of its Outputs. A graph that is marked so becomes a
    `keras.Sequential` while it is a chain, and is Functional otherwise. Equal projects
    give models with equal configs.

    Args:
        watch: Called before each call of a layer of the main graph.
        placeholder: Makes the layers whose type the catalogue does not have; without
            it they are problems.
        has_weights: False where only the model's config is wanted: no weight is
            given a value then, and no memory.
        precision: What the layers compute in that have no dtype of their own; the
            last before each Output compute in float32.
        scope: Entered where the variables are made, in a thread of its own.

    Returns:
        A new `keras.Model` with fresh weights, not compiled.

    Raises:
        BuildError: If the project has problems, or the watch raises it.
    """
    errors = [p for p in check(project) if p.severity == "error"]
    if placeholder is not None:
        errors = [p for p in errors if p.rule != "known-operations"]
    if errors:
        raise BuildError(errors)
    builder = _Builder(ending_in_full(project, precision), watch, placeholder)

    def built() -> keras.Model:
        keras.config.set_dtype_policy(precision)  # of this thread, which then ends
        if has_weights:
            with scope():
                return builder.build()
        with keras.StatelessScope(initialize_variables=False):
            return builder.build()

    return in_clean_state(built)


class _Builder:
    """Builds one project."""

    def __init__(
        self, project: Project, watch: Watch | None, placeholder: Placeholder | None
    ) -> None:
        self._project = project
        self._watch = watch
        self._placeholder = placeholder

    def build(self) -> keras.Model:
        for name, times in reserved_names(self._project).items():
            for _ in range(times):
                keras.backend.get_uid(name)
        main = self._project.main
        return self._model(main, main.name, self._watch)

    def _model(
        self, graph: Graph, name: str, watch: Watch | None = None
    ) -> keras.Model:
        found = chain(self._project, graph) if graph.is_sequential else ""
        with _blaming(graph):
            if isinstance(found, Chain):
                model = self._sequential(graph, found, name, watch)
            else:
                model = self._functional(graph, name, watch)
            if not graph.trainable:
                _freeze(model)
            return model

    def _sequential(
        self, graph: Graph, found: Chain, name: str, watch: Watch | None
    ) -> keras.Model:
        model = keras.Sequential(name=name)
        for id in (found.input, *found.nodes):
            layer = graph.layer_of(id)
            if watch is not None:
                watch()
            with _blaming(graph, id):
                is_input = layer.type == "Input"
                model.add(make_input(layer) if is_input else self._operation(layer))
        return model

    def _functional(self, graph: Graph, name: str, watch: Watch | None) -> keras.Model:
        tensors: dict[Source, Any] = {}
        operations: dict[str, Any] = {}
        is_needed = needed(graph)
        for id in sort(graph).nodes:
            layer = graph.layer_of(id)
            if id not in is_needed or layer.type == "Output":
                continue
            if watch is not None:
                watch()
            with _blaming(graph, id):
                if layer.type == "Input":
                    outputs = [make_input(layer)]
                else:
                    outputs = self._call(graph, graph.nodes[id], tensors, operations)
            tensors.update({Source(id, i): tensor for i, tensor in enumerate(outputs)})

        def returned(output: str) -> Any:
            return tensors[graph.nodes[output].inputs["inputs"][0]]

        return keras.Model(
            inputs=constant(
                mapped(inputs_structure(graph), Source), tensors.__getitem__
            ),
            outputs=constant(mapped(outputs_structure(graph), returned)),
            name=name,
        )

    def _call(
        self,
        graph: Graph,
        node: Node,
        tensors: Mapping[Source, Any],
        operations: dict[str, Any],
    ) -> list[Any]:
        layer = graph.layers[node.layer]
        if layer.id not in operations:
            operations[layer.id] = self._operation(layer)
        call = call_of(self._project, graph, node)
        positional, keyword = arguments_of_call(layer, call, tensors.__getitem__)
        outputs = operations[layer.id](*positional, **keyword)
        return tensors_of(outputs, self._outputs(layer))

    def _operation(self, layer: Layer) -> Any:
        if layer.submodel is not None:
            return self._model(self._project.graphs[layer.submodel], layer.name)
        if self._placeholder is not None and is_placeholder(layer):
            return self._placeholder(layer)
        return make_operation(layer)

    def _outputs(self, layer: Layer) -> Any:
        """Returns how a submodel returns its tensors, None for another layer."""
        if layer.submodel is None:
            return None
        graph = self._project.graphs[layer.submodel]
        places = {node.id: at for at, node in enumerate(outputs_of(graph))}
        return mapped(outputs_structure(graph), places.__getitem__)


@contextmanager
def _blaming(graph: Graph, node: str | None = None) -> Iterator[None]:
    """Turns what Keras says into a problem of a node, or of the graph."""
    try:
        yield
    except BuildError:
        raise
    except Exception as error:
        where = (graph.nodes[node], graph.layer_of(node)) if node else ()
        raise BuildError([problem_of(error, graph.id, *where)]) from error


def _freeze(model: keras.Model) -> None:
    """Freezes a model as a whole, and leaves its layers as they are, as in a config."""
    layers = model._flatten_layers(include_self=False)
    before = [(layer, layer.trainable) for layer in layers]
    model.trainable = False
    for layer, is_trainable in before:
        layer.trainable = is_trainable
