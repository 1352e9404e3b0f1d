"""Finds mean and deviation of samples that lie in files, a few at a time."""

from __future__ import annotations

import math
import os
from concurrent.futures import ThreadPoolExecutor

from kgraph.data.lazy import LazyArray

MOST_FILES = 10_000  # More would take longer, and find out nothing more.
MOST_VALUES = 2**23  # that are held at a time


def moments(lazy: LazyArray) -> tuple[float, float]:
    """Returns mean and deviation of all values together, as `StandardScaler` does.

    Of more than 10,000 files evenly spread ones are read:
    `files[::ceil(len(files) / 10_000)]`.

    Raises:
        DataError: If a file cannot be read; the text names it.
    """
    import numpy as np
    from sklearn.preprocessing import StandardScaler

    chosen = range(0, len(lazy), math.ceil(len(lazy) / MOST_FILES))
    at_once = max(1, MOST_VALUES // math.prod(lazy.shape[1:]))
    scaler = StandardScaler()
    with ThreadPoolExecutor(os.cpu_count()) as threads:
        for start in range(0, len(chosen), at_once):
            samples = threads.map(lazy.__getitem__, chosen[start : start + at_once])
            values = np.concatenate([sample.ravel() for sample in samples])
            scaler.partial_fit(values.astype("float64").reshape(-1, 1))
    return float(scaler.mean_[0]), float(scaler.scale_[0])
