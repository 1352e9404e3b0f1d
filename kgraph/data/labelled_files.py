"""Reads a table that names files of a folder and says what belongs to each."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.data import csv_file
from kgraph.data.file_folder import FileKind, check_file, check_inside
from kgraph.data.lazy import Decoding, LazyArray
from kgraph.data.table import Table, TableColumn, table
from kgraph.document.binding import in_words
from kgraph.document.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def read(
    folder: Path,
    labels: str,
    file_column: str,
    kind: FileKind,
    column: str,
    decoding_of: Callable[[Sequence[str]], Decoding],
) -> Table:
    """Returns a table's columns and one more: the samples in the files that it names.

    Args:
        folder: Where the paths in the table, and its own, start from.
        labels: The path of the table, a CSV or TSV file.
        file_column: Its column of paths; empty for the first one.
        column: The name of the column of samples.
        decoding_of: Says how these files are read.

    Raises:
        DataError: If the table cannot be read, or a file is not there.
    """
    path = folder / labels
    if not os.path.isfile(path):
        received = "something else" if os.path.exists(path) else "no such file"
        raise DataError(f"{path} must be a table of files. Received: {received}.")
    rows = csv_file.read(path)
    name = file_column or next(iter(rows.columns))
    if name not in rows.columns:
        raise DataError(
            f"{path} must have the column of files {name!r}. Received: "
            f"{in_words(rows.columns)}."
        )
    if column in rows.columns:
        raise DataError(
            f"{path} must not have a column {column!r}: the {kind.noun}s are called "
            "that. Received: one. Give it another name."
        )
    paths = _paths(folder, path, rows.columns[name], kind)
    samples = TableColumn(column, LazyArray(paths, decoding_of(paths)))
    return table([samples, *rows.columns.values()], str(path))


def _paths(
    folder: Path, table_path: Path, column: TableColumn, kind: FileKind
) -> tuple[str, ...]:
    """Returns the path of the file in each row; raises unless all may be read."""
    import numpy as np

    if column.categories is None and column.values.dtype != "object":
        raise DataError(
            f"{table_path} must name files in {column.name!r}. Received: numbers. Say "
            "in `file_column` which column it is."
        )
    names = column.texts(np.arange(len(column.values)))
    checker = _Checker(folder, kind)
    for row, name in enumerate(names):
        place = f"line {column.lines[row]}" if column.lines else f"row {row}"
        checker.check(name, f"{place} of {table_path}")
    return tuple(checker.paths)


class _Checker:
    """Takes names of files in a folder, and looks at each file once."""

    def __init__(self, folder: Path, kind: FileKind) -> None:
        self.paths: list[str] = []
        self._folder = folder
        self._kind = kind
        self._inside = os.path.join(os.path.realpath(folder), "")
        self._seen: set[str] = set()
        self._folders: set[str] = set()

    def check(self, name: str, where: str) -> None:
        """Raises unless a file of that name may be read."""
        path = os.path.join(self._folder, os.path.normpath(name or "."))
        self.paths.append(path)
        if path in self._seen:
            return
        self._seen.add(path)
        try:
            found = self._look(path)
        except OSError as error:
            raise self._missing(path, where, error.strerror) from error
        except ValueError as error:  # a name that no file can have
            raise self._missing(path, where, str(error)) from error
        if not check_file(path, found, self._kind):
            raise DataError(
                f"{path} must be a file, says {where}. Received: something else."
            )

    def _missing(self, path: str, where: str, received: str | None) -> DataError:
        return DataError(
            f"{path} must be one of the {self._kind.noun}s of the data, says {where}. "
            f"Received: {received}."
        )

    def _look(self, path: str) -> os.stat_result:
        folder = os.path.dirname(path)
        if folder not in self._folders:
            check_inside(folder, self._inside)
            self._folders.add(folder)
        found = os.lstat(path)
        if stat.S_ISLNK(found.st_mode):
            check_inside(path, self._inside)
            found = os.stat(path)
        return found
