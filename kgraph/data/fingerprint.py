"""Tells whether data is still what it was, without keeping a copy of it."""

from __future__ import annotations

import hashlib
import math
import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from kgraph.data.lazy import LazyArray
from kgraph.data.samples import Dataset

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_BYTES = 2**24
"""Of an array; of a longer one samples at equal distances are looked at."""

MOST_FILES = 2000
"""Whose sizes are looked at, at equal distances too: each takes a call."""


def fingerprint(dataset: Dataset) -> str:
    """Returns what other data to train with, or to validate, hardly ever has.

    For arrays it goes by dtype, shape and values, for samples in files by their names
    and sizes, wherever their folder lies. Of much data it sees a part alone.
    """
    digest = hashlib.blake2b(digest_size=16)
    for part in (dataset.train, dataset.validation):
        for arrays in (part.inputs, part.targets, part.weights):
            for name, array in arrays.items():
                for piece in (name.encode(errors="surrogatepass"), *_pieces(array)):
                    digest.update(len(piece).to_bytes(8, "little") + piece)
    return digest.hexdigest()


def _pieces(array: NDArray | LazyArray) -> Iterable[bytes]:
    return _of_files(array) if isinstance(array, LazyArray) else _of_array(array)


def _of_array(array: NDArray) -> Iterable[bytes]:
    import numpy as np

    yield f"{array.dtype.str} {array.shape}".encode()
    some = array[:: _distance(array.nbytes, MOST_BYTES)]
    if array.dtype == object:
        yield from (str(text).encode(errors="surrogatepass") for text in some.flat)
    else:
        yield np.ascontiguousarray(some).tobytes()


def _of_files(lazy: LazyArray) -> Iterable[bytes]:
    yield str(lazy.shape).encode()
    paths = lazy.paths[:: _distance(len(lazy.paths), MOST_FILES)]
    start = len(os.path.commonpath(paths)) if len(paths) > 1 else 0
    for path in paths:
        yield os.fsencode(path[start:] if start else os.path.basename(path))
        yield str(_size(path)).encode()


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size
    except OSError:
        return -1  # reading it will say so


def _distance(count: int, most: int) -> int:
    return max(1, math.ceil(count / most))
