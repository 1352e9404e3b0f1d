"""Makes a project of a Keras model; runs none of the model's code."""

from collections.abc import Mapping
from itertools import count
from typing import Any

import keras
from msgspec.structs import replace

from kgraph import catalog
from kgraph.catalog import OperationSpec
from kgraph.document.calls import auto_name, leading
from kgraph.document.graph import SUBMODEL, Graph, Layer, Node, Source
from kgraph.document.layout import layout
from kgraph.document.names import is_legal, unique_name
from kgraph.document.project import MAIN, Project
from kgraph.document.structures import leaves, place
from kgraph.modeling.clean_state import in_clean_state
from kgraph.modeling.reading.defaults import plain
from kgraph.modeling.reading.describing import described, is_op, op_config
from kgraph.modeling.reading.ends import Ends, ends_of, with_structures
from kgraph.modeling.reading.wiring import (
    Arguments,
    Reference,
    is_model,
    mapped_tensors,
    references_in,
    wiring_of,
)


def read(model: keras.Model) -> Project:
    """Draws a Functional or Sequential model.

    Layers that this version does not know become placeholders, which keep their
    type and their config; nested models become graphs of their own.

    Args:
        model: A built model. Its weights are not read.

    Returns:
        A project of whose main graph `build` makes a model with an equal config, but
        for the names of ops.

    Raises:
        ReadError: If the model has no graph, as a subclass of `keras.Model` has none.
    """
    return in_clean_state(lambda: _read(model))


def _read(model: keras.Model) -> Project:
    graphs: dict[str, Graph] = {}
    with keras.StatelessScope(initialize_variables=False):
        main = _Drawing(graphs).draw(model, MAIN)
    return Project(graphs={MAIN: main, **graphs})


