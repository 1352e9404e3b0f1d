"""What a Functional model's config says about who is called with what."""

from collections.abc import Iterable, Iterator, Mapping
from inspect import Parameter, signature
from typing import Any, NamedTuple

import keras

from kgraph.document.errors import KgraphError
from kgraph.modeling.reading.masks import own_masks


class ReadError(KgraphError):
    """A model that cannot be drawn."""


class Reference(NamedTuple):
    """One tensor in a config: which output of which call of which layer."""

    layer: str
    call: int
    output: int


class Wiring(NamedTuple):
    """A model as it is wired.

    Attributes:
        inputs: The names of its input layers, by the key under which they are given.
        outputs: Its output tensors, by name; the name is empty where there is none.
        flat_outputs: The places in `outputs`, in the order in which Keras counts them
            when the model is called as a layer.
        calls: Layer name to the arguments of its calls; `Reference`s stand for tensors.
        operations: Layer name to the layer or op itself.
    """

    inputs: tuple[tuple[str, str], ...]
    outputs: tuple[tuple[str, Reference], ...]
    flat_outputs: tuple[int, ...]
    calls: dict[str, list[dict[str, Any]]]
    operations: dict[str, Any]


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
    inputs = tuple(_leaves(config["input_layers"]))
    outputs = tuple(_leaves(config["output_layers"]))
    is_named = isinstance(config["output_layers"], Mapping)
    places = range(len(outputs))
    return Wiring(
        tuple((key or tensor.layer, tensor.layer) for key, tensor in inputs),
        tuple((key, _of_output(tensor, operations)) for key, tensor in outputs),
        tuple(sorted(places, key=lambda i: outputs[i][0]) if is_named else places),
        _needed(calls, (*inputs, *outputs)),
        operations,
    )


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


def _functional(model: keras.Model) -> Any:
    if isinstance(model, keras.Sequential) and model.built and model.inputs:
        return keras.Model(model.inputs, model.outputs, name=model.name)
    if isinstance(model, keras.Sequential) or not hasattr(model, "operations"):
        raise ReadError(
            f"The model {model.name!r} has no graph that could be drawn: it must be "
            "Functional, or a Sequential with an Input. "
            f"Received: a {type(model).__name__}."
        )
    return model


def _calls(
    operation: Any, layer: Mapping[str, Any], functional: Any
) -> list[dict[str, Any]]:
    """Returns the arguments of each call, without the masks that Keras passes on."""
    inside = {id(n) for nodes in functional._nodes_by_depth.values() for n in nodes}
    nodes = [n for n in operation._inbound_nodes if id(n) in inside and not n.is_input]
    calls = []
    for node, written in zip(nodes, layer["inbound_nodes"], strict=True):
        arguments = _arguments(operation, written)
        masks = own_masks(node)
        calls.append({k: v for k, v in arguments.items() if k not in masks})
    return calls


def _needed(
    calls: dict[str, list[dict[str, Any]]], ends: Iterable[tuple[str, Reference]]
) -> dict[str, list[dict[str, Any]]]:
    """Returns the calls that lead to an end, without the ops that made masks."""
    waiting = [tensor.layer for _, tensor in ends]
    seen = set(waiting)
    while waiting:
        sources = {tensor.layer for tensor in references_in(calls[waiting.pop()])}
        waiting += sources - seen
        seen |= sources
    return {name: given for name, given in calls.items() if name in seen}


def _arguments(operation: Any, node: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the arguments of a call by name, those of `*args` as one tuple."""
    args = [_parsed(value) for value in node["args"]]
    kwargs = {name: _parsed(value) for name, value in node["kwargs"].items()}
    call = signature(operation.call)
    bound = call.bind(*args, **kwargs).arguments
    named = {
        name: value
        for name, value in bound.items()
        if call.parameters[name].kind is not Parameter.VAR_KEYWORD
        # Keras notes down what it fills in itself: `training=False`, `mask=None`.
        and not _is_default(call.parameters[name], value)
    }
    for name, parameter in call.parameters.items():
        if parameter.kind is Parameter.VAR_KEYWORD:
            named.update(bound.get(name, {}))
    return named


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


def _leaves(structure: Any, key: str = "") -> Iterator[tuple[str, Reference]]:
    """Yields the key, if it has one, and the tensor of each input or output."""
    if isinstance(structure, Mapping):
        for name, item in structure.items():
            yield from _leaves(item, name)
    elif _is_leaf(structure):
        yield key, Reference(*structure)
    else:
        for item in structure:
            yield from _leaves(item)


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
    return reference._replace(call=reference.call - 1) if has_own_call else reference
