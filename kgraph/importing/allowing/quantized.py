"""What a file may tell a layer about its quantization."""

from collections.abc import Mapping
from typing import Any

from kgraph.document.quantization import QUANTIZERS
from kgraph.importing.allowing.named import NotAllowedError, is_of_keras, plain
from kgraph.importing.errors import shown


def checked_quantization(value: Any) -> Any:
    """Returns the description of a quantizer, or of the config of some.

    Raises:
        NotAllowedError: If it describes anything else.
    """
    if not isinstance(value, Mapping) or value.get("class_name") not in QUANTIZERS:
        return plain(value)
    name, config = value["class_name"], value.get("config")
    if not is_of_keras(value) or not isinstance(config, Mapping):
        raise NotAllowedError(f"{shown(name)} is no quantizer of Keras")
    return {
        "module": "keras.quantizers",
        "class_name": name,
        "config": {key: checked_quantization(item) for key, item in config.items()},
        "registered_name": None,
    }
