"""Tells columns in numbers: classes, ranges, means, what is missing."""

from __future__ import annotations

import math
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.data.lazy import LazyArray
from kgraph.data.looking.held import held
from kgraph.data.table import TableColumn
from kgraph.document.looks import Bar, ColumnSummary, Summary
from kgraph.document.project import Project

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_VALUES = 2_000_000  # that are looked at in one column
LEAST_SAMPLES = 64
MOST_FILES = 256  # that are read for one column
MOST_BARS = 24
OTHERS = "others"


def summarize(
    project: Project, columns: tuple[str, ...], folder: str | Path | None = None
) -> Summary:
    """Returns columns of a project's data in numbers.

    Of a column with very many values, evenly spread samples are looked at.

    Args:
        columns: Their names; those that the data does not have are left out.
        folder: Where relative paths start from: the folder of the project's file.

    Raises:
        DataError: If the source cannot be read.
    """
    table = held(project.data, folder)
    known = [table.columns[name] for name in columns if name in table.columns]
    return Summary(len(table), tuple(_summarize(column) for column in known))


def _summarize(column: TableColumn) -> ColumnSummary:
    values = _some(column.values)
    if column.categories is not None:
        return _of_classes(column.name, column.categories, values)
    if values.dtype.kind not in "biuf":
        missing = sum(not text for text in values.ravel())
        return ColumnSummary(column.name, len(values), missing)
    return _of_numbers(column, values)


def _some(values: NDArray | LazyArray) -> NDArray:
    """Returns all samples, or evenly spread ones if that were too many values."""
    import numpy as np

    size = math.prod(values.shape[1:]) or 1
    most = max(LEAST_SAMPLES, MOST_VALUES // size)
    if isinstance(values, LazyArray):
        most = min(most, MOST_FILES)
    if len(values) <= most:
        return np.asarray(values[:])
    return np.asarray(values[np.linspace(0, len(values) - 1, most).astype(int)])


def _of_classes(
    name: str, categories: tuple[str, ...], codes: NDArray
) -> ColumnSummary:
    import numpy as np

    is_missing = codes.reshape(len(codes), -1).min(axis=1) < 0
    counts = np.bincount(codes[codes >= 0].ravel(), minlength=len(categories))
    return ColumnSummary(
        name,
        len(codes),
        missing=int(is_missing.sum()),
        bars=_bars(categories, counts),
        classes=len(categories),
    )


def _bars(names: tuple[str, ...], counts: NDArray) -> tuple[Bar, ...]:
    """Returns a bar for each class, in their order; of many the most frequent."""
    import numpy as np

    if len(names) <= MOST_BARS:
        return tuple(Bar(n, int(c)) for n, c in zip(names, counts, strict=True))
    most = np.argsort(-counts, kind="stable")[: MOST_BARS - 1]
    rest = int(counts.sum() - counts[most].sum())
    frequent = [Bar(names[i], int(counts[i])) for i in most]
    return (*frequent, Bar(OTHERS, rest))


def _of_numbers(column: TableColumn, values: NDArray) -> ColumnSummary:
    import numpy as np

    flat = values.reshape(len(values), -1).astype("float64")
    is_finite = np.isfinite(flat)
    missing = int((~is_finite.all(axis=1)).sum())
    finite = flat[is_finite]
    if not finite.size:
        return ColumnSummary(column.name, len(values), missing)
    classes = column.description.categories
    if classes:
        counts = np.array([(finite == float(name)).sum() for name in classes])
        bars = _bars(classes, counts)
    else:
        bars = _histogram(finite)
    return ColumnSummary(
        column.name,
        len(values),
        missing,
        minimum=float(finite.min()),
        maximum=float(finite.max()),
        mean=float(finite.mean()),
        deviation=float(finite.std()),
        bars=bars,
        classes=len(classes),
    )


def _histogram(values: NDArray) -> tuple[Bar, ...]:
    import numpy as np

    low, high = float(values.min()), float(values.max())
    if high - low < MOST_BARS and (values == np.round(values)).all():
        steps = np.arange(low, high + 1)  # one for each of these whole numbers
        counts = np.bincount((values - low).astype(int), minlength=len(steps))
        return tuple(
            Bar(f"{step:g}", int(count))
            for step, count in zip(steps, counts, strict=True)
        )
    try:
        counts, edges = np.histogram(values, bins=MOST_BARS)
    except ValueError:  # numbers so alike, or so far apart, that there are no steps
        return (Bar(f"{values[0]:.4g}", len(values)),)
    return tuple(
        Bar(f"{low:.4g} to {high:.4g}", int(count))
        for low, high, count in zip(edges, edges[1:], counts, strict=False)
    )
