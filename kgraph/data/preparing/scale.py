"""Scales numbers by what the samples to train on are like."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgraph.data.lazy import LazyArray
from kgraph.data.preparing.moments import moments
from kgraph.document.columns import Column
from kgraph.document.project import Scaling

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Values = LazyArray | NDArray

PIECE = 2**22  # values that are float64 at a time


def scaler(
    train: NDArray, scaling: Scaling, is_one_quantity: bool = False
) -> Callable[[NDArray], NDArray]:
    """Returns what scales samples to float32, as scikit-learn's scalers do in float64.

    Of samples that are vectors each feature is scaled by itself; of samples with more
    axes (images) all values are scaled together.

    Args:
        train: The values that it is fitted on.
        is_one_quantity: Whether all values are of one kind, whatever their axes.
    """
    if scaling == "none":
        return lambda values: values
    import numpy as np
    from sklearn.preprocessing import MinMaxScaler, StandardScaler

    fitted = StandardScaler() if scaling == "standard" else MinMaxScaler()
    is_vector = train.ndim == 2 and not is_one_quantity
    features = train.shape[1] if is_vector else 1
    fitted.fit(train.astype("float64").reshape(-1, features))

    def scale(values: NDArray) -> NDArray:
        scaled = np.empty(values.shape, "float32")
        step = max(1, PIECE // max(1, values[:1].size))
        for start in range(0, len(values), step):
            piece = values[start : start + step]
            exact = piece.astype("float64").reshape(-1, features)
            scaled[start : start + step] = fitted.transform(exact).reshape(piece.shape)
        return scaled

    return scale


def scaled_lazily(
    column: Column, scaling: Scaling, train: LazyArray
) -> Callable[[Values], Values]:
    """Returns what scales samples that lie in files, all values together.

    Others of the same kind may come in an array: they are scaled as if they did.

    `minmax` goes by the range of the format, so that 0 to 255 becomes 0 to 1;
    `standard` reads samples to train on.

    Raises:
        DataError: If one of these cannot be read.
    """
    if scaling == "none" or column.minimum is None or column.maximum is None:
        return lambda values: values
    if scaling == "standard":
        mean, deviation = moments(train)
    else:
        mean, deviation = column.minimum, column.maximum - column.minimum
    factor = 1 / deviation
    offset = -mean * factor

    def scale(values: Values) -> Values:
        if isinstance(values, LazyArray):
            return values.scaled(factor, offset)
        import numpy as np

        scaled = values.astype("float32") * np.float32(factor) + np.float32(offset)
        return np.asarray(scaled)

    return scale
