"""Keeps what was read last: a person looks at the same data again and again."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import msgspec

from kgraph.data.table import Table
from kgraph.data.together import read_main
from kgraph.document.errors import DataError
from kgraph.document.project import Data, DataSource, Project


def held(project: Project, folder: str | Path | None = None) -> Table:
    """Returns all columns of a project's data, read anew only if something changed.

    Raises:
        DataError: If there is no source, or it cannot be read.
    """
    data = project.data
    if data.source is None:
        raise DataError("There must be data to look at. Received: no source of data.")
    sources = Data(data.source, beside=data.beside)
    stamps = tuple(_stamp(source, folder) for source in (data.source, *data.beside))
    return _read(msgspec.json.encode(sources), folder, stamps)


@lru_cache(maxsize=1)
def _read(sources: bytes, folder: str | Path | None, stamps: object) -> Table:
    return read_main(msgspec.json.decode(sources, type=Data), folder)


def _stamp(source: DataSource, folder: str | Path | None) -> object:
    """Returns what differs once somebody has written to the file."""
    try:
        found = os.stat(Path(folder or ".") / source.name)
    except (OSError, ValueError):
        return None
    return found.st_mtime_ns, found.st_size
