"""Makes dtype policies and what layers are told of their quantization."""

from collections.abc import Mapping
from typing import Any

import keras

from kgraph.document.errors import KgraphError
from kgraph.document.quantization import POLICIES, QUANTIZERS


def dtype(value: Any) -> Any:
    """Returns the dtype that a document names, or the policy that it describes.

    A plain policy is its name: Keras's config of it holds no more.

    Raises:
        KgraphError: If Keras has no such policy, or none that a document describes.
    """
    if not isinstance(value, Mapping):
        return value
    name, config = value.get("class_name"), value.get("config")
    if not isinstance(config, Mapping):
        return None
    if isinstance(name, str) and name in POLICIES:
        return getattr(keras.dtype_policies, name).from_config({**config})
    if "name" not in config:
        raise KgraphError(
            "A dtype policy is described by its name, or by one of "
            f"{', '.join(sorted(POLICIES))}. Received: {name!r}."
        )
    return config["name"]


def quantization(value: Any) -> Any:
    """Returns the quantizer, or the config of some, that a document describes.

    Raises:
        KgraphError: If Keras has no such quantizer.
    """
    if not isinstance(value, Mapping):
        return value
    name, config = str(value.get("class_name")), value.get("config")
    if name not in QUANTIZERS or not isinstance(config, Mapping):
        raise KgraphError(
            "A quantization is described by one of "
            f"{', '.join(sorted(QUANTIZERS))}. Received: {value.get('class_name')!r}."
        )
    made = {key: quantization(item) for key, item in config.items()}
    return getattr(keras.quantizers, name)(**made)
