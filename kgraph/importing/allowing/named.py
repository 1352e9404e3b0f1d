"""Which of Keras's classes a name in a config means, by the catalogue alone."""

import re
from collections.abc import Mapping
from typing import Any

from kgraph import catalog
from kgraph.catalog import Kind, OperationSpec
from kgraph.document.calls import op_name
from kgraph.importing.allowing.arrays import checked_array
from kgraph.importing.errors import NotAllowedError, shown

_KERAS = ("keras", "tf_keras", "tensorflow.keras", "tensorflow.python.keras")
_OPS = re.compile(r"keras\.src\.ops\.(numpy|nn|math|core|image|linalg|einops)")
_POLICIES = (
    "DTypePolicy",
    "FloatDTypePolicy",
    "Int4DTypePolicy",
    "QuantizedDTypePolicy",
    "QuantizedFloat8DTypePolicy",
)
_LAYERS = "keras.layers"
_MODELS = ("Functional", "Sequential", "Model")
_GRAPH = ("layers", "input_layers", "output_layers")
_NUMBERS = re.compile(r"u?int(8|16|32|64)|b?float(16|32|64)|bool")

# What runs code, or opens files that a config names, when it is made or called.
_RUNS_CODE = {
    "Lambda": "it runs code that is stored in the file",
    "TFSMLayer": "it loads a program from a path",
    "TorchModuleWrapper": "it runs code that is stored in the file",
    "JaxLayer": "it runs code that is stored in the file",
    "FlaxLayer": "it runs code that is stored in the file",
}
_NEVER_PATHS = ("vocabulary", "idf_weights")


def is_of_keras(value: Mapping[str, Any]) -> bool:
    """Whether an object's description says that its class is one of Keras's own.

    Descriptions without a module are those of the older formats.
    """
    if "module" not in value:
        return ">" not in str(value.get("class_name"))
    module = value["module"]
    is_registered = value.get("registered_name") not in (None, value.get("class_name"))
    return (
        isinstance(module, str)
        and not is_registered
        and any(module == root or module.startswith(root + ".") for root in _KERAS)
    )


def is_model(value: Mapping[str, Any]) -> bool:
    """Whether it describes a Functional or a Sequential."""
    return value.get("class_name") in _MODELS and is_of_keras(value)


def has_graph(value: Mapping[str, Any]) -> bool:
    """Whether its config holds the graph of a Functional, whatever its class is."""
    config = value.get("config")
    return isinstance(config, Mapping) and all(key in config for key in _GRAPH)


def class_of(kinds: tuple[Kind, ...], value: Mapping[str, Any]) -> OperationSpec:
    """Returns the catalogue's entry of an object that may be made.

    Raises:
        NotAllowedError: If there is none, or it runs code.
    """
    name = value.get("class_name")
    spec = catalog.load().find_among(kinds, name) if is_of_keras(value) else None
    if spec is None or spec.module.partition(".")[0] != "keras":
        raise NotAllowedError(f"{_full_name(value)} is a class that is not here")
    if spec.name in _RUNS_CODE or spec.needs_code:
        why = _RUNS_CODE.get(spec.name, "it needs a Python function")
        raise NotAllowedError(f"{spec.name} is never opened: {why}")
    return spec


def op_of(value: Mapping[str, Any]) -> OperationSpec | None:
    """Returns the entry of an op's class, None if it describes no op of Keras.

    Raises:
        NotAllowedError: If the op calls a function that the file names.
    """
    module, name = value.get("module"), value.get("class_name")
    match = _OPS.fullmatch(module) if isinstance(module, str) else None
    if match is None or not isinstance(name, str) or not is_of_keras(value):
        return None
    if not name.isidentifier():
        raise NotAllowedError(f"{_full_name(value)} is no operation of Keras")
    room = "ops.image." if match[1] == "image" else "ops."
    spec = catalog.load().operation(room + op_name(name))
    if spec is None:
        raise NotAllowedError(f"{_full_name(value)} is no operation of Keras")
    if any(parameter.kind == "function" for parameter in spec.parameters):
        raise NotAllowedError(
            f"{name} is never opened: it calls functions that the file names"
        )
    return spec


def function_named(kinds: tuple[Kind, ...], value: Mapping[str, Any]) -> str:
    """Returns the name of a function that Keras knows by that name.

    Raises:
        NotAllowedError: If the catalogue has no such function.
    """
    name = value.get("config")
    if not isinstance(name, str) or catalog.load().resolve(name, *kinds) is None:
        raise NotAllowedError(f"the function {shown(name)} is not here")
    if value.get("module") not in (None, "builtins") and not is_of_keras(
        {**value, "class_name": name}
    ):
        raise NotAllowedError(f"the function {shown(name)} is not here")
    return name


