"""Finds the reader of a source: one file per kind, each with one `read()`."""

from __future__ import annotations

import os
from pathlib import Path

from kgraph.data.progress import Progress
from kgraph.data.sources import (
    array_file,
    builtin,
    csv_file,
    hdf5_file,
    keras_set,
    parquet_file,
    python_file,
)
from kgraph.data.sources.folders import audio_folder, image_folder, text_folder
from kgraph.data.table import Table
from kgraph.data.windows import windowed
from kgraph.document.columns import DataDescription
from kgraph.document.errors import DataError
from kgraph.document.project import DataSource

_FOLDERS = {
    "images": image_folder.read,
    "audio": audio_folder.read,
    "texts": text_folder.read,
}


def describe(source: DataSource, folder: str | Path | None = None) -> DataDescription:
    """Returns the columns of a source and how many samples it has.

    Args:
        folder: Where a relative path starts from: the folder of the project's file.
            None for the current one.

    Raises:
        DataError: If the source cannot be read; the text names it.
    """
    return read(source, folder).describe()


def read(
    source: DataSource,
    folder: str | Path | None = None,
    progress: Progress | None = None,
) -> Table:
    """Returns all that a source holds; see `describe`.

    Args:
        progress: Is told how a download gets on.
    """
    table = _read(source, folder, progress)
    if source.windows is None:
        return table
    return windowed(table, source.windows, repr(source.name))


def _read(
    source: DataSource, folder: str | Path | None, progress: Progress | None
) -> Table:
    if source.kind == "builtin":
        return builtin.read(source.name)
    if source.kind == "keras":
        return keras_set.read(source.name, source.options, progress)
    path = Path(folder or ".") / source.name
    if source.kind in _FOLDERS:
        return _FOLDERS[source.kind](path, source.options)
    if not os.path.isfile(path):  # Unlike Path.is_file, false for impossible names.
        received = "something else" if os.path.exists(path) else "no such file"
        raise DataError(f"{path} must be a file of data. Received: {received}.")
    match source.kind:
        case "csv":
            return csv_file.read(path, source.options)
        case "parquet":
            return parquet_file.read(path, source.options)
        case "hdf5":
            return hdf5_file.read(path)
        case "python":
            return python_file.read(path, source.options)
    return array_file.read(path)