class _Drawing:
    """Draws one graph; the graphs of its submodels are added to `graphs`."""

    def __init__(self, graphs: dict[str, Graph]) -> None:
        self._graphs = graphs
        self._layers: dict[str, Layer] = {}
        self._nodes: dict[str, Node] = {}
        self._node_of: dict[tuple[str, int], str] = {}
        self._submodels: dict[str, Ends] = {}
        self._names: set[str] = set()

    def draw(self, model: keras.Model, id: str) -> Graph:
        wiring = wiring_of(model)
        self._names = {n for n, o in wiring.operations.items() if not is_op(o)}
        inputs = [tensor.layer for tensor in references_in(wiring.inputs)]
        others = [name for name in wiring.calls if name not in inputs]
        for name in (*inputs, *others):
            self._place(wiring.operations[name], len(wiring.calls[name]))
        for name in others:
            for index, arguments in enumerate(wiring.calls[name]):
                self._connect(wiring.operations[name], index, arguments)
        outputs = self._place_outputs(wiring.outputs)
        graph = Graph(
            id=id,
            name=model.name,
            next_id=len(self._nodes) + 1,
            layers=self._layers,
            nodes=self._nodes,
            is_sequential=isinstance(model, keras.Sequential),
            trainable=model.trainable,
        )
        taken = mapped_tensors(wiring.inputs, lambda t: self._node_of[t.layer, 0])
        graph = with_structures(graph, taken, outputs)
        return replace(graph, positions=layout(graph))

    def _place(self, operation: Any, calls: int) -> None:
        """Places a layer and its calls, with no edges yet."""
        id = f"l{len(self._nodes) + 1}"
        if is_model(operation):
            type = SUBMODEL + self._submodel(operation)
            layer = Layer(id, type, operation.name)
        else:
            layer = described(operation, id)
        if layer.is_op:
            # Keras counts the calls of ops in all models: the number says nothing.
            name = unique_name(auto_name(layer.type), self._names)
            self._names.add(name)
            layer = replace(layer, name=name)
        self._layers[layer.id] = layer
        for index in range(max(1, calls)):
            self._node_of[operation.name, index] = self._add_node(layer.id)

    def _add_node(self, layer: str) -> str:
        id = f"n{len(self._nodes) + 1}"
        self._nodes[id] = Node(id, layer)
        return id

    def _submodel(self, model: keras.Model) -> str:
        """Returns the id of the model's graph; equal models share one."""
        drawn = _Drawing(self._graphs).draw(model, "")
        self._submodels[model.name] = ends_of(drawn)
        for id, graph in self._graphs.items():
            if replace(graph, id="", name=drawn.name) == drawn:
                return id
        id = f"g{len(self._graphs) + 1}"
        self._graphs[id] = replace(drawn, id=id)
        return id

    def _connect(self, operation: Any, index: int, call: Arguments) -> None:
        node = self._nodes[self._node_of[operation.name, index]]
        layer = self._layers[node.layer]
        arguments, form = call.named, None
        if layer.submodel is not None:
            ends = self._submodels[layer.name]
            given = ends.given(arguments["inputs"])
            form = ends.form(arguments["inputs"])
            rest = {k: v for k, v in arguments.items() if k != "inputs"}
            arguments = {**rest, **given}
        spec = catalog.load().operation(layer.type)
        inputs, constants = self._split(spec, arguments)
        if form is not None:
            constants["inputs"] = form
        if spec is not None and spec.kind == "op":
            own = {
                k: v
                for k, v in constants.items()
                if spec.parameter(k) and k not in inputs
            }
            constants = {k: v for k, v in constants.items() if k not in own}
            config = {**layer.config, **op_config(spec, own)}
            self._layers[layer.id] = replace(layer, config=config)
        node = replace(node, inputs=inputs, constants=constants)
        self._nodes[node.id] = replace(node, positional=_positional(layer, node, call))

    def _split(
        self, spec: OperationSpec | None, arguments: Mapping[str, Any]
    ) -> tuple[dict[str, tuple[Source, ...]], dict[str, Any]]:
        """Parts the tensors from the constants; an argument of both has a template."""
        inputs, constants = {}, {}
        for name, value in arguments.items():
            tensors = tuple(references_in(value))
            port = spec.port(name) if spec else None
            is_list = len(tensors) > 1 if port is None else port.many or port.variadic
            is_list = is_list or name == "args"
            if tensors:
                inputs[name] = tuple(self._source(tensor) for tensor in tensors)
            is_usual = value == tensors[0] if len(tensors) == 1 else False
            if is_list and isinstance(value, (list, tuple)):
                is_usual = is_usual or tuple(value) == tensors
            if tensors and not is_usual:
                constants[name] = plain(_template(value))
            elif not tensors and value is not None:
                constants[name] = plain(value)
        return inputs, constants

    def _source(self, tensor: Reference) -> Source:
        output = tensor.output
        if tensor.layer in self._submodels:
            output = self._submodels[tensor.layer].outputs[output]
        return Source(self._node_of[tensor.layer, tensor.call], output)

    def _place_outputs(self, structure: Any) -> Any:
        """Places an Output for each tensor, and returns their nodes as nested."""
        is_lone = len(list(references_in(structure))) == 1
        nodes: list[str] = []
        for path, tensor in leaves(structure):
            keys = [key for key in path if isinstance(key, str) and is_legal(key)]
            only = "output" if is_lone else f"{tensor.layer}_output"
            nodes.append(self._place_output(keys[-1] if keys else only, tensor))
        waiting = iter(nodes)
        return mapped_tensors(structure, lambda _: next(waiting))

    def _place_output(self, name: str, tensor: Reference) -> str:
        unique = unique_name(name, self._names)
        self._names.add(unique)
        layer = Layer(f"l{len(self._nodes) + 1}", "Output", unique)
        self._layers[layer.id] = layer
        id = self._add_node(layer.id)
        inputs = {"inputs": (self._source(tensor),)}
        self._nodes[id] = replace(self._nodes[id], inputs=inputs)
        return id


def _template(value: Any) -> Any:
    numbers = count()
    return mapped_tensors(value, lambda _: place(next(numbers)))


def _positional(layer: Layer, node: Node, call: Arguments) -> int | None:
    """Returns how many arguments go by position, None if as many as usual."""
    if layer.is_op:
        return None
    usual = 1 if layer.submodel is not None else len(leading(layer, node))
    return None if call.positional == usual else call.positional
