"""Makes the array that a layer is given from the columns that are bound to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kgraph.data.table import Table, TableColumn
from kgraph.document.binding import bound_columns, sample_dtype, sample_shape
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
    values = []
    for described in bound_columns(binding, description):
        column = table.columns[described.name]
        column.check_complete()
        if binding.one_hot and described.is_categorical:
            values.append(_one_hot(column))
        elif column.categories is None:
            values.append(scale(column.values, binding.scaling, train))
        else:
            values.append(column.values)
    if len(values) == 1:
        array = values[0]
    elif values[0].ndim > 1 and not binding.one_hot:
        array = np.stack(values, axis=-1)
    else:
        array = np.column_stack(values)
    array = array.reshape(len(table), *shape)
    return array.astype(sample_dtype(binding, description), copy=False)


def scale(values: NDArray, scaling: Scaling, train: NDArray) -> NDArray:
    """Scales a column by itself, as scikit-learn's scaler does in float64.

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
