"""Makes Keras objects from a document's JSON; the catalogue alone says which exist.

Keras's own deserializer imports what a file names. Here a name is looked up in the
catalogue and the class is taken from its public module, so that a file can ask for
nothing but what the palette and the forms offer.
"""

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import keras

from kgraph import catalog
from kgraph.catalog import Kind, OperationSpec, ParameterSpec
from kgraph.document.errors import KgraphError
from kgraph.document.refused import REFUSED
from kgraph.modeling.constants import constant
from kgraph.modeling.policies import dtype, quantization

# Lists that are given as the path of a file, where Keras would read that file.
_NEVER_PATHS = {
    "StringLookup": ("vocabulary", "idf_weights"),
    "IntegerLookup": ("vocabulary", "idf_weights"),
    "TextVectorization": ("vocabulary", "idf_weights"),
}
# Arguments that every layer takes and that the catalogue may leave unsaid.
_ALWAYS = frozenset({"name", "trainable", "dtype"})

_MODULES: dict[Kind, Any] = {
    "activation": keras.activations,
    "initializer": keras.initializers,
    "regularizer": keras.regularizers,
    "constraint": keras.constraints,
    "loss": keras.losses,
    "metric": keras.metrics,
    "optimizer": keras.optimizers,
}


class ObjectError(KgraphError):
    """An object that cannot be made from what the document says.

    Attributes:
        expected: What was expected, in words.
        received: What was found instead, in words.
        parameter: The argument of the constructor that is to blame, if one is.
    """

    def __init__(
        self, message: str, expected: str = "", received: str = "", parameter: str = ""
    ) -> None:
        tail = f" Received: {received}." if received else ""
        super().__init__(message + tail)
        self.message = message
        self.expected = expected
        self.received = received
        self.parameter = parameter


def make(kind: Kind | tuple[Kind, ...], value: Any) -> Any:
    """Makes the object that a document describes.

    Args:
        kind: What it may be: `"loss"`, or several kinds.
        value: `{"class_name": ..., "config": ...}`, one of Keras's names such as
            `"mse"`, a number, a list of such values, or None.

    Returns:
        A new Keras object. Numbers and None come back as they are; so do the names of
        metrics, whose meaning (`"accuracy"`) depends on the loss.

    Raises:
        ObjectError: If the catalogue has no such entry, or its arguments are wrong.

    Example:

    >>> make("optimizer", {"class_name": "SGD", "config": {"momentum": 0.9}})
    """
    kinds = (kind,) if isinstance(kind, str) else kind
    if isinstance(value, Mapping):
        return _make_described(kinds, value)
    if isinstance(value, (list, tuple)):
        return [make(kinds, item) for item in value]
    if isinstance(value, str):
        return _make_named(kinds, value)
    return value


def make_layer(spec: OperationSpec, name: str, config: Mapping[str, Any]) -> Any:
    """Makes a layer.

    Raises:
        ObjectError: If its arguments are wrong.
    """
    return _construct(spec, {**config, "name": name})


def function_of(spec: OperationSpec) -> Any:
    """Returns the function of an op or an activation of the catalogue."""
    return _public(spec)


def arguments_of(spec: OperationSpec, config: Mapping[str, Any]) -> dict[str, Any]:
    """Returns a config as the arguments of the constructor: tuples and objects made.

    Raises:
        ObjectError: If an argument is unknown, is missing or cannot be made.
    """
    known = {p.name: p for p in spec.parameters}
    _refuse_paths(spec, config)
    for name in config:
        if name not in known and name not in _ALWAYS:
            raise ObjectError(
                f"{spec.name} has no argument `{name}`.",
                expected=f"one of {', '.join(sorted(known))}",
                received=name,
                parameter=name,
            )
    for parameter in spec.parameters:
        if parameter.required and parameter.name not in config:
            raise ObjectError(
                f"{spec.name} needs its argument `{parameter.name}`.",
                expected=f"a value for `{parameter.name}`",
                received="nothing",
                parameter=parameter.name,
            )
    return {
        name: _argument(known[name], value) if name in known else dtype(value)
        for name, value in config.items()
    }


