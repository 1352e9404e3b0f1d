"""Keeps what was read last: a person looks at the same data again and again."""

from __future__ import annotations

import os
import stat
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec.structs import replace

from kgraph.data.progress import Progress
from kgraph.data.split import divide_table
from kgraph.data.table import Table
from kgraph.data.together import read_main
from kgraph.document.errors import DataError
from kgraph.document.project import MAIN, Data, DataSource, Project

if TYPE_CHECKING:
    from numpy.typing import NDArray

KEPT = 2  # what is looked at, and the source of a part

_kept: dict[object, Table] = {}


def held(
    data: Data,
    folder: str | Path | None = None,
    progress: Progress | None = None,
    *,
    is_fresh: bool = False,
) -> Table:
    """Returns all columns of a project's data, read anew only if something changed.

    Args:
        folder: Where relative paths start from: the folder of the project's file.
        progress: Is told how a download gets on.
        is_fresh: Whether to read anew in any case.

    Raises:
        DataError: If there is no source, or it cannot be read.
    """
    if data.source is None:
        raise DataError("There must be data to look at. Received: no source of data.")
    sources = (data.source, *data.beside)
    stamps = tuple(_stamp(source, folder) for source in sources)
    key = (msgspec.json.encode(sources), str(folder), stamps)
    table = None if is_fresh else _kept.get(key)
    if table is None:
        _make_room(key)
        main = Data(data.source, beside=data.beside)
        table = _kept[key] = read_main(main, folder, progress)
    return table


def parts_of(project: Project, table: Table) -> NDArray | None:
    """Returns the number in `PARTS` of each sample's part; None if nobody can tell."""
    slim = replace(project, graphs={MAIN: replace(project.main, positions={})})
    return _divided(table, msgspec.json.encode(slim))


def _make_room(key: object) -> None:
    """Lets go of what is read anew, and of what nobody has asked for the longest."""
    _kept.pop(key, None)
    while len(_kept) >= KEPT:
        del _kept[next(iter(_kept))]


@lru_cache(maxsize=1)
def _divided(table: Table, project: bytes) -> NDArray | None:
    import numpy as np

    try:
        parts = divide_table(msgspec.json.decode(project, type=Project), table)
    except DataError:
        return None
    numbers = np.zeros(len(table), "int8")
    for number, positions in enumerate(parts):
        numbers[positions] = number
    return numbers


def _stamp(source: DataSource, folder: str | Path | None) -> object:
    """Returns what differs once somebody has written to the file, or into the folder.

    Of a folder these are the times of its sub-folders, too, where files come and go,
    and of its table.
    """
    path = Path(folder or ".") / source.name
    try:
        found = os.stat(path)
        inside = (found.st_mtime_ns, found.st_size)
        if not stat.S_ISDIR(found.st_mode):
            return inside
        with os.scandir(path) as entries:
            times = sorted(
                (entry.name, entry.stat().st_mtime_ns)
                for entry in entries
                if entry.is_dir() or entry.name == source.options.get("labels")
            )
    except (OSError, ValueError):
        return None
    return (*inside, *times)
