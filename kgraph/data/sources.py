"""Finds the reader of a source: one file per kind, each with one `read()`."""

import os
from pathlib import Path

from kgraph.data import array_file, builtin, csv_file
from kgraph.data.table import Table
from kgraph.document.columns import DataDescription
from kgraph.document.errors import DataError
from kgraph.document.project import DataSource


def describe(source: DataSource, folder: str | Path | None = None) -> DataDescription:
    """Returns the columns of a source and how many samples it has.

    Args:
        folder: Where a relative path starts from: the folder of the project's file.
            None for the current one.

    Raises:
        DataError: If the source cannot be read; the text names it.
    """
    return read(source, folder).describe()


def read(source: DataSource, folder: str | Path | None = None) -> Table:
    """Returns all that a source holds; see `describe`."""
    if source.kind == "builtin":
        return builtin.read(source.name)
    path = Path(folder or ".") / source.name
    if not os.path.isfile(path):  # Unlike Path.is_file, false for impossible names.
        received = "something else" if os.path.exists(path) else "no such file"
        raise DataError(f"{path} must be a file of data. Received: {received}.")
    if source.kind == "csv":
        return csv_file.read(path)
    return array_file.read(path)
