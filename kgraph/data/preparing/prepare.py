"""Makes the array that a layer is given from the columns that are bound to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kgraph.data.lazy import LazyArray
from kgraph.data.preparing.fill import filler
from kgraph.data.preparing.scale import scaled_lazily, scaler
from kgraph.data.table import Table, TableColumn
from kgraph.document.binding import (
    in_words,
    preparation_of,
    sample_dtype,
    sample_shape,
)
from kgraph.document.columns import Column
from kgraph.document.errors import DataError
from kgraph.document.project import Binding, Preparation

if TYPE_CHECKING:
    from numpy.typing import NDArray

Change = Callable[[Any], Any]
"""Values of some samples to the same samples, prepared."""


@dataclass(frozen=True, eq=False)
class Preparer:
    """Makes what a layer is given out of the samples of a table.

    Attributes:
        columns: As the table that it was fitted on has them.
        changes: How each is prepared.
        together: How all of them are, once they stand side by side.
        may_lack: The names of those in which values are filled in.
    """

    columns: tuple[Column, ...]
    changes: tuple[Change, ...]
    together: Change
    shape: tuple[int, ...]
    dtype: str
    may_lack: frozenset[str] = frozenset()

    def __call__(self, table: Table, positions: NDArray) -> Any:
        """Returns one array of these samples, shaped and typed as `sample_shape` says.

        Where samples lie in files the array is lazy, and free text is an array of
        objects.

        Raises:
            DataError: If the table lacks a column or a value.
        """
        import numpy as np

        found = [table.columns[column.name] for column in self.columns]
        if self.dtype == "string":
            return _texts(found[0], positions)
        for column in found:
            column.check_complete(may_lack=column.name in self.may_lack)
        parts = [
            change(_taken(column, positions))
            for column, change in zip(found, self.changes, strict=True)
        ]
        if isinstance(parts[0], LazyArray):
            return parts[0].reshape(-1, *self.shape)
        has_axes = bool(self.columns[0].shape)
        if not has_axes:
            array = np.column_stack(parts)
        elif len(parts) > 1:
            array = np.stack(parts, axis=-1)
        else:
            array = parts[0]
        array = self.together(array).reshape(len(positions), *self.shape)
        return array.astype(self.dtype, copy=False)


def fit(
    table: Table, binding: Binding, train: NDArray, *, is_text: bool = False
) -> Preparer:
    """Returns what prepares bound columns; fitted on the samples to train on.

    Args:
        train: Positions of those samples.
        is_text: Whether the layer takes texts: categories become what they stand for.

    Raises:
        DataError: If the columns are not there, do not go together or lack a value.
    """
    description = table.describe()
    shape = sample_shape(binding, description)
    dtype = sample_dtype(binding, description)
    columns = [table.columns[name] for name in binding.columns]
    if dtype == "string" or is_text:
        return _for_texts(columns, is_text)
    if any(isinstance(column.values, LazyArray) for column in columns):
        return _for_files(columns, binding, shape, train)
    may_lack = frozenset(
        name
        for name in binding.columns
        if preparation_of(binding, name).missing != "refuse"
    )
    for column in columns:
        column.check_complete(may_lack=column.name in may_lack)
    is_one_by_one = binding.one_hot or bool(binding.per_column) or columns[0].is_series
    changes = [
        _change(column, preparation_of(binding, column.name), train, is_one_by_one)
        for column in columns
    ]
    known = tuple(column.description for column in columns)
    if is_one_by_one or binding.scaling == "none":
        return Preparer(known, tuple(changes), _unchanged, shape, dtype, may_lack)
    plain = Preparer(
        known, tuple(changes), _unchanged, _stacked(known), "float64", may_lack
    )
    scale = scaler(plain(table, train), binding.scaling)
    return Preparer(known, tuple(changes), scale, shape, dtype, may_lack)


def _change(
    column: TableColumn, preparation: Preparation, train: NDArray, is_alone: bool
) -> Change:
    """Returns how the values of a column are prepared before others join them."""
    fill = filler(column, preparation.missing, train)
    if preparation.one_hot and column.description.is_categorical:
        known = column.description
        return lambda values: _one_hot(known, fill(values))
    if not is_alone or preparation.scaling == "none":
        return fill
    scale = scaler(fill(column.values[train]), preparation.scaling, column.is_series)
    return lambda values: scale(fill(values))


def _for_texts(columns: list[TableColumn], is_text: bool) -> Preparer:
    column = columns[0]
    is_plain = len(columns) == 1 and not column.values.shape[1:]
    has_texts = column.categories is not None or column.values.dtype == "object"
    if not (is_text and is_plain and has_texts):
        names = in_words(column.name for column in columns)
        expected = "one column of text" if is_text else "numbers or categories"
        hint = "" if is_text else " An Input takes it once its dtype is `string`."
        raise DataError(
            f"It takes {expected}. Received: {names}, "
            f"{'which is none' if is_text else 'free text'}.{hint}"
        )
    return Preparer((column.description,), (_unchanged,), _unchanged, (), "string")


def _for_files(
    columns: list[TableColumn],
    binding: Binding,
    shape: tuple[int, ...],
    train: NDArray,
) -> Preparer:
    if len(columns) > 1:
        raise DataError(
            "Samples that lie in files are bound alone. Received: "
            f"{in_words(binding.columns)}."
        )
    known = columns[0].description
    scaling = preparation_of(binding, known.name).scaling
    change = scaled_lazily(known, scaling, _taken(columns[0], train))
    return Preparer((known,), (change,), _unchanged, shape, "float32")


def _taken(column: TableColumn, positions: NDArray) -> Any:
    if isinstance(column.values, LazyArray):
        return column.values.take(positions)
    return column.values[positions]


def _texts(column: TableColumn, positions: NDArray) -> Any:
    if isinstance(column.values, LazyArray):
        return column.values.take(positions)
    return column.texts(positions)


def _stacked(columns: tuple[Column, ...]) -> tuple[int, ...]:
    """Returns the shape of a sample before it is reshaped."""
    if not columns[0].shape:
        return (len(columns),)
    many = (len(columns),) if len(columns) > 1 else ()
    return (*columns[0].shape, *many)


def _unchanged(values: Any) -> Any:
    return values


def _one_hot(column: Column, values: NDArray) -> NDArray:
    import numpy as np

    codes = values
    if column.dtype != "int32":
        distinct = np.array([float(name) for name in column.categories])
        codes = np.searchsorted(distinct, values).clip(max=len(distinct) - 1)
        unknown = values[distinct[codes] != values]
        if len(unknown):
            raise DataError(
                f"Column {column.name!r} has the classes "
                f"{in_words(column.categories)}. Received: {unknown[0]:g}."
            )
    return np.eye(len(column.categories), dtype="float32")[codes]
