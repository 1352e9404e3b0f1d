"""Layers that give a tensor the size of another one."""

import math
from collections.abc import Callable
from typing import Any

from kgraph.document.repairs.case import Shape
from kgraph.document.repairs.inserting import Part

Sizes = tuple[int, ...]
Fit = Callable[[Sizes, Sizes, int], list[Part] | None]
"""From sizes and channels to the layers that make the wished ones, if there are any.

Args: the sizes of a tensor along its inner axes, the wished ones, the wished channels.
"""


def known(shape: Shape) -> Sizes | None:
    """Returns a shape whose every size is known."""
    sizes = tuple(size for size in shape if size is not None)
    return sizes if len(sizes) == len(shape) else None


def project(shape: Sizes, channels: int) -> list[Part]:
    """Returns the layer that changes the number of channels, and nothing else."""
    if shape[-1] == channels:
        return []
    inner = len(shape) - 1
    if 1 <= inner <= 3:
        return [Part(f"Conv{inner}D", {"filters": channels, "kernel_size": 1})]
    return [Part("Dense", {"units": channels})]


def stride(shape: Sizes, inner: Sizes, channels: int) -> list[Part] | None:
    """A convolution of one by one that leaves places out."""
    step = _ratio(shape[:-1], inner)
    if step is None or not _is_spatial(inner):
        return None
    config = {
        "filters": channels,
        "kernel_size": 1,
        "strides": step,
        "padding": "same",
    }
    return [Part(f"Conv{len(inner)}D", config)]


def pool(shape: Sizes, inner: Sizes, channels: int) -> list[Part] | None:
    """A pooling whose windows do not overlap."""
    step = _ratio(shape[:-1], inner)
    if step is None or not _is_spatial(inner):
        return None
    config = {"pool_size": step, "padding": "same"}
    return [
        Part(f"MaxPooling{len(inner)}D", config),
        *project((*inner, shape[-1]), channels),
    ]


def crop(shape: Sizes, inner: Sizes, channels: int) -> list[Part] | None:
    """Cuts margins off."""
    margins = _margins(shape[:-1], inner)
    return margins and [
        Part(f"Cropping{len(inner)}D", {"cropping": margins}),
        *project((*inner, shape[-1]), channels),
    ]


def pad(shape: Sizes, inner: Sizes, channels: int) -> list[Part] | None:
    """Adds margins of zeros."""
    margins = _margins(inner, shape[:-1])
    return margins and [
        *project(shape, channels),
        Part(f"ZeroPadding{len(inner)}D", {"padding": margins}),
    ]


def enlarge(shape: Sizes, inner: Sizes, channels: int) -> list[Part] | None:
    """Repeats values, or resizes an image."""
    pairs = list(zip(shape[:-1], inner, strict=True))
    if not _is_spatial(inner) or any(a > b or a < 1 for a, b in pairs):
        return None
    projected = project(shape, channels)
    if all(b % a == 0 for a, b in pairs):
        times = [b // a for a, b in pairs]
        size = times[0] if len(times) == 1 else times
        return [*projected, Part(f"UpSampling{len(inner)}D", {"size": size})]
    if len(inner) == 2:
        height, width = inner
        return [*projected, Part("Resizing", {"height": height, "width": width})]
    return None


def _ratio(large: Sizes, small: Sizes) -> int | None:
    """Returns the one step that leads from sizes to smaller ones."""
    steps = {
        step
        for a, b in zip(large, small, strict=True)
        for step in [math.ceil(a / b) if b else 0]
        if step and math.ceil(a / step) == b
    }
    fits = len(steps) == 1 and all(
        math.ceil(a / step) == b
        for step in steps
        for a, b in zip(large, small, strict=True)
    )
    return steps.pop() if fits else None


def _margins(large: Sizes, small: Sizes) -> list[Any] | None:
    """Returns what is before and behind along each axis, as Keras writes it."""
    over = [a - b for a, b in zip(large, small, strict=True)]
    if not _is_spatial(small) or any(n < 0 for n in over):
        return None
    margins = [[n // 2, n - n // 2] for n in over]
    return margins[0] if len(margins) == 1 else margins


def _is_spatial(inner: Sizes) -> bool:
    return 1 <= len(inner) <= 3
