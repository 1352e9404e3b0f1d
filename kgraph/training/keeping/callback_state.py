"""What callbacks remember from one epoch to the next, as values of a checkpoint.

Keras's callbacks keep it in plain attributes (`wait`, `best`, `cooldown_counter`) that
they begin anew whenever `fit()` is called; here it is read and put back.
"""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np

_HAS_DIRECTION = "has direction"  # whether it found out if less or more is better
_OF_THIS_PROCESS = ("params", "append", "append_header", "_next_writing")


def remembered(
    callbacks: Sequence[keras.callbacks.Callback],
) -> tuple[list[dict[str, Any]], list[np.ndarray]]:
    """Returns the plain attributes of each callback, and the arrays that they keep.

    In the attributes a list of arrays is `{"arrays": [first, count]}`.
    """
    arrays: list[np.ndarray] = []
    return [_attributes(callback, arrays) for callback in callbacks], arrays


def remind(
    callbacks: Sequence[keras.callbacks.Callback],
    attributes: Sequence[dict[str, Any]],
    arrays: Sequence[np.ndarray],
) -> None:
    """Puts back what `remembered` returned."""
    for callback, known in zip(callbacks, attributes, strict=False):
        if known.pop(_HAS_DIRECTION, False):
            callback._set_monitor_op()  # may turn the sign of what is set below
        for name, value in known.items():
            if name in _OF_THIS_PROCESS:
                continue  # an earlier kgraph has kept it
            setattr(callback, name, _value(value, arrays))


def _attributes(
    callback: keras.callbacks.Callback, arrays: list[np.ndarray]
) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if getattr(callback, "monitor_op", None) is not None:
        found[_HAS_DIRECTION] = True
    for name, value in vars(callback).items():
        if name in _OF_THIS_PROCESS:
            continue
        if isinstance(value, np.generic):
            value = value.item()
        if isinstance(value, float | int | str | None):
            found[name] = {"float": str(value)} if isinstance(value, float) else value
        elif _is_arrays(value):
            found[name] = {"arrays": [len(arrays), len(value)]}
            arrays.extend(value)
    return found


def _value(value: Any, arrays: Sequence[np.ndarray]) -> Any:
    match value:
        case {"float": text}:  # JSON has no infinity, which many begin with
            return float(text)
        case {"arrays": [first, count]}:
            return list(arrays[first : first + count])
    return value


def _is_arrays(value: Any) -> bool:
    is_list = isinstance(value, list) and bool(value)
    return is_list and all(isinstance(each, np.ndarray) for each in value)
