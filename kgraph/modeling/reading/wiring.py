"""What a Functional model's config says about who is called with what."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from inspect import Parameter, signature
from typing import Any, NamedTuple

import keras
from msgspec import Struct
from msgspec.structs import replace

from kgraph.document.errors import KgraphError
from kgraph.modeling.reading.masks import own_masks


class ReadError(KgraphError):
    """A model that cannot be drawn."""


class Reference(Struct, frozen=True):
    """One tensor in a config: which output of which call of which layer."""

    layer: str
    call: int
    output: int


class Wiring(NamedTuple):
    """A model as it is wired.

    Attributes:
        inputs: How it takes the tensors of its input layers, nested as in Keras.
        outputs: How it returns tensors.
        calls: Layer name to its calls.
        operations: Layer name to the layer or op itself.
    """

    inputs: Any
    outputs: Any
    calls: dict[str, list["Arguments"]]
    operations: dict[str, Any]


class Arguments(NamedTuple):
    """What a layer is called with; `Reference`s stand for tensors.

    Attributes:
        named: The arguments by name, those of `*args` as one tuple.
        positional: How many of them are passed by position.
    """

    named: dict[str, Any]
    positional: int


def wiring_of(model: keras.Model) -> Wiring:
    """Returns how a Functional or Sequential model is wired.

    Raises:
        ReadError: If it has no graph of layers.
    """
    functional = _functional(model)
    try:
        config = functional.get_config()
    except NotImplementedError as error:
        message = " ".join(str(error).split())
        raise ReadError(
            f"{model.name!r} cannot be written as data: {message}"
        ) from error
    operations = {operation.name: operation for operation in functional.operations}
    calls = {
        layer["name"]: _calls(operations[layer["name"]], layer, functional)
        for layer in config["layers"]
    }
    inputs = _structure(config["input_layers"])
    outputs = _structure(config["output_layers"])
    outputs = mapped_tensors(outputs, lambda tensor: _of_output(tensor, operations))
    ends = references_in([inputs, outputs])
    return Wiring(inputs, outputs, _needed(calls, ends), operations)


def is_model(operation: Any) -> bool:
    """Whether a layer is a model that has a graph of its own."""
    return isinstance(operation, keras.Sequential) or hasattr(operation, "operations")


def references_in(value: Any) -> Iterator[Reference]:
    """Yields the tensors in an argument, in the order in which they stand."""
    if isinstance(value, Reference):
        yield value
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from references_in(item)
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from references_in(item)


def mapped_tensors(value: Any, change: Callable[[Reference], Any]) -> Any:
    """Returns a nested value with something else for each of its tensors."""
    if isinstance(value, Reference):
        return change(value)
    if isinstance(value, Mapping):
        return {key: mapped_tensors(item, change) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(mapped_tensors(item, change) for item in value)
    return value


def _functional(model: keras.Model) -> Any:
    if isinstance(model, keras.Sequential) and model.built and model.inputs:
        outputs = model.outputs[0] if len(model.outputs) == 1 else model.outputs
        return keras.Model(model.inputs[0], outputs, name=model.name)
    if isinstance(model, keras.Sequential) or not hasattr(model, "operations"):
        raise ReadError(
            f"The model {model.name!r} has no graph that could be drawn: it must be "
            "Functional, or a Sequential with an Input. "
            f"Received: a {type(model).__name__}."
        )
    return model


def _calls(
    operation: Any, layer: Mapping[str, Any], functional: Any
) -> list[Arguments]:
    """Returns the arguments of each call, without the masks that Keras passes on."""
    inside = {id(n) for nodes in functional._nodes_by_depth.values() for n in nodes}
    nodes = [n for n in operation._inbound_nodes if id(n) in inside and not n.is_input]
    calls = []
    for node, written in zip(nodes, layer["inbound_nodes"], strict=True):
        arguments = _arguments(operation, written)
        masks = own_masks(node)
        named = {k: v for k, v in arguments.named.items() if k not in masks}
        calls.append(arguments._replace(named=named))
    return calls


def _needed(
    calls: dict[str, list[Arguments]], ends: Iterable[Reference]
) -> dict[str, list[Arguments]]:
    """Returns the calls that lead to an end, without the ops that made masks."""
    waiting = [tensor.layer for tensor in ends]
    seen = set(waiting)
    while waiting:
        given = [call.named for call in calls[waiting.pop()]]
        sources = {tensor.layer for tensor in references_in(given)}
        waiting += sources - seen
        seen |= sources
    return {name: given for name, given in calls.items() if name in seen}


def _arguments(operation: Any, node: Mapping[str, Any]) -> Arguments:
    args = [_parsed(value) for value in node["args"]]
    kwargs = {name: _parsed(value) for name, value in node["kwargs"].items()}
    # Keras notes down what it fills in itself: `mask=None` and, where a layer is given
    # one tensor and no more, `training=False`.
    is_alone = len(args) == 1 and all(map(_is_filled_in, kwargs))
    call = signature(operation.call)
    bound = call.bind(*args, **kwargs).arguments
    named = {
        name: value
        for name, value in bound.items()
        if call.parameters[name].kind is not Parameter.VAR_KEYWORD
        and not (
            _is_default(call.parameters[name], value)
            and (value is None or name not in kwargs or is_alone)
        )
    }
    for name, parameter in call.parameters.items():
        if parameter.kind is Parameter.VAR_KEYWORD:
            named.update(bound.get(name, {}))
    return Arguments(named, len(args))


def _is_filled_in(name: str) -> bool:
    return name == "training" or "mask" in name


def _is_default(parameter: Parameter, value: Any) -> bool:
    return type(value) is type(parameter.default) and value == parameter.default


def _parsed(value: Any) -> Any:
    if isinstance(value, Mapping):
        if value.get("class_name") == "__keras_tensor__":
            return Reference(*value["config"]["keras_history"])
        return {key: _parsed(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_parsed(item) for item in value)
    return value


def _structure(written: Any) -> Any:
    """Returns how a model takes or returns its tensors."""
    if isinstance(written, Mapping):
        return {str(key): _structure(item) for key, item in written.items()}
    if _is_leaf(written):
        return Reference(*written)
    return type(written)(_structure(item) for item in written)


def _is_leaf(structure: Any) -> bool:
    return (
        isinstance(structure, (list, tuple))
        and len(structure) == 3
        and isinstance(structure[0], str)
    )


def _of_output(reference: Reference, operations: Mapping[str, Any]) -> Reference:
    """Counts calls from 0: among outputs, Keras counts a Functional's from 1."""
    operation = operations[reference.layer]
    has_own_call = hasattr(operation, "operations") and is_model(operation)
    return replace(reference, call=reference.call - 1) if has_own_call else reference
