"""Scales numbers by what the samples to train on are like."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgraph.document.columns import Column
from kgraph.document.errors import DataError
from kgraph.document.project import Scaling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kgraph.data.lazy import LazyArray


def scaler(
    train: NDArray, scaling: Scaling, is_one_quantity: bool = False
) -> Callable[[NDArray], NDArray]:
    """Returns what scales samples, as scikit-learn's scalers do in float64.

    Of samples that are vectors each feature is scaled by itself; of samples with more
    axes (images) all values are scaled together.

    Args:
        train: The values that it is fitted on.
        is_one_quantity: Whether all values are of one kind, whatever their axes.
    """
    if scaling == "none":
        return lambda values: values
    from sklearn.preprocessing import MinMaxScaler, StandardScaler

    fitted = StandardScaler() if scaling == "standard" else MinMaxScaler()
    is_vector = train.ndim == 2 and not is_one_quantity
    features = train.shape[1] if is_vector else 1
    fitted.fit(train.astype("float64").reshape(-1, features))

    def scale(values: NDArray) -> NDArray:
        if not len(values):
            return values.astype("float64")
        exact = values.astype("float64").reshape(-1, features)
        return fitted.transform(exact).reshape(values.shape)

    return scale


def scaled_lazily(column: Column, scaling: Scaling) -> Callable[[LazyArray], LazyArray]:
    """Returns what scales samples that lie in files, by the range of their format.

    Raises:
        DataError: If that is not known, or the mean of all of them is asked for.
    """
    if scaling == "none":
        return lambda values: values
    low, high = column.minimum, column.maximum
    if scaling == "standard" or low is None or high is None or low == high:
        raise DataError(
            f"Column {column.name!r} is read file by file, and nobody knows the mean "
            f"of all. Received: the scaling {scaling!r}. Take `minmax`, which goes by "
            "the range of the format, or a Normalization layer."
        )
    factor = 1 / (high - low)
    return lambda values: values.scaled(factor, -low * factor)