def _make_described(kinds: tuple[Kind, ...], value: Mapping[str, Any]) -> Any:
    name, config = value.get("class_name"), value.get("config")
    if name == "function" and isinstance(config, str):
        return _make_named(kinds, config)
    spec = catalog.load().find_among(kinds, name)
    if spec is None:
        raise ObjectError(
            f"There is no {' or '.join(kinds)} named {name!r} in this version.",
            expected=f"a {' or '.join(kinds)}",
            received=repr(name),
        )
    config = {} if config is None else config
    if not isinstance(config, Mapping):
        raise ObjectError(
            f"The config of {name} must be an object.",
            expected="an object with the arguments",
            received=repr(config),
        )
    return _construct(spec, config)


def _make_named(kinds: tuple[Kind, ...], name: str) -> Any:
    if "metric" in kinds:
        return name
    for kind in kinds:
        spec = catalog.load().find(kind, name)
        if spec is not None and kind != "activation":
            return _construct(spec, {})
        try:
            return _MODULES[kind].get(name)
        except (KeyError, ValueError, TypeError):
            continue
    raise ObjectError(
        f"Keras has no {' or '.join(kinds)} named {name!r}.",
        expected=f"the name of a {' or '.join(kinds)}",
        received=repr(name),
    )


def _construct(spec: OperationSpec, config: Mapping[str, Any]) -> Any:
    if spec.name in REFUSED:
        raise ObjectError(
            f"{spec.name} is not used here: {REFUSED[spec.name]}.",
            expected="an operation that is safe to open",
            received=spec.name,
        )
    arguments = arguments_of(spec, config)
    if spec.kind == "activation":
        return _public(spec)
    try:
        return _public(spec)(**arguments)
    except KgraphError:
        raise
    except Exception as error:
        raise ObjectError(first_sentence(str(error), spec.name)) from error


def first_sentence(text: str, name: str) -> str:
    """Returns what Keras says about a constructor's arguments, on one line."""
    line = " ".join(text.split())
    return f"{name}: {line or 'its arguments do not fit together.'}"


def _public(spec: OperationSpec) -> Any:
    if spec.module.partition(".")[0] != "keras":
        raise ObjectError(f"{spec.name} is no operation of Keras.")
    return getattr(import_module(spec.module), spec.name.rsplit(".", 1)[-1])


def _argument(parameter: ParameterSpec, value: Any) -> Any:
    if parameter.takes and isinstance(value, (Mapping, list, tuple)):
        return make(kinds_of(parameter), value)
    if parameter.name == "quantization_config" and isinstance(value, Mapping):
        return quantization(value)
    if parameter.kind == "dtype":
        return dtype(value)
    plain = _with_tuples(value) if parameter.kind == "shape" else constant(value)
    if (parameter.kind == "function" and value is not None) or _describes_object(plain):
        raise ObjectError(
            f"`{parameter.name}` cannot be given here: a document holds no functions "
            "and no objects that the catalogue does not know.",
            expected="numbers, text, lists",
            received=repr(value),
            parameter=parameter.name,
        )
    return plain


def kinds_of(parameter: ParameterSpec) -> tuple[Kind, ...]:
    """Returns what an argument may be; some layers are activations."""
    is_activation = "activation" in parameter.takes
    return (*parameter.takes, "layer") if is_activation else parameter.takes


def _describes_object(value: Any) -> bool:
    """Whether Keras might take it for an object that it should import and make."""
    if isinstance(value, Mapping):
        return "class_name" in value or any(map(_describes_object, value.values()))
    return isinstance(value, (list, tuple)) and any(map(_describes_object, value))


def _with_tuples(value: Any) -> Any:
    if isinstance(value, (list, tuple)):
        return tuple(_with_tuples(item) for item in value)
    return value


def _refuse_paths(spec: OperationSpec, config: Mapping[str, Any]) -> None:
    for name in _NEVER_PATHS.get(spec.name, ()):
        if isinstance(config.get(name), str):
            raise ObjectError(
                f"`{name}` of {spec.name} must be a list: a document opens no other "
                "file.",
                expected="a list",
                received=repr(config[name]),
                parameter=name,
            )
