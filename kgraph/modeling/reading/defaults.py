"""Takes out of a Keras config what goes without saying, as a document wants it."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from kgraph import catalog
from kgraph.catalog import Kind, OperationSpec, ParameterSpec
from kgraph.document.errors import KgraphError
from kgraph.modeling.constants import as_json
from kgraph.modeling.objects import kinds_of, make, make_layer

_USUAL_DTYPE = ("dtype", "float32")
_POLICIES = ("DTypePolicy", "FloatDTypePolicy")


def layer_config(spec: OperationSpec, layer: Any) -> dict[str, Any]:
    """Returns the arguments that make a layer like this one, and no more.

    What an argument is by default may hang on others (the strides of a pooling are its
    window): an argument is left out if the layer has the same config without it.
    """
    whole = plain(layer.get_config())
    config = without_defaults(spec, whole)
    required = {p.name for p in spec.parameters if p.required}
    optional = [name for name in config if name not in required]

    def is_same(candidate: dict[str, Any]) -> bool:
        try:
            made = make_layer(spec, layer.name, candidate)
            return bool(plain(made.get_config()) == whole)
        except (KgraphError, NotImplementedError):
            return False

    shortest = {name: value for name, value in config.items() if name in required}
    if not optional or is_same(shortest):
        return shortest
    for name in optional:
        without = {key: value for key, value in config.items() if key != name}
        if is_same(without):
            config = without
    return config


def without_defaults(spec: OperationSpec, config: Mapping[str, Any]) -> dict[str, Any]:
    """Returns a plain config without its name and without the catalogue's defaults."""
    parameters = {p.name: p for p in spec.parameters}
    kept = {}
    for name, value in config.items():
        parameter = parameters.get(name)
        if spec.kind == "layer" and (name == "name" or (name, value) == _USUAL_DTYPE):
            continue
        reduced = _reduced(parameter, value)
        is_free = parameter is not None and not parameter.required
        if not is_free or reduced != _default(spec.kind, spec.name, name):
            kept[name] = reduced
    return kept


def plain(value: Any) -> Any:
    """Returns a value of a Keras config as JSON has it: lists, names of dtypes.

    What JSON cannot hold is written as text, so that a file can always be made.
    """
    if isinstance(value, Mapping):
        if value.get("class_name") in _POLICIES:
            return value["config"]["name"]
        kept = {
            k: v for k, v in value.items() if k not in ("module", "registered_name")
        }
        is_object = "class_name" in kept and "config" in kept
        return {str(k): plain(v) for k, v in (kept if is_object else value).items()}
    if isinstance(value, (list, tuple)):
        return [plain(item) for item in value]
    if hasattr(value, "tolist"):
        return plain(value.tolist())
    try:
        return as_json(value)
    except TypeError:
        return repr(value)


def literal(value: Any) -> Any:
    """Returns a value of a Keras config as JSON has it, with nothing taken out."""
    if isinstance(value, Mapping):
        return {str(k): literal(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [literal(item) for item in value]
    return plain(value)


def _reduced(parameter: ParameterSpec | None, value: Any) -> Any:
    """Returns an argument with the defaults taken out of the objects in it."""
    if parameter is None or not parameter.takes:
        return value
    if isinstance(value, list):
        return [_reduced(parameter, item) for item in value]
    if isinstance(value, dict) and "class_name" in value:
        return _reduced_object(kinds_of(parameter), value)
    return value


def _reduced_object(kinds: tuple[Kind, ...], value: dict[str, Any]) -> dict[str, Any]:
    name, config = value["class_name"], value.get("config") or {}
    spec = catalog.load().find_among(kinds, name)
    if spec is None or not isinstance(config, dict):
        return {"class_name": name, "config": config}
    kept = without_defaults(spec, config)
    if spec.kind == "layer" and "name" in config:
        kept = {"name": config["name"], **kept}
    return {"class_name": name, "config": kept}


@cache
def _default(kind: Kind, name: str, parameter: str) -> Any:
    """Returns a default in the form in which a config holds it."""
    spec = catalog.load().find(kind, name)
    known = spec.parameter(parameter) if spec else None
    if known is None:
        return None
    if "activation" in known.takes:
        return "linear" if known.default is None else known.default
    if known.takes and isinstance(known.default, str):
        made = make(known.takes, known.default)
        config = plain(made.get_config()) if hasattr(made, "get_config") else {}
        described = {"class_name": type(made).__name__, "config": config}
        return _reduced_object(known.takes, described)
    return known.default