def checked_dtype(value: Any) -> Any:
    """Returns a dtype, or the description of a dtype policy.

    Raises:
        NotAllowedError: If it describes anything else.
    """
    if not isinstance(value, Mapping):
        return plain(value)
    name, config = value.get("class_name"), value.get("config")
    if not isinstance(config, Mapping) or not is_of_keras(value):
        raise NotAllowedError(f"{_full_name(value)} is no dtype policy of Keras")
    if name == "DTypePolicyMap":
        policies = config.get("policy_map") or {}
        if not isinstance(policies, Mapping):
            raise NotAllowedError("a DTypePolicyMap maps paths to policies")
        checked: dict[str, Any] = {
            "default_policy": checked_dtype(config.get("default_policy")),
            "policy_map": {key: checked_dtype(item) for key, item in policies.items()},
        }
    elif name in _POLICIES:
        checked = plain(config)
    else:
        raise NotAllowedError(f"{_full_name(value)} is no dtype policy of Keras")
    module = "keras" if name == "DTypePolicy" else "keras.dtype_policies"
    return {
        "module": module,
        "class_name": name,
        "config": checked,
        "registered_name": None,
    }


def refuse_paths(name: str, config: Mapping[str, Any]) -> None:
    """Raises if a vocabulary is the path of a file, which Keras would read."""
    for argument in _NEVER_PATHS:
        if isinstance(config.get(argument), str):
            raise NotAllowedError(
                f"`{argument}` of {name} names a file, {shown(config[argument])}, and "
                "a model opens no files"
            )


def plain(value: Any) -> Any:
    """Returns a value in which nothing describes an object, but for arrays and slices.

    Raises:
        NotAllowedError: If something does.
    """
    if isinstance(value, Mapping):
        return _special(value) if "class_name" in value else _plain_mapping(value)
    if isinstance(value, (list, tuple)):
        return type(value)(plain(item) for item in value)
    return value


def described(
    value: Mapping[str, Any], config: dict[str, Any], module: str
) -> dict[str, Any]:
    """Returns an object's description as Keras 3 writes it."""
    described: dict[str, Any] = {
        "module": module,
        "class_name": value["class_name"],
        "config": config,
        # By this name Keras is told of the classes that are made in their place.
        "registered_name": value["class_name"] if module == _LAYERS else None,
    }
    if value.get("build_config") is not None:
        described["build_config"] = plain(value["build_config"])
    if type(value.get("shared_object_id")) is int:
        described["shared_object_id"] = value["shared_object_id"]
    return described


def name_of(item: Any) -> str:
    """Returns the name of a layer in a list of layers.

    Raises:
        NotAllowedError: If it has none.
    """
    if not isinstance(item, Mapping):
        raise NotAllowedError(f"{shown(item)} is no layer")
    config = item.get("config")
    inner = config.get("name") if isinstance(config, Mapping) else None
    name = item.get("name", inner)
    if name is None and "inbound_nodes" not in item:
        return str(item.get("class_name"))
    if not isinstance(name, str):
        raise NotAllowedError(f"{shown(name)} is no name of a layer")
    return name


def text_of(config: Mapping[str, Any], key: str, default: str) -> str:
    """Returns a text of a config, the default if it holds none."""
    value = config.get(key)
    return value if isinstance(value, str) else default


def _plain_mapping(value: Mapping[str, Any]) -> dict[str, Any]:
    return {key: plain(item) for key, item in value.items()}


def _special(value: Mapping[str, Any]) -> Any:
    name, config = value["class_name"], value.get("config", {})
    items = value.get("items", config)
    if name == "__tuple__" and isinstance(items, list):
        return tuple(plain(item) for item in items)
    if name == "TensorShape" and isinstance(items, list):
        return plain(items)
    if not isinstance(config, Mapping):
        raise NotAllowedError(f"{_full_name(value)} is no plain value")
    if name in ("__numpy__", "__tensor__"):
        if not _NUMBERS.fullmatch(str(config.get("dtype"))):
            raise NotAllowedError("an array must hold numbers")
        value = checked_array(config.get("value"))
        kept = {"value": value, "dtype": config["dtype"]}
    elif name == "__slice__":
        kept = {key: plain(config.get(key)) for key in ("start", "stop", "step")}
    elif name == "__ellipsis__":
        kept = {}
    else:
        raise NotAllowedError(f"{_full_name(value)} stands where a plain value must")
    return {"class_name": name, "config": kept}


def _full_name(value: Mapping[str, Any]) -> str:
    module, name = value.get("module"), value.get("class_name")
    return shown(f"{module}.{name}" if module else name)
