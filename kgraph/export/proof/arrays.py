"""Lists of arrays on their way to the clean process."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import numpy as np


def write(file: Path, lists: Iterable[Sequence[np.ndarray]]) -> None:
    """Writes lists of arrays, none of them pickled."""
    arrays = {f"{i}.{j}": a for i, each in enumerate(lists) for j, a in enumerate(each)}
    np.savez(file, allow_pickle=False, **arrays)


def read(file: Path) -> Iterator[list[np.ndarray]]:
    """Yields the lists of arrays that were written."""
    with np.load(file, allow_pickle=False) as archive:
        lists: dict[str, list[np.ndarray]] = {}
        for name in archive.files:
            lists.setdefault(name.split(".")[0], []).append(archive[name])
    yield from lists.values()


Run = Callable[[Sequence[np.ndarray]], Sequence[np.ndarray]]


def one_by_one(run: Run) -> Run:
    """Returns what takes batches, of what takes one sample at a time."""

    def each(inputs: Sequence[np.ndarray]) -> list[np.ndarray]:
        samples = range(len(inputs[0]))
        outputs = [run([array[i : i + 1] for array in inputs]) for i in samples]
        return [np.concatenate(parts) for parts in zip(*outputs, strict=True)]

    return each


def is_equal(a: np.ndarray, b: np.ndarray) -> bool:
    """Whether two arrays are equal; NaN equals NaN."""
    return np.array_equal(a, b, equal_nan=a.dtype.kind in "fc")
