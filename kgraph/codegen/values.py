"""Writes configurations as the arguments of Keras's constructors."""

from collections.abc import Callable, Mapping
from keyword import iskeyword
from typing import Any

from kgraph import catalog
from kgraph.catalog import Kind, OperationSpec, ParameterSpec
from kgraph.codegen.errors import CodegenError
from kgraph.codegen.layout import Code, call, fixed, mapping, sequence, text
from kgraph.document.graph import Source
from kgraph.document.names import base_name
from kgraph.document.quantization import POLICIES, QUANTIZERS
from kgraph.document.values import is_same

# Stands where a drawing that is not finished lacks something; it is valid Python.
MISSING = "..."
# Kinds whose `get()` finds an object by the name of its class in snake case.
_BY_NAME: tuple[Kind, ...] = ("initializer", "regularizer", "constraint", "loss")
# Those that Keras does not find so.
_NAMELESS = {"Constant", "CategoricalGeneralizedCrossEntropy", "Lamb"}
_ALWAYS = {"name", "trainable", "dtype"}


def attempt(write: Callable[[], Code], is_draft: bool) -> Code:
    """Returns what is written or, in a draft, `...` where that cannot be.

    Raises:
        CodegenError: What `write` raises, if this is no draft.
    """
    try:
        return write()
    except CodegenError:
        if is_draft:
            return MISSING
        raise


def literal(value: Any) -> Code:
    """Returns plain JSON as Python."""
    if isinstance(value, str):
        return text(value)
    if isinstance(value, (list, tuple)):
        return sequence([literal(item) for item in value])
    if isinstance(value, Mapping):
        return mapping({key: literal(item) for key, item in value.items()})
    # 1e-07 is how Python writes what people write as 1e-7.
    return repr(value).replace("e-0", "e-").replace("e+", "e")


def shape(value: Any) -> Code:
    """Returns a number, or nested lists of them as nested tuples."""
    if isinstance(value, (list, tuple)):
        return fixed([shape(item) for item in value])
    return literal(value)


def nested(value: Any, kinds: tuple[Kind, ...], is_short: bool = True) -> Code:
    """Returns an object of a catalogue kind as code.

    Args:
        value: One of Keras's names such as `"mse"`, `{"class_name": ...,
            "config": ...}`, a plain value, or a list of such values.
        is_short: Whether the name of a class may stand for an object with default
            arguments.

    Raises:
        CodegenError: If the catalogue has no such object.
    """
    if isinstance(value, (list, tuple)):
        return sequence([nested(item, kinds) for item in value])
    if not isinstance(value, Mapping):
        return literal(value)
    name, config = value.get("class_name"), value.get("config") or {}
    if name == "function" and isinstance(config, str):
        return text(config)
    spec = catalog.load().find_among(kinds, name)
    if spec is None or not isinstance(config, Mapping):
        words = " or ".join(kinds)
        raise CodegenError(f"Expected a {words} that Keras has. Received: {name!r}.")
    if spec.kind == "activation":
        return text(spec.name)
    positional, keywords = arguments(spec, config)
    is_bare = is_short and not positional and not keywords
    short = short_name(spec) if is_bare else None
    return text(short) if short else call(public_name(spec), positional, keywords)


def short_name(spec: OperationSpec) -> str | None:
    """Returns the text that Keras takes for an object with default arguments."""
    if spec.name in _NAMELESS:
        return None
    if spec.kind == "optimizer":
        return spec.name.lower()
    return base_name(spec.name) if spec.kind in _BY_NAME else None


def arguments(
    spec: OperationSpec, config: Mapping[str, Any]
) -> tuple[list[Code], dict[str, Code]]:
    """Returns the arguments that differ from the default.

    The leading required ones are positional, as in `Conv2D(32, 3)`; the others follow
    by name, in the order of the signature.

    Raises:
        CodegenError: If one is missing or unknown, or cannot be written.
    """
    positional: list[Code] = []
    keywords: dict[str, Code] = {}
    for parameter in spec.parameters:
        if parameter.name not in config:
            if parameter.required:
                raise CodegenError(f"{spec.name} needs its `{parameter.name}`.")
            continue
        value = config[parameter.name]
        if parameter.required and not keywords and spec.kind != "op":
            positional.append(_argument(parameter, value))
        elif parameter.required or not is_same(value, parameter.default):
            keywords[parameter.name] = _argument(parameter, value)
    return positional, {**keywords, **_unlisted(spec, config)}


def constants(given: Mapping[str, Any]) -> dict[str, Code]:
    """Returns the arguments of a call that are no tensors.

    Raises:
        CodegenError: If the name of one is no name in Python.
    """
    for name in given:
        if not name.isidentifier() or iskeyword(name):
            raise CodegenError(f"An argument cannot be named {name!r}.")
    return {name: constant(value) for name, value in given.items()}


