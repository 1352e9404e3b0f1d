"""Makes a value of a sample small enough to be looked at in a message."""

from __future__ import annotations

import math
import os
from typing import TYPE_CHECKING, Any

from kgraph.data.lazy import LazyArray
from kgraph.data.table import TableColumn
from kgraph.document.looks import Curves, Look, Picture, Waveform, Words

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_PIXELS = 96  # on the longer side of a picture
LEAST_PIXELS = 6  # on the shorter side of what is taken for an image
MOST_POINTS = 120
MOST_LINES = 6
MOST_LETTERS = 400
CHANNELS = (1, 3, 4)


def look_at(
    column: TableColumn, position: int, *, kind: str = "", detail: int = 1
) -> Look:
    """Returns what one value of a column looks like.

    Args:
        kind: `audio` for sounds, `series` for steps in time; else arrays of two axes,
            or three with the channels last, are images.
        detail: How many times the usual pixels, points and letters are kept.
    """
    import numpy as np

    value = np.asarray(column.values[position])
    if column.categories is not None or value.dtype.kind not in "biuf":
        return _words(column, value, MOST_LETTERS * detail)
    if not value.ndim:
        return _number(float(value))
    if kind == "audio":
        return _waveform(value, MOST_POINTS * detail)
    if kind != "series" and not column.is_series and is_image(value.shape):
        return _picture(column, value, MOST_PIXELS * detail)
    if value.ndim <= 2:
        return _curves(value, MOST_POINTS * detail)
    return Words(f"{_size(value)} numbers")


def file_of(column: TableColumn, position: int) -> str:
    """Returns the path of the file that a value lies in, empty if in none."""
    values = column.values
    if not isinstance(values, LazyArray):
        return ""
    return os.path.abspath(values.paths[position])


def is_image(shape: tuple[int, ...]) -> bool:
    """Whether an array of this shape is looked at as an image."""
    has_channels = len(shape) == 3 and shape[-1] in CHANNELS
    is_plane = len(shape) == 2 or has_channels
    return is_plane and min(shape[:2]) >= LEAST_PIXELS


def _number(value: float) -> Words:
    is_missing = math.isnan(value)
    return Words("" if is_missing else f"{value:.6g}", is_missing)


def _words(column: TableColumn, value: NDArray, most: int) -> Words:
    if value.ndim:
        return Words(f"{_size(value)} categories")
    if column.categories is None:
        text = str(value)
        return Words(text[:most], is_missing=not text)
    code = int(value)
    if code < 0:
        return Words("", is_missing=True)
    return Words(column.categories[code][:most])


def _picture(column: TableColumn, value: NDArray, most: int) -> Picture:
    import numpy as np

    planes = value[..., None] if value.ndim == 2 else value[..., :3]
    small = _smaller(planes, most)
    low, high = 0.0, 255.0
    if value.dtype != np.uint8:
        known = column.description
        low, high = known.minimum or 0.0, known.maximum or 0.0
    with np.errstate(invalid="ignore"):
        scaled = (small - low) * (255.0 / ((high - low) or 1.0))
    pixels = np.clip(np.nan_to_num(scaled), 0, 255).astype(np.uint8)
    height, width, channels = pixels.shape
    return Picture(width, height, channels, pixels.tobytes(), _size(value))


def _smaller(planes: NDArray, most: int) -> NDArray:
    """Returns the means of squares of pixels, as large as they have to be."""
    height, width, channels = planes.shape
    side = math.ceil(max(height, width) / most)
    if side == 1:
        return planes.astype("float32")
    rows, columns = max(height // side, 1), max(width // side, 1)
    cut = planes[: rows * side, : columns * side].astype("float32")
    down, across = cut.shape[0] // rows, cut.shape[1] // columns
    squares = cut.reshape(rows, down, columns, across, channels)
    return squares.mean(axis=(1, 3))


def _curves(value: NDArray, most: int) -> Curves:
    import numpy as np

    steps = value.reshape(len(value), -1)
    every = math.ceil(len(steps) / most)
    seen = steps[::every, :MOST_LINES].astype("float64")
    finite = seen[np.isfinite(seen)]
    low = float(finite.min()) if finite.size else 0.0
    high = float(finite.max()) if finite.size else 0.0
    heights = (seen - low) / ((high - low) or 1.0)
    lines = tuple(tuple(_height(v) for v in line) for line in heights.T)
    return Curves(lines, low, high, _size(value))


def _height(value: Any) -> float | None:
    return round(float(value), 3) if math.isfinite(value) else None


def _waveform(sound: NDArray, most: int) -> Waveform:
    import numpy as np

    mono = sound.reshape(len(sound), -1).mean(axis=1)
    mono = np.nan_to_num(mono)
    greatest = float(np.abs(mono).max()) if mono.size else 0.0
    count = min(len(mono), most)
    starts = np.arange(count) * len(mono) // max(count, 1)  # evenly, as they are drawn
    lows, highs = (
        extreme.reduceat(mono / max(greatest, 1.0), starts) if count else ()
        for extreme in (np.minimum, np.maximum)
    )
    return Waveform(
        tuple(round(float(low), 3) for low in lows),
        tuple(round(float(high), 3) for high in highs),
        f"{len(sound):,} values",
    )


def _size(value: NDArray) -> str:
    return " × ".join(map(str, value.shape))
