"""Values that a document may hold: what JSON can carry, and nothing else."""

import math
from typing import Any

from msgspec import Struct

from kgraph.document.errors import EditError

DEPTH = 60


def plain(value: Any, depth: int = DEPTH) -> Any:
    """Returns a value as JSON would give it back: tuples become lists.

    Raises:
        EditError: If JSON cannot carry it: NaN, infinity, objects, keys that are no
            text; or if it is nested too deeply.
    """
    if isinstance(value, str):
        return _encodable(value)
    if value is None or isinstance(value, int):
        return value
    if isinstance(value, float):
        if math.isfinite(value):
            return value
        raise EditError(f"A parameter must be a finite number. Received: {value}.")
    if depth == 0:
        raise EditError(f"A value may be nested {DEPTH} levels deep, not deeper.")
    if isinstance(value, (list, tuple)):
        return [plain(v, depth - 1) for v in value]
    if isinstance(value, dict) and all(isinstance(k, str) for k in value):
        depth -= 1
        return {_encodable(k): plain(v, depth) for k, v in value.items()}
    raise EditError(
        "A value must be what JSON can hold: text, numbers, true, false, null, lists "
        f"and objects. Received: {value!r} (of type {type(value).__name__})."
    )


def is_same(a: Any, b: Any) -> bool:
    """Whether two plain values are equal and of one type: 1 is neither 1.0 nor True."""
    if type(a) is not type(b):
        return False
    if isinstance(a, list):
        return len(a) == len(b) and all(map(is_same, a, b))
    if isinstance(a, dict):
        return a.keys() == b.keys() and all(is_same(a[k], b[k]) for k in a)
    return bool(a == b)


def is_identical(a: Any, b: Any) -> bool:
    """Whether two values are written alike: `is_same`, and in the same order.

    Order is meaning: that of a graph's nodes is that of its model's Inputs. Parts that
    are the same object are not looked into, so that asking costs what differs.
    """
    if a is b:
        return True
    if type(a) is not type(b):
        return False
    if isinstance(a, dict):
        return len(a) == len(b) and all(
            mine == other and is_identical(a[mine], b[other])
            for mine, other in zip(a, b, strict=True)
        )
    if isinstance(a, (list, tuple)):
        return len(a) == len(b) and all(map(is_identical, a, b))
    if isinstance(a, Struct):
        fields = a.__struct_fields__
        return all(is_identical(getattr(a, f), getattr(b, f)) for f in fields)
    return bool(a == b)


def _encodable(text: str) -> str:
    if text.isascii():
        return text
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise EditError(f"Text must be valid Unicode. Received: {text!r}.") from error
    return text
