"""The arguments of a call that are no tensors: from JSON to Keras and back.

JSON has no slices, arrays, infinity or `...`; a document writes them as Keras's configs
do, and what those leave bare, NaN and infinity, as `__float__`.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import keras
import numpy as np


def constant(value: Any, tensor: Callable[[Any], Any] = lambda leaf: leaf) -> Any:
    """Returns the Python value of a constant in a document.

    Args:
        tensor: From the leaf of a nested value that is no JSON, as it stands for a
            tensor, to that tensor.

    Example:

    >>> constant({"class_name": "__ellipsis__", "config": {}})
    Ellipsis
    """
    if isinstance(value, Mapping):
        make = _MADE.get(value.get("class_name"))
        items = {key: constant(item, tensor) for key, item in value.items()}
        is_described = make is not None and isinstance(items.get("config"), _HOLDERS)
        return make(items["config"]) if make and is_described else items
    if isinstance(value, (list, tuple)):
        return [constant(item, tensor) for item in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return tensor(value)


def _array(config: Any) -> Any:
    return np.array(config["value"], dtype=config["dtype"])


def _tensor(config: Any) -> Any:
    return keras.ops.convert_to_tensor(config["value"], dtype=config["dtype"])


_HOLDERS = (dict, list, str)
_MADE: dict[Any, Callable[[Any], Any]] = {
    "__slice__": lambda c: slice(c.get("start"), c.get("stop"), c.get("step")),
    "__ellipsis__": lambda _: Ellipsis,
    "__tuple__": tuple,
    "__numpy__": _array,
    "__tensor__": _tensor,
    "__float__": float,
}


def as_json(value: Any) -> Any:
    """Returns a constant as a document holds it.

    Raises:
        TypeError: If JSON cannot hold it.
    """
    if value is Ellipsis:
        return {"class_name": "__ellipsis__", "config": {}}
    if isinstance(value, slice):
        parts = {"start": value.start, "stop": value.stop, "step": value.step}
        return {"class_name": "__slice__", "config": parts}
    if isinstance(value, Mapping):
        return {str(key): as_json(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [as_json(item) for item in value]
    if isinstance(value, float) and not math.isfinite(value):
        return {"class_name": "__float__", "config": str(value)}
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"JSON cannot hold it. Received: {value!r}")
