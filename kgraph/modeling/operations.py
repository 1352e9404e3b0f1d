"""Makes and calls one operation: a layer, or a function of `keras.ops`."""

from collections.abc import Callable
from importlib import import_module
from inspect import signature
from itertools import takewhile
from typing import Any, Protocol

import keras

from kgraph import catalog
from kgraph.catalog import OperationSpec
from kgraph.catalog.own import INPUT
from kgraph.document.applications import APPLICATION_LAYERS, is_application_layer
from kgraph.document.errors import KgraphError
from kgraph.document.graph import Layer
from kgraph.document.structures import Path, leaves
from kgraph.modeling.constants import constant
from kgraph.modeling.objects import arguments_of, function_of, make_layer


class Arguments(Protocol):
    """The arguments of a call, with anything that stands for a tensor."""

    @property
    def positional(self) -> tuple[Any, ...]: ...

    @property
    def keyword(self) -> dict[str, Any]: ...

    @property
    def constants(self) -> dict[str, Any]: ...


def make_operation(layer: Layer) -> Any:
    """Makes what a node calls: a layer, or the function of an op.

    Raises:
        KgraphError: If the layer's arguments are wrong or its type is unknown.
    """
    spec = catalog.load().operation(layer.type)
    if spec is None and is_application_layer(layer):
        return _application_layer(layer)
    if spec is None:
        raise KgraphError(
            f"This version does not know the operation {layer.type!r} of "
            f"{layer.name!r}. Replace it, or open the project with the version that "
            "made it."
        )
    if spec.kind == "op":
        return function_of(spec)
    return make_layer(spec, layer.name, layer.config)


def _application_layer(layer: Layer) -> Any:
    """Returns a layer of a class that only `keras.applications` has."""
    made = getattr(import_module(APPLICATION_LAYERS[layer.type]), layer.type)
    return made.from_config({**layer.config, "name": layer.name})


def make_input(layer: Layer) -> Any:
    """Returns the symbolic tensor of an Input.

    Raises:
        KgraphError: If its arguments are wrong.
    """
    arguments = arguments_of(INPUT, layer.config)
    shape = arguments.pop("shape")
    shape = (shape,) if isinstance(shape, int) else tuple(shape)
    return keras.Input(shape=shape, name=layer.name, **arguments)


def arguments_of_call(
    layer: Layer, call: Arguments, tensor: Callable[[Any], Any]
) -> tuple[list[Any], dict[str, Any]]:
    """Returns what a layer is called with: positional and named arguments.

    Args:
        tensor: From what stands for a tensor in the call to the tensor itself.
    """

    positional = [constant(value, tensor) for value in call.positional]
    keyword = {name: constant(value, tensor) for name, value in call.keyword.items()}
    spec = catalog.load().operation(layer.type)
    if spec is not None and spec.kind == "op":
        return _arguments_of_op(spec, layer, call, positional, keyword)
    constants = {name: constant(value) for name, value in call.constants.items()}
    return positional, {**constants, **keyword}


def _arguments_of_op(
    spec: OperationSpec,
    layer: Layer,
    call: Arguments,
    positional: list[Any],
    keyword: dict[str, Any],
) -> tuple[list[Any], dict[str, Any]]:
    """Returns the arguments of an op's function, which knows no layer and no call.

    All are passed by name, as tensors need not come first (`ops.full(shape, x)`), but
    for those around a `*args`.
    """
    own = {k: v for k, v in call.constants.items() if spec.parameter(k)}
    numbers = {k: constant(v) for k, v in call.constants.items() if k not in own}
    named = {**numbers, **arguments_of(spec, {**own, **layer.config}), **keyword}
    if not any(port.variadic for port in spec.inputs):
        ports = [port.name for port in spec.inputs]
        return [], {**named, **dict(zip(ports, positional, strict=False))}
    parameters = signature(function_of(spec)).parameters.values()
    before = takewhile(lambda p: p.kind != p.VAR_POSITIONAL, parameters)
    first = [named.pop(p.name) for p in before if p.name in named]
    return [*first, *positional], named


def tensors_of(outputs: Any, structure: Any = None) -> list[Any]:
    """Returns the tensors of a call as a list, in the order of its output ports.

    Args:
        structure: How a submodel returns them, with the places of its Outputs as
            leaves: Keras sorts the keys of a dict.
    """
    if structure is None:
        return list(keras.tree.flatten(outputs))
    found = sorted((at, path) for path, at in leaves(structure))
    return [_at(outputs, path) for _, path in found]


def _at(outputs: Any, path: Path) -> Any:
    for key in path:
        # A list of one is taken out of its list when a model is called.
        outputs = outputs if keras.ops.is_tensor(outputs) else outputs[key]
    return outputs
