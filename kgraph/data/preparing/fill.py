"""Fills in values that are missing."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgraph.data.table import TableColumn
from kgraph.document.data import STRATEGIES, Missing
from kgraph.document.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray


def filler(
    column: TableColumn, missing: Missing, train: NDArray
) -> Callable[[NDArray], NDArray]:
    """Returns what fills in the missing values of samples of a column.

    One value stands in for all of a column, whatever the shape of its samples. A
    category stands in for categories: the most frequent one.

    Args:
        train: Positions of the samples that it is fitted on.

    Raises:
        DataError: If none of those samples has a value.
    """
    is_text = column.categories is not None
    if missing == "refuse" or not (is_text or column.array.dtype.kind == "f"):
        return lambda values: values
    import numpy as np
    from sklearn.impute import SimpleImputer

    imputer = SimpleImputer(
        missing_values=-1 if is_text else np.nan,
        strategy="most_frequent" if is_text else STRATEGIES[missing],
        keep_empty_features=True,
    )
    seen = column.values[train].reshape(-1, 1)
    is_there = seen >= 0 if is_text else ~np.isnan(seen)
    if not is_there.any() and (is_text or missing != "zero"):
        raise DataError(
            f"Column {column.name!r} needs a value in some sample to train on, to "
            "fill in those that are missing. Received: none at all."
        )
    imputer.fit(seen)

    def fill(values: NDArray) -> NDArray:
        if not len(values):
            return values
        return imputer.transform(values.reshape(-1, 1)).reshape(values.shape)

    return fill
