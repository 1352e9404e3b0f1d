"""Makes dtype policies and what layers are told of their quantization."""

from collections.abc import Mapping
from typing import Any

import keras

from kgraph.document.errors import KgraphError

_POLICIES = frozenset(
    {
        "AWQDTypePolicy",
        "GPTQDTypePolicy",
        "Int4DTypePolicy",
        "QuantizedDTypePolicy",
        "QuantizedFloat8DTypePolicy",
    }
)
_QUANTIZATION = frozenset(
    {
        "AbsMaxQuantizer",
        "Float8QuantizationConfig",
        "Int4QuantizationConfig",
        "Int8QuantizationConfig",
    }
)


def dtype(value: Any) -> Any:
    """Returns the dtype that a document names, or the policy that it describes.

    A plain policy is its name: Keras's config of it holds no more.
    """
    if not isinstance(value, Mapping):
        return value
    config = value.get("config")
    if not isinstance(config, Mapping):
        return None
    if value.get("class_name") in _POLICIES:
        return getattr(keras.dtype_policies, value["class_name"]).from_config(
            {**config}
        )
    return config.get("name")


def quantization(value: Any) -> Any:
    """Returns the quantizer, or the config of some, that a document describes.

    Raises:
        KgraphError: If Keras has no such quantizer.
    """
    if not isinstance(value, Mapping):
        return value
    name, config = value.get("class_name"), value.get("config")
    if name not in _QUANTIZATION or not isinstance(config, Mapping):
        raise KgraphError(
            "A quantization is described by one of "
            f"{', '.join(sorted(_QUANTIZATION))}. Received: {name!r}."
        )
    made = {key: quantization(item) for key, item in config.items()}
    return getattr(keras.quantizers, name)(**made)
