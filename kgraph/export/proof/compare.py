"""Compares what a file gives back with what was put into it; needs no Keras."""

import math
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from kgraph.document.reports import Check
from kgraph.document.telling.words import plural

_NOTHING = object()  # where one of two dicts has a key that the other lacks
Digests = Sequence[tuple[str, str]]


def compare_configs(name: str, expected: Any, received: Any) -> Check:
    """Compares two values of JSON, and names the first place where they differ."""
    place = _difference(expected, received, "")
    return Check(name, place is None, "equal" if place is None else place)


def compare_weights(name: str, expected: Digests, received: Digests) -> Check:
    """Compares digests of variables by position; names those that differ."""
    if len(expected) != len(received):
        text = f"expected {len(expected)}, received {len(received)}"
        return Check(name, False, text)
    pairs = zip(expected, received, strict=True)
    differing = [ours[0] for ours, theirs in pairs if ours[1] != theirs[1]]
    if not differing:
        return Check(name, True, f"{plural(len(expected), 'array')}, equal bit by bit")
    others = f" and {len(differing) - 1} more" if differing[1:] else ""
    return Check(name, False, f"{differing[0]}{others} of {len(expected)} differ")


def compare_outputs(
    expected: Iterable[Sequence[np.ndarray]],
    received: Iterable[Sequence[np.ndarray]],
    tolerance: float,
) -> tuple[Check, float]:
    """Compares outputs, batch by batch.

    Returns:
        The check, and the largest absolute difference.
    """
    largest, scale = 0.0, 1.0
    for ours, theirs in zip(expected, received, strict=True):
        if len(ours) != len(theirs):
            text = f"expected {plural(len(ours), 'output')}, received {len(theirs)}"
            return Check("outputs", False, text), math.inf
        for a, b in zip(ours, theirs, strict=True):
            largest = max(largest, _distance(a, b))
            scale = max(scale, _scale(a))
    is_passed = largest <= tolerance * scale
    if is_passed and not tolerance:
        return Check("outputs", True, "equal"), largest
    allowed = f"{tolerance * scale:.1e} allowed" if tolerance else "none allowed"
    text = f"largest difference {largest:.1e}, {allowed}"
    return Check("outputs", is_passed, text), largest


def _difference(expected: Any, received: Any, place: str) -> str | None:
    """Returns the first place where two values of JSON differ, in words."""
    if isinstance(expected, list) and isinstance(received, list):
        if len(expected) != len(received):
            items = plural(len(expected), "item")
            return f"{place}: expected {items}, received {len(received)}"
        names = [_name(entry, index) for index, entry in enumerate(expected)]
        parts = list(zip(names, expected, received, strict=True))
    elif isinstance(expected, dict) and isinstance(received, dict):
        keys = list(dict.fromkeys([*expected, *received]))
        ours, theirs = (
            [x.get(k, _NOTHING) for k in keys] for x in (expected, received)
        )
        parts = list(zip(keys, ours, theirs, strict=True))
    elif expected == received or (expected != expected and received != received):
        return None
    else:
        return f"{place}: expected {_short(expected)}, received {_short(received)}"
    found = (_difference(a, b, f"{place}.{name}".strip(".")) for name, a, b in parts)
    return next(filter(None, found), None)


def _name(entry: Any, index: int) -> str:
    name = entry.get("name") if isinstance(entry, dict) else None
    return str(name if name is not None else index)


def _short(value: Any) -> str:
    text = "nothing" if value is _NOTHING else repr(value)
    return text if len(text) <= 80 else f"{text[:77]}..."


def _distance(a: np.ndarray, b: np.ndarray) -> float:
    if a.shape != b.shape:
        return math.inf
    if not a.size:
        return 0.0
    if a.dtype.kind not in "biufc" or b.dtype.kind not in "biufc":
        return 0.0 if np.array_equal(a, b) else math.inf
    kind = "complex128" if "c" in (a.dtype.kind, b.dtype.kind) else "float64"
    a, b = a.astype(kind), b.astype(kind)
    is_same = (a == b) | (np.isnan(a) & np.isnan(b))
    with np.errstate(invalid="ignore"):
        distance = np.where(is_same, 0.0, np.abs(a - b))
    return float(np.nan_to_num(distance.max(), nan=math.inf, posinf=math.inf))


def _scale(array: np.ndarray) -> float:
    if array.dtype.kind not in "iufc":
        return 1.0
    finite = np.abs(array[np.isfinite(array)])
    return float(finite.max()) if finite.size else 1.0