def constant(value: Any, tensor: Callable[[Source], Code] | None = None) -> Code:
    """Returns an argument of a call; what JSON does not have is as Keras's configs do.

    Args:
        tensor: The code of a tensor, where the argument may hold some.

    Example:

    >>> constant({"class_name": "__slice__", "config": {"stop": 3}})
    'slice(None, 3, None)'
    """
    if tensor is not None and isinstance(value, Source):
        return tensor(value)
    if isinstance(value, Mapping):
        write = _WRITTEN.get(value.get("class_name"))
        config = value.get("config")
        if write is not None and isinstance(config, (Mapping, list, tuple, str)):
            return write(config, tensor)
        return mapping({key: constant(item, tensor) for key, item in value.items()})
    if isinstance(value, (list, tuple)):
        return sequence([constant(item, tensor) for item in value])
    return literal(value)


def public_name(spec: OperationSpec) -> str:
    """Returns the name by which generated code calls a class or function."""
    module = spec.module.replace("keras.layers", "layers").replace("keras.ops", "ops")
    return f"{module}.{spec.name.rpartition('.')[2]}"


def dtype(value: Any) -> Any:
    """Returns the name of a dtype or of a dtype policy, as Keras's layers take it."""
    config = value.get("config") if isinstance(value, Mapping) else None
    if isinstance(value, Mapping):
        return config.get("name") if isinstance(config, Mapping) else None
    return value


def _argument(parameter: ParameterSpec, value: Any) -> Code:
    if parameter.takes:
        is_activation = "activation" in parameter.takes  # as some layers are
        kinds: tuple[Kind, ...] = ("layer",) if is_activation else ()
        is_short = parameter.takes != ("optimizer",)  # one within another
        return nested(value, (*parameter.takes, *kinds), is_short)
    if parameter.kind == "function":
        raise CodegenError(
            f"`{parameter.name}` is Python code of another program. "
            "Write this layer by hand."
        )
    if parameter.kind == "dtype":
        return _policy(value)
    if parameter.name == "quantization_config":
        return _quantization(value)
    return shape(value) if parameter.kind == "shape" else constant(value)


def _unlisted(spec: OperationSpec, config: Mapping[str, Any]) -> dict[str, Code]:
    """Returns what every layer takes and the catalogue may leave unsaid."""
    known = {parameter.name for parameter in spec.parameters}
    others = {name: value for name, value in config.items() if name not in known}
    unknown = others.keys() - _ALWAYS
    if unknown:
        raise CodegenError(f"{spec.name} has no argument `{min(unknown)}`.")
    return {
        name: _policy(value) if name == "dtype" else literal(value)
        for name, value in others.items()
    }


def _policy(value: Any) -> Code:
    """Returns a dtype policy as code: its name, if that tells all."""
    is_described = isinstance(value, Mapping) and isinstance(value.get("config"), dict)
    if is_described and str(value.get("class_name")) in POLICIES:
        named = {key: literal(item) for key, item in value["config"].items()}
        return call(f"keras.dtype_policies.{value['class_name']}", (), named)
    if is_described and "name" not in value["config"]:
        raise CodegenError(
            "Expected a dtype policy that can be written. "
            f"Received: {value.get('class_name')!r}."
        )
    return literal(dtype(value))


def _quantization(value: Any) -> Code:
    """Returns a quantizer, or what a layer is told of some, as code."""
    if not isinstance(value, Mapping):
        return literal(value)
    name, config = value.get("class_name"), value.get("config")
    if str(name) not in QUANTIZERS or not isinstance(config, Mapping):
        raise CodegenError(f"Expected a quantizer that Keras has. Received: {name!r}.")
    named = {key: _quantization(item) for key, item in config.items()}
    return call(f"keras.quantizers.{name}", (), named)


_Tensor = Callable[[Source], Code] | None


def _slice(config: Any, tensor: _Tensor) -> Code:
    parts = [constant(config.get(k), tensor) for k in ("start", "stop", "step")]
    return call("slice", parts, {})


def _tuple(config: Any, tensor: _Tensor) -> Code:
    return fixed([constant(item, tensor) for item in config])


def _array(function: str) -> Callable[[Any, _Tensor], Code]:
    def write(config: Any, _: _Tensor) -> Code:
        dtype = {"dtype": literal(config["dtype"])} if config.get("dtype") else {}
        return call(function, [constant(config.get("value"))], dtype)

    return write


_WRITTEN: dict[Any, Callable[[Any, _Tensor], Code]] = {
    "__ellipsis__": lambda *_: "...",
    "__float__": lambda config, _: call("float", [literal(config)], {}),
    "__numpy__": _array("np.array"),
    "__slice__": _slice,
    "__tensor__": _array("ops.convert_to_tensor"),
    "__tuple__": _tuple,
}
