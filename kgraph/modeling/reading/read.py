"""Makes a project of a Keras model; runs none of the model's code."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import keras
from msgspec.structs import replace

from kgraph import catalog
from kgraph.catalog import OperationSpec
from kgraph.catalog.own import INPUT
from kgraph.document.calls import auto_name, op_name
from kgraph.document.graph import SUBMODEL, Graph, Layer, Node, Source
from kgraph.document.layout import layout
from kgraph.document.names import unique_name
from kgraph.document.project import MAIN, Project
from kgraph.modeling.clean_state import in_clean_state
from kgraph.modeling.reading.defaults import layer_config, plain, without_defaults
from kgraph.modeling.reading.wiring import (
    ReadError,
    Reference,
    Wiring,
    is_model,
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
        for the names of ops, and for the structure of several inputs or outputs.

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
        self._submodels: dict[str, Wiring] = {}
        self._names: set[str] = set()

    def draw(self, model: keras.Model, id: str) -> Graph:
        wiring = wiring_of(model)
        self._names = {n for n, o in wiring.operations.items() if not _is_op(o)}
        inputs = [layer for _, layer in wiring.inputs]
        others = [name for name in wiring.calls if name not in inputs]
        for name in (*inputs, *others):
            self._place(wiring.operations[name], len(wiring.calls[name]))
        for name in others:
            for index, arguments in enumerate(wiring.calls[name]):
                self._connect(wiring.operations[name], index, arguments)
        for key, tensor in wiring.outputs:
            only = "output" if len(wiring.outputs) == 1 else f"{tensor.layer}_output"
            self._place_output(key or only, self._source(tensor))
        graph = Graph(
            id=id,
            name=model.name,
            next_id=len(self._nodes) + 1,
            layers=self._layers,
            nodes=self._nodes,
        )
        return replace(graph, positions=layout(graph))

    def _place(self, operation: Any, calls: int) -> None:
        """Places a layer and its calls, with no edges yet."""
        layer = Layer(f"l{len(self._nodes) + 1}", *self._described(operation))
        self._layers[layer.id] = layer
        for index in range(max(1, calls)):
            self._node_of[operation.name, index] = self._add_node(layer.id)

    def _add_node(self, layer: str) -> str:
        id = f"n{len(self._nodes) + 1}"
        self._nodes[id] = Node(id, layer)
        return id

    def _described(self, operation: Any) -> tuple[str, str, dict[str, Any]]:
        """Returns type, name and config of a layer or op."""
        name = operation.name
        if isinstance(operation, keras.layers.InputLayer):
            return "Input", name, _input_config(operation)
        if is_model(operation):
            self._submodels[name] = wiring_of(operation)
            return SUBMODEL + self._submodel(operation), name, {}
        spec = _spec_of(operation)
        if spec is None:
            return type(operation).__name__, name, plain(operation.get_config())
        if spec.kind == "op":
            # Keras counts the calls of ops in all models: the number says nothing.
            name = unique_name(auto_name(spec.name), self._names)
            self._names.add(name)
            return spec.name, name, _op_config(spec, operation.get_config())
        return spec.name, name, layer_config(spec, operation)

    def _submodel(self, model: keras.Model) -> str:
        """Returns the id of the model's graph; equal models share one."""
        drawn = _Drawing(self._graphs).draw(model, "")
        for id, graph in self._graphs.items():
            if replace(graph, id="", name=drawn.name) == drawn:
                return id
        id = f"g{len(self._graphs) + 1}"
        self._graphs[id] = replace(drawn, id=id)
        return id

    def _connect(self, operation: Any, index: int, arguments: dict[str, Any]) -> None:
        node = self._nodes[self._node_of[operation.name, index]]
        layer = self._layers[node.layer]
        if layer.submodel is not None:
            keys = [key for key, _ in self._submodels[layer.name].inputs]
            names = [name for _, name in self._submodels[layer.name].inputs]
            given = _by_input(arguments.pop("inputs"), keys)
            arguments.update({names[keys.index(key)]: v for key, v in given.items()})
        inputs, constants = self._split(layer, arguments)
        spec = catalog.load().operation(layer.type)
        if spec is not None and spec.kind == "op":
            own = {k: v for k, v in constants.items() if spec.parameter(k)}
            constants = {k: v for k, v in constants.items() if k not in own}
            config = {**layer.config, **_op_config(spec, own)}
            self._layers[layer.id] = replace(layer, config=config)
        self._nodes[node.id] = replace(node, inputs=inputs, constants=constants)

    def _split(
        self, layer: Layer, arguments: Mapping[str, Any]
    ) -> tuple[dict[str, tuple[Source, ...]], dict[str, Any]]:
        """Parts the tensors from the constants."""
        inputs, constants = {}, {}
        for name, value in arguments.items():
            tensors = tuple(references_in(value))
            if tensors and tensors not in ((value,), tuple(_listed(value))):
                raise ReadError(
                    f"{layer.name!r} takes tensors and other values in one list, as "
                    f"its argument `{name}`: that cannot be drawn."
                )
            if tensors:
                inputs[name] = tuple(self._source(tensor) for tensor in tensors)
            elif value is not None:
                constants[name] = plain(value)
        return inputs, constants

    def _source(self, tensor: Reference) -> Source:
        output = tensor.output
        if tensor.layer in self._submodels:
            output = self._submodels[tensor.layer].flat_outputs[output]
        return Source(self._node_of[tensor.layer, tensor.call], output)

    def _place_output(self, name: str, source: Source) -> None:
        unique = unique_name(name, self._names)
        self._names.add(unique)
        layer = Layer(f"l{len(self._nodes) + 1}", "Output", unique)
        self._layers[layer.id] = layer
        node = self._add_node(layer.id)
        self._nodes[node] = replace(self._nodes[node], inputs={"inputs": (source,)})


def _input_config(layer: Any) -> dict[str, Any]:
    config = layer.get_config()
    batch_size, *shape = config["batch_shape"]
    found = {
        "shape": shape,
        "batch_size": batch_size,
        "dtype": None if config["dtype"] == "float32" else config["dtype"],
        "sparse": config["sparse"],
        "optional": config["optional"],
    }
    return without_defaults(INPUT, found)


def _op_config(spec: OperationSpec, config: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the arguments of an op's function that are not its defaults."""
    known = {k: plain(v) for k, v in config.items() if spec.parameter(k)}
    return without_defaults(spec, known)


def _is_op(operation: Any) -> bool:
    return not isinstance(operation, keras.layers.Layer)


@cache
def _layer_specs() -> dict[type, OperationSpec]:
    """Returns the catalogue's layers by class, whose name may be another one."""
    specs = catalog.load().all("layer")
    return {
        getattr(keras.layers, spec.name): spec
        for spec in specs
        if spec.module == "keras.layers"
    }


def _spec_of(operation: Any) -> OperationSpec | None:
    """Returns the entry of the catalogue that a layer or op was made by."""
    kind = type(operation)
    if not _is_op(operation):
        return _layer_specs().get(kind)
    if not kind.__module__.startswith("keras.src.ops."):
        return None
    room = "ops.image." if kind.__module__.endswith(".image") else "ops."
    return catalog.load().operation(room + op_name(kind.__name__))


def _by_input(value: Any, keys: list[str]) -> dict[str, Any]:
    """Returns what a submodel is given, by the key of its inputs."""
    if isinstance(value, Mapping):
        return dict(value)
    return dict(zip(keys, _listed(value), strict=False))


def _listed(value: Any) -> list[Any]:
    is_list = isinstance(value, (list, tuple)) and not isinstance(value, Reference)
    return list(value) if is_list else [value]
