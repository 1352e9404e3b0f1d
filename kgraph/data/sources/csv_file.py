"""Reads CSV files: numbers and categories, by the names in the first line."""

from __future__ import annotations

import csv
import math
from array import array
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.data.sources.options import option, texts_of
from kgraph.data.table import Table, TableColumn, table
from kgraph.document.errors import DataError

if TYPE_CHECKING:
    from _csv import Reader

    from numpy.typing import NDArray

DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}
MISSING = frozenset({"", "na", "n/a", "nan", "null", "none"})
CHUNK = 50_000  # Rows that are held as text at a time.


def read(path: Path, options: Mapping[str, Any] | None = None) -> Table:
    """Returns the columns of a CSV file: UTF-8, with a header.

    The delimiter is the one in the options, else whichever of comma, semicolon and tab
    divides the first line into most. Columns named in `texts` are free text. Another
    is numbers if all its cells are, apart from missing ones (empty, NA, NaN, null,
    none); else it is text, whose distinct values are categories, and only an empty
    cell is missing. Blank lines are skipped.

    Raises:
        DataError: If the file cannot be read; the text names it and the line.
    """
    options = options or {}
    delimiter = DELIMITERS.get(option("csv", options, "delimiter"))
    texts = texts_of(options, path)
    try:
        columns = _read_columns(path, delimiter, texts)
    except OSError as error:
        raise DataError(
            f"{path} must be a CSV file that can be read. Received: {error.strerror}."
        ) from error
    except UnicodeDecodeError as error:
        raise DataError(
            f"{path} must be text in UTF-8. Received: a byte "
            f"0x{error.object[error.start]:02x} that is none. Save it as CSV UTF-8."
        ) from error
    except csv.Error as error:
        raise DataError(f"{path} must be a CSV file. Received: {error}.") from error
    told = [column.name for column in columns]
    if unknown := sorted(texts.difference(told)):
        raise DataError(
            f"{path} must have the column {unknown[0]!r} of free text. Received: "
            f"{', '.join(map(repr, told))}."
        )
    return table(
        [_as_free_text(c) if c.name in texts else c for c in columns], str(path)
    )


def _as_free_text(column: TableColumn) -> TableColumn:
    import numpy as np

    texts = column.texts(np.arange(len(column.values)))
    return TableColumn(column.name, texts, lines=column.lines)


class _Numbers:
    """Gathers a column of numbers."""

    def __init__(self) -> None:
        self.chunks: list[NDArray] = []

    def add(self, cells: tuple[str, ...]) -> None:
        """Takes more cells; raises ValueError if one is neither number nor missing."""
        import numpy as np

        if "_" in "".join(cells):
            raise ValueError("Python takes '1_2' for 12; people do not.")
        try:
            values = [float(cell) for cell in cells]
        except ValueError:
            values = [_number(cell) for cell in cells]
        self.chunks.append(np.array(values))

    def column(self, name: str, lines: array[int]) -> TableColumn:
        import numpy as np

        return TableColumn(name, np.concatenate(self.chunks), lines=lines)


class _Texts:
    """Gathers a column of text as positions among its distinct values."""

    def __init__(self) -> None:
        self.positions: dict[str, int] = {}
        self.codes = array("i")

    def add(self, cells: tuple[str, ...]) -> None:
        known = self.positions
        self.codes.extend([known.setdefault(cell, len(known)) for cell in cells])

    def column(self, name: str, lines: array[int]) -> TableColumn:
        import numpy as np

        categories = sorted(self.positions.keys() - {""})
        sorted_positions = {text: i for i, text in enumerate(categories)}
        codes = [sorted_positions.get(text, -1) for text in self.positions]
        values = np.array(codes, "int32")[np.array(self.codes)]
        return TableColumn(name, values, tuple(categories), lines)


def _read_columns(
    path: Path, delimiter: str | None, free_texts: frozenset[str]
) -> list[TableColumn]:
    """Reads a file; again if what began as numbers turns out to be text."""
    texts = set(free_texts)
    columns = None
    while columns is None:
        columns = _try_columns(path, delimiter, texts)
    return columns


def _try_columns(
    path: Path, delimiter: str | None, texts: set[str]
) -> list[TableColumn] | None:
    """Returns the columns, those in `texts` as text.

    None if a column has text only after its first chunk was taken for numbers, and
    is thereby lost; it is in `texts` then.
    """
    with path.open(newline="", encoding="utf-8-sig") as file:
        first = file.readline()
        file.seek(0)
        rows = csv.reader(
            file,
            delimiter=delimiter or _delimiter(first),
            skipinitialspace=True,
            strict=True,
        )
        names = _names(path, next(rows, []))
        gathered: dict[str, _Numbers | _Texts]
        gathered = {name: _Texts() if name in texts else _Numbers() for name in names}
        lines = array("l")
        full_rows = _full_rows(path, rows, len(names), lines)
        while chunk := list(islice(full_rows, CHUNK)):
            for name, cells in zip(names, zip(*chunk, strict=True), strict=True):
                gatherer = gathered[name]
                try:
                    gatherer.add(cells)
                except ValueError:
                    texts.add(name)
                    if len(lines) > len(chunk):
                        return None
                    gathered[name] = _Texts()
                    gathered[name].add(cells)
    if not lines:
        raise DataError(f"{path} must hold lines below its header. Received: none.")
    return [gatherer.column(name, lines) for name, gatherer in gathered.items()]


def _full_rows(
    path: Path, rows: Reader, width: int, lines: array[int]
) -> Iterator[list[str]]:
    """Yields the rows that are not blank, and notes their lines."""
    for row in rows:
        if not row:
            continue
        if len(row) != width:
            raise DataError(
                f"{path} must have {width} cells in each line, as in its header. "
                f"Received: {len(row)} in line {rows.line_num}."
            )
        lines.append(rows.line_num)
        yield row


def _delimiter(header: str) -> str:
    return max(
        DELIMITERS.values(),
        key=lambda d: len(next(csv.reader([header], delimiter=d), [])),
    )


def _names(path: Path, header: list[str]) -> list[str]:
    """Returns the names of the columns; one without a name is named by its place."""
    if not header:
        raise DataError(
            f"{path} must begin with a line of column names. Received: nothing there."
        )
    if all(_is_number(cell) for cell in header):
        raise DataError(
            f"{path} must begin with a line of column names. Received: numbers, "
            f"{', '.join(header[:3])}. Add a first line that names the columns."
        )
    names = [cell.strip() or f"column_{i}" for i, cell in enumerate(header, 1)]
    name, count = Counter(names).most_common(1)[0]
    if count > 1:
        raise DataError(
            f"{path} must name each column differently. Received: {name!r} {count} "
            "times in its first line."
        )
    return names


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True


def _number(cell: str) -> float:
    return math.nan if cell.strip().lower() in MISSING else float(cell)
