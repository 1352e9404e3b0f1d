"""What one sample of the bound columns looks like: its shape and dtype."""

import math
from collections.abc import Iterable

from kgraph.document.columns import Column, DataDescription
from kgraph.document.errors import DataError
from kgraph.document.graph import Layer
from kgraph.document.project import Binding, Preparation

Shape = tuple[int, ...]


def sample_shape(binding: Binding, description: DataDescription) -> Shape:
    """Returns the shape of one sample of the bound columns, without the batch.

    Plain columns stand side by side, one-hot ones `n` wide: k columns have the shape
    (k,), one has (1,). A column with a shape of its own keeps it; several of one
    shape are stacked along a new last axis. Free text has no axes: ().

    Raises:
        DataError: If the columns are not there or do not go together.
    """
    columns = bound_columns(binding, description)
    if columns[0].dtype == "string":
        return columns[0].shape
    if columns[0].shape:
        many = (len(columns),) if len(columns) > 1 else ()
        shape = (*columns[0].shape, *many)
    else:
        shape = (sum(_width(column, binding) for column in columns),)
    if binding.reshape is None:
        return shape
    is_possible = all(size > 0 for size in binding.reshape)
    if not is_possible or math.prod(binding.reshape) != math.prod(shape):
        raise DataError(
            f"Samples of {in_words(binding.columns)} have the shape {shape}, "
            f"{math.prod(shape)} values: a reshape must hold as many. "
            f"Received: {binding.reshape}."
        )
    return binding.reshape


def drawn_shape(layer: Layer) -> tuple[int | None, ...] | None:
    """Returns the shape in an Input's config, None if there is no valid one."""
    shape = layer.config.get("shape")
    is_shape = isinstance(shape, list | tuple) and all(
        size is None or isinstance(size, int) for size in shape
    )
    return tuple(shape) if is_shape and shape is not None else None


def fits(shape: Shape, drawn: tuple[int | None, ...]) -> bool:
    """Whether samples of a shape can enter an Input; None stands for any size."""
    return len(shape) == len(drawn) and all(
        size in (None, given) for size, given in zip(drawn, shape, strict=True)
    )


def sample_dtype(binding: Binding, description: DataDescription) -> str:
    """Returns `int32` for categories alone, `float32` for all that holds numbers.

    Free text is `string`.
    """
    columns = bound_columns(binding, description)
    if columns[0].dtype == "string":
        return "string"
    is_codes = all(column.dtype == "int32" for column in columns)
    is_changed = any(
        prepared.one_hot or prepared.scaling != "none"
        for prepared in (preparation_of(binding, c.name) for c in columns)
    )
    return "int32" if is_codes and not is_changed else "float32"


def holds_whole(binding: Binding, description: DataDescription) -> bool:
    """Whether all that is given are whole numbers, as far as is known."""
    return all(
        is_whole(column, binding) for column in bound_columns(binding, description)
    )


def is_whole(column: Column, binding: Binding) -> bool:
    """Whether a bound column holds whole numbers alone, as far as is known."""
    prepared = preparation_of(binding, column.name)
    if prepared.scaling != "none" or column.dtype == "string":
        return False
    bounds = (column.minimum, column.maximum)
    return all(bound is None or float(bound).is_integer() for bound in bounds)


def takes_texts(layer: Layer, binding: Binding, columns: tuple[Column, ...]) -> bool:
    """Whether a layer is given texts: free ones, or what categories stand for."""
    if layer.type != "Input" or layer.config.get("dtype") != "string":
        return False
    is_text = columns[0].dtype == "string" or columns[0].dtype == "int32"
    return is_text and len(columns) == 1 and not columns[0].shape


def preparation_of(binding: Binding, column: str) -> Preparation:
    """Returns how the values of a bound column are prepared."""
    for_all = Preparation(binding.scaling, binding.one_hot, binding.missing)
    return binding.per_column.get(column, for_all)


def bound_columns(binding: Binding, description: DataDescription) -> tuple[Column, ...]:
    """Returns the columns of a binding, in its order.

    Raises:
        DataError: If one is not there, or they do not go together.
    """
    if not binding.columns:
        raise DataError("A binding needs a column at least. Received: none.")
    found = {name: description.column(name) for name in binding.columns}
    missing = [name for name, column in found.items() if column is None]
    if missing:
        has = in_words([column.name for column in description.columns])
        raise DataError(
            f"The data must have the column {missing[0]!r}. Received: {has}."
        )
    columns = tuple(found[name] for name in binding.columns)
    _check_together([column for column in columns if column], binding)
    return tuple(column for column in columns if column)


def in_words(names: Iterable[str], most: int = 8) -> str:
    """Returns names quoted, with commas, and how many more there are."""
    quoted = [repr(name) for name in names]
    more = f" and {len(quoted) - most} more" if len(quoted) > most else ""
    return ", ".join(quoted[:most]) + more


def _check_together(columns: list[Column], binding: Binding) -> None:
    for column in columns:
        if column.dtype == "string" and len(columns) > 1:
            raise DataError(
                f"Column {column.name!r} is free text and is bound alone. Received: "
                f"{in_words(binding.columns)}. (A decimal comma makes text: use a "
                "point.)"
            )
        if column.dtype == "string" and column.shape:
            raise DataError(
                f"Column {column.name!r} must hold one text in each sample. "
                f"Received: texts of shape {column.shape}."
            )
        if column.shape != columns[0].shape:
            raise DataError(
                "Columns of one binding must have one shape. Received: "
                f"{columns[0].name!r} {columns[0].shape}, "
                f"{column.name!r} {column.shape}."
            )
    one_hot = [c for c in columns if preparation_of(binding, c.name).one_hot]
    is_plain = not columns[0].shape
    if one_hot and not (is_plain and any(c.is_categorical for c in one_hot)):
        raise DataError(
            "One-hot needs a column of categories, one a sample. Received: "
            f"{in_words(binding.columns)}."
        )


def _width(column: Column, binding: Binding) -> int:
    is_one_hot = preparation_of(binding, column.name).one_hot
    return len(column.categories) if is_one_hot and column.categories else 1
