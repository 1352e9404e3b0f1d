"""Reads all sources of a project: those side by side, and those of its parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kgraph.data.lazy import LazyArray
from kgraph.data.progress import Progress
from kgraph.data.sources import read
from kgraph.data.table import Table, TableColumn
from kgraph.document.binding import in_words
from kgraph.document.errors import DataError
from kgraph.document.project import Data


@dataclass(frozen=True, eq=False)
class Tables:
    """What a project's sources hold.

    Attributes:
        main: All that is divided; the columns beside it are named `2.NAME` and so on.
        validation, test: What is not taken from there; None where it is.
    """

    main: Table
    validation: Table | None = None
    test: Table | None = None


def read_all(
    data: Data,
    folder: str | Path | None = None,
    columns: Iterable[str] = (),
    progress: Progress | None = None,
) -> Tables:
    """Returns what all sources of a project hold.

    Args:
        folder: Where relative paths start from: the folder of the project's file.
        columns: Those that the sources of validation and test must have as well.
        progress: Is told how a download gets on.

    Raises:
        DataError: If a source cannot be read, or they do not go together.
    """
    main = read_main(data, folder, progress)
    others = {}
    for part in ("validation", "test"):
        source = getattr(data, f"{part}_source")
        if source is not None:
            other = read(source, folder, progress)
            others[part] = alike(main, other, dict.fromkeys(columns), part)
    return Tables(main, **others)


def read_main(
    data: Data, folder: str | Path | None = None, progress: Progress | None = None
) -> Table:
    """Returns a project's source with what lies beside it.

    Raises:
        DataError: If there is none, it cannot be read, or they do not go together.
    """
    if data.source is None:
        raise DataError(
            "Training needs data. Received: a project without a source of data. "
            "Choose one first."
        )
    main = read(data.source, folder, progress)
    columns = dict(main.columns)
    for number, source in enumerate(data.beside, 2):
        beside = read(source, folder, progress)
        if len(beside) != len(main):
            raise DataError(
                f"Sources side by side must have equally many samples. Received: "
                f"{len(main)} in {data.source.name!r}, {len(beside)} in "
                f"{source.name!r}."
            )
        for column in beside.columns.values():
            name = f"{number}.{column.name}"
            if name in columns:
                raise DataError(
                    f"Columns of source {number} are called {number}.NAME. Received: "
                    f"a column {name!r} in {data.source.name!r} too. Rename it."
                )
            columns[name] = replace(column, name=name)
    return Table(columns)


def alike(main: Table, other: Table, columns: Iterable[str], part: str) -> Table:
    """Returns columns of another table in the categories of the main one.

    Args:
        part: What the other table is for, as errors name it.

    Raises:
        DataError: If a column is not there, or is not like the one of the main table.
    """
    found = {}
    for name in columns:
        wanted, column = main.columns.get(name), other.columns.get(name)
        if wanted is None:
            continue  # said where it is bound
        if column is None:
            raise DataError(
                f"The data for {part} must have the column {name!r}. Received: "
                f"{in_words(other.columns)}."
            )
        found[name] = _alike_column(wanted, column, part)
    return Table(found or other.columns)


def _alike_column(wanted: TableColumn, column: TableColumn, part: str) -> TableColumn:
    import numpy as np

    column = _read_alike(wanted, column)
    shapes = wanted.values.shape[1:], column.values.shape[1:]
    is_text = wanted.categories is not None
    if shapes[0] != shapes[1] or is_text != (column.categories is not None):
        raise DataError(
            f"Column {column.name!r} for {part} must be like the one to train on, "
            f"{_kind(wanted)}. Received: {_kind(column)}."
        )
    if wanted.categories is None or wanted.is_long_text:
        return column
    known = {text: code for code, text in enumerate(wanted.categories)}
    unknown = [text for text in column.categories or () if text not in known]
    if unknown:
        raise DataError(
            f"Column {column.name!r} for {part} has a category that is not there to "
            f"train on. Received: {unknown[0]!r}."
        )
    codes = [known[text] for text in column.categories or ()]
    values = np.array([*codes, -1], "int32")[column.array]
    return replace(column, values=values, categories=wanted.categories)


def _read_alike(wanted: TableColumn, column: TableColumn) -> TableColumn:
    """Returns a column whose files are read as those of the main one, if both are."""
    values, like = column.values, wanted.values
    if not (isinstance(values, LazyArray) and isinstance(like, LazyArray)):
        return column
    if type(values.decoding) is not type(like.decoding):
        return column
    return replace(column, values=replace(values, decoding=like.decoding))


def _kind(column: TableColumn) -> str:
    is_text = column.categories is not None or column.values.dtype == "object"
    shape = column.values.shape[1:]
    return f"{'text' if is_text else 'numbers'} of shape {shape}"
