"""Describes layers and ops of Keras as a document does."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import keras

from kgraph import catalog
from kgraph.catalog import OperationSpec
from kgraph.catalog.own import INPUT
from kgraph.document.calls import op_name
from kgraph.document.graph import Layer
from kgraph.modeling.reading.adapted import with_adapted
from kgraph.modeling.reading.defaults import (
    layer_config,
    literal,
    plain,
    without_defaults,
)


def described(operation: Any, id: str) -> Layer:
    """Returns the layer of the document for a layer or an op; no model.

    One that the catalogue does not have becomes a placeholder, which keeps what Keras
    says about it to the letter.
    """
    if isinstance(operation, keras.layers.InputLayer):
        return Layer(id, "Input", operation.name, input_config(operation))
    spec = spec_of(operation)
    if spec is None:
        return _placeholder(operation, id)
    if spec.kind == "op":
        config = op_config(spec, operation.get_config())
        return Layer(id, spec.name, operation.name, config)
    config = with_adapted(operation, layer_config(spec, operation))
    return Layer(id, spec.name, operation.name, config)


def _placeholder(operation: Any, id: str) -> Layer:
    said = getattr(operation, "kgraph_origin", None)
    if said is None:
        said = keras.saving.serialize_keras_object(operation)
    kept = {k: v for k, v in said.items() if k not in ("class_name", "config")}
    return Layer(
        id,
        said.get("class_name") or type(operation).__name__,
        operation.name,
        literal(said.get("config") or {}),
        origin=literal(kept),
    )


def input_config(layer: Any) -> dict[str, Any]:
    """Returns the arguments of an Input that are not its defaults."""
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


def op_config(spec: OperationSpec, config: Mapping[str, Any]) -> dict[str, Any]:
    """Returns the arguments of an op's function that are not its defaults."""
    known = {k: plain(v) for k, v in config.items() if spec.parameter(k)}
    return without_defaults(spec, known)


def is_op(operation: Any) -> bool:
    """Whether what was called is an op of Keras, and no layer."""
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


def spec_of(operation: Any) -> OperationSpec | None:
    """Returns the entry of the catalogue that a layer or op was made by."""
    kind = type(operation)
    if not is_op(operation):
        return _layer_specs().get(kind)
    if not kind.__module__.startswith("keras.src.ops."):
        return None
    room = "ops.image." if kind.__module__.endswith(".image") else "ops."
    return catalog.load().operation(room + op_name(kind.__name__))
