"""The arguments of a call that are no tensors: from JSON to Keras and back.

JSON has no slices and no `...`; a document writes them as Keras's configs do.
"""

from collections.abc import Mapping
from typing import Any


def constant(value: Any) -> Any:
    """Returns the Python value of a constant in a document.

    Example:

    >>> constant({"class_name": "__ellipsis__", "config": {}})
    Ellipsis
    """
    if isinstance(value, Mapping):
        config = value.get("config") or {}
        if value.get("class_name") == "__slice__":
            return slice(config.get("start"), config.get("stop"), config.get("step"))
        if value.get("class_name") == "__ellipsis__":
            return Ellipsis
        return {key: constant(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(constant(item) for item in value)
    return value


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
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    raise TypeError(f"JSON cannot hold it. Received: {value!r}")
