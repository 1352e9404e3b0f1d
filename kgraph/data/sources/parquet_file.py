"""Reads Parquet files: numbers, categories, times, and lists of equal length."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.data.sources.array_file import MAX_BYTES, text_column
from kgraph.data.sources.options import texts_of
from kgraph.data.table import Table, TableColumn, table
from kgraph.document.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

NUMBER_BYTES = 8


def read(path: Path, options: Mapping[str, Any]) -> Table:
    """Returns the columns of a Parquet file.

    Numbers and booleans are numbers, NaN where one is missing; dates and times are
    seconds since 1970; text is categories, and the columns named in `texts` free text.

    Raises:
        DataError: If PyArrow is not installed, or the file cannot be read.
    """
    try:
        import pyarrow.parquet as parquet
    except ImportError as error:
        raise DataError(
            f"{path} is read with PyArrow. Received: a Python without it. Install it "
            "with `pip install 'kgraph[parquet]'`, or save the table as CSV."
        ) from error
    texts = texts_of(options, path)
    try:
        with parquet.ParquetFile(path) as file:
            _check_size(path, file.metadata)
            arrow = file.read()
        columns = [
            _column(path, name, arrow.column(place).combine_chunks(), name in texts)
            for place, name in enumerate(arrow.column_names)
        ]
    except DataError:
        raise
    except Exception as error:  # Garbage makes Arrow raise anything.
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise DataError(
            f"{path} must be a Parquet file that can be read. Received: {said}."
        ) from error
    return table(columns, str(path))


def _check_size(path: Path, metadata: Any) -> None:
    groups = range(metadata.num_row_groups)
    stored = sum(metadata.row_group(i).total_byte_size for i in groups)
    # What is said once for very many rows takes no room in the file.
    size = max(stored, metadata.num_rows * metadata.num_columns * NUMBER_BYTES)
    if size > MAX_BYTES:
        raise DataError(
            f"{path} must fit into the memory. Received: {size / 2**30:.0f} GiB."
        )


def _column(path: Path, name: str, values: Any, is_text: bool) -> TableColumn:
    from pyarrow import types

    kind = values.type
    if types.is_dictionary(kind):
        values = values.dictionary_decode()
        kind = values.type
    if types.is_string(kind) or types.is_large_string(kind):
        return _text(name, values, is_text)
    if (
        types.is_fixed_size_list(kind)
        or types.is_list(kind)
        or types.is_large_list(kind)
    ):
        return TableColumn(name, _lists(path, name, values))
    return TableColumn(name, _numbers(path, name, values))


def _text(name: str, values: Any, is_text: bool) -> TableColumn:
    import numpy as np

    texts = values.fill_null("").to_numpy(zero_copy_only=False).astype(object)
    return (
        TableColumn(name, texts) if is_text else text_column(name, np.array(texts, str))
    )


def _numbers(path: Path, name: str, values: Any) -> NDArray:
    import pyarrow
    from pyarrow import types

    kind = values.type
    if (
        types.is_temporal(kind)
        and not types.is_duration(kind)
        and not types.is_time(kind)
    ):
        micro = values.cast(pyarrow.timestamp("us")).cast(pyarrow.int64())
        return micro.to_numpy(zero_copy_only=False).astype("float64") / 1e6
    if types.is_boolean(kind) or types.is_integer(kind) or types.is_floating(kind):
        if values.null_count:
            values = values.cast(pyarrow.float64())
        return values.to_numpy(zero_copy_only=False)
    if types.is_decimal(kind) or types.is_null(kind):
        return values.cast(pyarrow.float64()).to_numpy(zero_copy_only=False)
    raise DataError(
        f"{path} must hold numbers, text, times, or lists of numbers. Received: "
        f"{name!r}, {kind}."
    )


def _lists(path: Path, name: str, values: Any) -> NDArray:
    """Returns lists of one length as an array with an axis for them."""
    if values.null_count or not len(values):
        raise DataError(
            f"{path} must hold a list in each sample of {name!r}. Received: none in "
            f"{values.null_count}."
        )
    lengths = values.value_lengths().unique().to_pylist()
    if len(lengths) > 1:
        raise DataError(
            f"{path} must hold lists of one length in {name!r}. Received: "
            f"{min(lengths)} to {max(lengths)}."
        )
    inner = _column(path, name, values.flatten(), False)
    if inner.categories is not None:
        raise DataError(
            f"{path} must hold lists of numbers in {name!r}. Received: text."
        )
    rest = inner.values.shape[1:]
    return inner.array.reshape(len(values), lengths[0], *rest)
