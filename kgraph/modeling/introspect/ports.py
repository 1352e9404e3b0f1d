"""Tells the tensors of a call from its other arguments: ports and call constants."""

import inspect
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from msgspec.structs import replace

from kgraph.catalog import ParameterSpec, PortSpec
from kgraph.modeling.introspect.corrections import MOST_TENSORS
from kgraph.modeling.introspect.operations import evidence, output_count
from kgraph.modeling.introspect.parameters import parameters

_MANY = re.compile(
    r"^\W*(optional )?(the |a )?(sequence|list|tuple)\b.*\btensors?\b", re.I
)
_TENSOR = re.compile(r"\b(tensor|array)s?\b", re.I)
_MANY_NAMES = ("initial_state", "states")


class Call(NamedTuple):
    """What a call takes and gives.

    Attributes:
        constants: Arguments of `call()` that are no tensors.
        parameters: For an op: what its operation is configured with.
    """

    inputs: tuple[PortSpec, ...]
    constants: tuple[ParameterSpec, ...] = ()
    parameters: tuple[ParameterSpec, ...] = ()
    outputs: int | None = 1


def call_of_op(
    name: str, function: Callable[..., Any], documentation: Mapping[str, str]
) -> Call | None:
    """Returns what a function of `keras.ops` takes, None if no symbolic tensor."""
    found = evidence(function)
    if found is None:
        return None
    arguments = inspect.signature(function).parameters
    ports = [
        _port(arguments[a], documentation.get(a, ""))
        for a in found.called
        if a in found.symbolic or _is_said_a_tensor(arguments[a], documentation)
    ]
    if not ports:
        return None
    names = {port.name for port in ports}
    order = list(arguments)
    return Call(
        inputs=tuple(sorted(ports, key=lambda p: order.index(p.name))),
        parameters=parameters(
            name, (a for a in arguments.values() if a.name not in names), documentation
        ),
        outputs=output_count(found.operation),
    )


def call_of_layer(name: str, layer: type, documentation: Mapping[str, str]) -> Call:
    """Returns what the `call()` of a layer class takes."""
    arguments = list(inspect.signature(layer.call).parameters.values())[1:]  # type: ignore[attr-defined]
    arguments = [a for a in arguments if a.kind is not a.VAR_KEYWORD]
    constants = [a for a in arguments if _is_constant(a)]
    ports = [
        _port(a, documentation.get(a.name, "")) for a in arguments if a not in constants
    ]
    if _is_merge(layer):
        ports = [PortSpec(p.name, many=True) for p in ports]
    ports = [replace(p, most=MOST_TENSORS.get(name)) if p.many else p for p in ports]
    return Call(
        inputs=tuple(ports),
        constants=parameters(name, constants, documentation),
        outputs=_layer_outputs(layer, {a.name for a in arguments}),
    )


def _port(argument: inspect.Parameter, documentation: str) -> PortSpec:
    variadic = argument.kind is argument.VAR_POSITIONAL
    sentence = documentation.split(". ", 1)[0]
    many = variadic or bool(_MANY.match(sentence)) or argument.name in _MANY_NAMES
    optional = not variadic and argument.default is not argument.empty
    return PortSpec(argument.name, many=many, optional=optional, variadic=variadic)


def _is_said_a_tensor(
    argument: inspect.Parameter, documentation: Mapping[str, str]
) -> bool:
    sentence = documentation.get(argument.name, "").split(". ", 1)[0]
    return bool(_TENSOR.search(sentence)) and argument.default in (None, argument.empty)


def _is_constant(argument: inspect.Parameter) -> bool:
    return isinstance(argument.default, bool) or argument.name == "training"


def _is_merge(layer: type) -> bool:
    return any(base.__module__.endswith("merging.base_merge") for base in layer.__mro__)


def _layer_outputs(layer: type, call_arguments: set[str]) -> int | None:
    may_give_more = {"initial_state", "states", "return_attention_scores"}
    is_foreign = not layer.__module__.startswith("keras.src.layers")
    return None if is_foreign or call_arguments & may_give_more else 1
