"""Reads samples that lie in files, and what their folder or a table says of each."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.data.lazy import Decoding, LazyArray
from kgraph.data.sources import csv_file
from kgraph.data.sources.folders.file_folder import (
    FileKind,
    check_file,
    check_inside,
    list_files,
)
from kgraph.data.table import Table, TableColumn, table
from kgraph.document.binding import in_words
from kgraph.document.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def read(
    folder: Path,
    options: Mapping[str, Any],
    kind: FileKind,
    decoding_of: Callable[[Sequence[str], Mapping[str, Any]], Decoding],
) -> Table:
    """Returns samples that stay in their files, and what is known of each.

    Of a folder of sub-folders the columns are that of the samples, `label` and `file`;
    without sub-folders there is no `label`; with a table of files in the options they
    are that of the samples and the table's.

    Args:
        folder: Where the paths in the table, and its own, start from.
        options: Of the source: `labels` is the path of the table, a CSV or TSV file,
            `file_column` its column of paths, empty for the first one.
        decoding_of: Says how these files are read, by their paths and the options.

    Raises:
        DataError: If a folder or the table cannot be read, or a file is not there.
    """
    labels, file_column = _told(options, "labels"), _told(options, "file_column")
    if not labels:
        files = list_files(folder, kind)
        return files.table(kind.column, decoding_of(files.paths, options))
    path = folder / labels
    rows = _rows(path)
    name = file_column or next(iter(rows.columns))
    if name not in rows.columns:
        raise DataError(
            f"{path} must have the column of files {name!r}. Received: "
            f"{in_words(rows.columns)}."
        )
    if kind.column in rows.columns:
        raise DataError(
            f"{path} must not have a column {kind.column!r}: the {kind.noun}s are "
            "called that. Received: one. Give it another name."
        )
    paths = _paths(folder, path, rows.columns[name], kind)
    samples = TableColumn(kind.column, LazyArray(paths, decoding_of(paths, options)))
    return table([samples, *rows.columns.values()], str(path))


def _rows(path: Path) -> Table:
    if not os.path.isfile(path):
        received = "something else" if os.path.exists(path) else "no such file"
        raise DataError(f"{path} must be a table of files. Received: {received}.")
    return csv_file.read(path)


def _told(options: Mapping[str, Any], name: str) -> str:
    told = options.get(name) or ""
    if not isinstance(told, str):
        raise DataError(
            f"The option {name!r} of a folder must be text. Received: {told!r}."
        )
    return told


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
