"""Finds the samples that a person wants to look at."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.data.looking.held import held, parts_of
from kgraph.data.looking.looks import file_of, look_at
from kgraph.data.table import Table, TableColumn
from kgraph.document.binding import in_words
from kgraph.document.data import PARTS, Part
from kgraph.document.errors import DataError
from kgraph.document.looks import Sample
from kgraph.document.project import Data, Project

if TYPE_CHECKING:
    from numpy.typing import NDArray

MOST_SAMPLES = 96


def look(
    project: Project,
    columns: tuple[str, ...],
    folder: str | Path | None = None,
    *,
    first: int = 0,
    count: int = 24,
    part: Part | None = None,
    where: tuple[str, str] | None = None,
    seed: int | None = None,
    positions: tuple[int, ...] = (),
    detail: int = 1,
) -> tuple[int, tuple[Sample, ...]]:
    """Returns how many samples are meant, and some of them as what they are.

    Args:
        columns: Which columns to look at.
        folder: Where relative paths start from: the folder of the project's file.
        first: How many of those that are meant are skipped.
        count: How many to return at most.
        part: Which part of the split is meant; None for all.
        where: A column, and the class that is meant.
        seed: Of a shuffle before any are skipped; None for the source's order.
        positions: Of the samples that are meant, whatever is said of others.
        detail: How closely to look; see `look_at`.

    Raises:
        DataError: If the source cannot be read, or has no such column.
    """
    own = getattr(project.data, f"{part}_source", None)
    table = held(project.data if own is None else Data(own), folder)
    shown = [(_column(table, n), kind_of_column(project.data, n)) for n in columns]
    parts = _numbers(project, table, None if own is None else part)
    known = [position for position in positions if 0 <= position < len(table)]
    meant = known if positions else _meant(table, parts, part, where, seed)
    page = meant[first : first + min(count, MOST_SAMPLES)]
    return len(meant), tuple(_sample(int(p), parts, shown, detail) for p in page)


def _sample(
    position: int,
    parts: NDArray | None,
    columns: list[tuple[TableColumn, str]],
    detail: int,
) -> Sample:
    """Returns a sample as what it is, in columns of which the kind is known."""
    part = None if parts is None else PARTS[int(parts[position])]
    looks = (
        look_at(column, position, kind=kind, detail=detail) for column, kind in columns
    )
    file = file_of(columns[0][0], position) if columns else ""
    return Sample(position, part, tuple(looks), file)


def _numbers(project: Project, table: Table, only: Part | None) -> NDArray | None:
    """Returns the number of each sample's part: by the split, or all in one part."""
    import numpy as np

    if only is not None:
        return np.full(len(table), PARTS.index(only))
    return parts_of(project, table)


def _meant(
    table: Table,
    parts: NDArray | None,
    part: Part | None,
    where: tuple[str, str] | None,
    seed: int | None,
) -> NDArray:
    """Returns the positions of the samples that are meant, in the order of showing."""
    import numpy as np

    meant = np.arange(len(table))
    if part is not None:
        meant = meant[:0] if parts is None else meant[parts == PARTS.index(part)]
    if where is not None:
        name, class_ = where
        meant = meant[_is_class(_column(table, name), class_)[meant]]
    return meant if seed is None else np.random.default_rng(seed).permutation(meant)


def _column(table: Table, name: str) -> TableColumn:
    column = table.columns.get(name)
    if column is None:
        raise DataError(
            f"The data must have the column {name!r}. Received: "
            f"{in_words(table.columns)}."
        )
    return column


def _is_class(column: TableColumn, name: str) -> NDArray:
    """Returns which samples are of a class, by its name."""
    import numpy as np

    if column.categories is None:
        classes = column.description.categories
        number = float(name) if name in classes else np.nan
        return column.array == number
    known = column.categories
    return column.array == (known.index(name) if name in known else len(known))


def kind_of_column(data: Data, column: str) -> str:
    """Returns what `look_at` shall take a column's arrays for."""
    number, point, _ = column.partition(".")
    beside = int(number) - 2 if point and number.isdigit() else -1
    is_beside = 0 <= beside < len(data.beside)
    source = data.beside[beside] if is_beside else data.source
    if source is None:
        return ""
    return "series" if source.windows else source.kind
