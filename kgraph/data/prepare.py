"""Makes the array that a layer is given from the columns that are bound to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.data.table import Table, TableColumn
from kgraph.document.binding import sample_dtype, sample_shape
from kgraph.document.project import Binding, Scaling

if TYPE_CHECKING:
    from numpy.typing import NDArray


def prepare(table: Table, binding: Binding, train: NDArray) -> NDArray:
    """Returns one array, samples first, shaped and typed as `sample_shape` says.

    Args:
        train: Positions of the samples that scaling is fitted on.

    Raises:
        DataError: If the columns are not there, do not go together or lack a value.
    """
    import numpy as np

    description = table.describe()
    shape = sample_shape(binding, description)
    columns = [table.columns[name] for name in binding.columns]
    for column in columns:
        column.check_complete()
    if binding.one_hot:
        blocks = [
            _one_hot(column)
            if column.description.is_categorical
            else scale(column.values, binding.scaling, train)
            for column in columns
        ]
        array = np.column_stack(blocks)
    elif len(columns) == 1 and columns[0].values.ndim > 1:
        array = scale(columns[0].values, binding.scaling, train)
    else:
        stacked = np.stack([column.values for column in columns], axis=-1)
        array = scale(stacked, binding.scaling, train)
    array = array.reshape(len(table), *shape)
    return array.astype(sample_dtype(binding, description), copy=False)


def scale(values: NDArray, scaling: Scaling, train: NDArray) -> NDArray:
    """Scales samples, as scikit-learn's scalers do in float64.

    Of samples that are vectors each feature is scaled by itself; of samples with more
    axes (images) all values are scaled together.
    """
    if scaling == "none":
        return values
    from sklearn.preprocessing import MinMaxScaler, StandardScaler

    scaler = StandardScaler() if scaling == "standard" else MinMaxScaler()
    features = values.shape[1] if values.ndim == 2 else 1
    exact = values.astype("float64")
    scaler.fit(exact[train].reshape(-1, features))
    return scaler.transform(exact.reshape(-1, features)).reshape(values.shape)


def _one_hot(column: TableColumn) -> NDArray:
    import numpy as np

    distinct, codes = np.unique(column.values, return_inverse=True)
    if column.categories is not None:
        distinct, codes = np.arange(len(column.categories)), column.values
    return np.eye(len(distinct), dtype="float32")[codes]
