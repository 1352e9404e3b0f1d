"""Optimizers, losses and metrics of a foreign file, as a document describes them."""

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from kgraph import catalog
from kgraph.catalog import Kind, OperationSpec
from kgraph.document.errors import KgraphError
from kgraph.importing.allowing.named import is_of_keras
from kgraph.importing.errors import shown
from kgraph.modeling.clean_state import in_clean_state
from kgraph.modeling.objects import make
from kgraph.modeling.reading.defaults import plain, without_defaults


class UnknownObjectError(KgraphError):
    """An object that no document can hold; the text says why."""


def described(kind: Kind, value: Any) -> tuple[Any, str]:
    """Returns an object as a document describes it, and what of it is lost, in words.

    Args:
        value: A name of Keras, or what Keras writes of an object.

    Raises:
        UnknownObjectError: If there is no such entry, or Keras does not take it.
    """
    spec = catalog.load().resolve(value, kind)
    if isinstance(value, str):
        if spec is None and value not in ("accuracy", "acc", "crossentropy", "ce"):
            raise _unknown(kind, value)
        return value, ""
    if spec is None or not isinstance(value, Mapping):
        raise _unknown(kind, value)
    if value.get("class_name") == "function":
        return value["config"], ""
    if not is_of_keras(value):
        raise _unknown(kind, value)
    config = value.get("config", {})
    if not isinstance(config, Mapping):
        raise _unknown(kind, value)
    found, lost = _described(spec, config)
    try:
        in_clean_state(lambda: make(kind, found))
    except KgraphError as error:
        raise UnknownObjectError(f"It is not kept: {error}") from error
    return found, ", ".join(lost)


def _described(
    spec: OperationSpec, config: Mapping[str, Any]
) -> tuple[dict[str, Any], list[str]]:
    known = {k: v for k, v in config.items() if spec.parameter(k)}
    lost = [f"`{k}`" for k, v in config.items() if k not in known and v]
    for name, value in known.items():
        parameter = spec.parameter(name)
        inner = catalog.load().resolve(value, "optimizer")
        if parameter and parameter.takes == ("optimizer",) and inner is not None:
            known[name], more = _described(inner, _config(value))
            lost += more
        elif name == "learning_rate" and isinstance(value, float):
            known[name] = _short(value)
    if _is_usual(spec, known.get("name")):
        known.pop("name", None)
    if known.get("dtype") == "float32":
        del known["dtype"]
    kept = without_defaults(spec, plain(known))
    return {"class_name": spec.name, "config": kept}, lost


def _config(value: Any) -> Mapping[str, Any]:
    config = value.get("config") if isinstance(value, Mapping) else None
    return config if isinstance(config, Mapping) else {}


def _is_usual(spec: OperationSpec, name: Any) -> bool:
    """Whether a name says nothing: only that of a metric is ever shown."""
    if spec.kind != "metric" or not isinstance(name, str):
        return True
    snake = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", spec.name).lower()
    return re.sub(r"_\d+$", "", name) == snake


def _short(number: float) -> float:
    """Returns the number that Keras was given before it became single precision."""
    single = np.float32(number)
    return float(str(single)) if float(single) == number else number


def _unknown(kind: Kind, value: Any) -> UnknownObjectError:
    name = value.get("class_name") if isinstance(value, Mapping) else value
    if name == "function" and isinstance(value, Mapping):
        name = value.get("config")
    return UnknownObjectError(
        f"It is not kept: Keras has no {kind} of that name, and code of a file is not "
        f"run. Received: {shown(name)}. Choose another in its place."
    )
