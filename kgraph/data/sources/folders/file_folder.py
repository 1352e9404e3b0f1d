"""Lists the files of a folder: a sub-folder for each class, or files alone."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from kgraph.data.lazy import Decoding, LazyArray
from kgraph.data.table import Table, TableColumn, table
from kgraph.document.errors import DataError

LABEL = "label"
FILE = "file"
MOST_EXAMPLES = 64


@dataclass(frozen=True)
class FileKind:
    """The files that samples of a kind lie in.

    Attributes:
        noun: What the files are, as errors name them.
        column: The name of the column of samples.
        endings: How their names end, in lower case.
        most_bytes: How large one may be.
    """

    noun: str
    column: str
    endings: tuple[str, ...]
    most_bytes: int


@dataclass(frozen=True)
class FolderFiles:
    """The files of a folder, class by class and each class by name.

    Attributes:
        folder: Its path.
        names: Paths from there, divided by `/`.
        classes: The names of the sub-folders in order; none if files lie in the
            folder itself.
        codes: For each file the position of its class.
    """

    folder: str
    names: tuple[str, ...]
    classes: tuple[str, ...] = ()
    codes: tuple[int, ...] = ()

    @property
    def paths(self) -> tuple[str, ...]:
        """The paths of the files."""
        return tuple(os.path.join(self.folder, name) for name in self.names)

    def table(self, column: str, decoding: Decoding) -> Table:
        """Returns the table of the samples in these files, their labels and names."""
        import numpy as np

        columns = [TableColumn(column, LazyArray(self.paths, decoding))]
        if self.classes:
            codes = np.array(self.codes, "int32")
            columns.append(TableColumn(LABEL, codes, self.classes))
        columns.append(TableColumn(FILE, np.array(self.names, object)))
        return table(columns, self.folder)


def list_files(folder: Path, kind: FileKind) -> FolderFiles:
    """Returns the files of a kind, in the order in which Keras lists them.

    Each sub-folder is a class, and all files below it are of that class. Names that
    begin with a dot are left out, and so are files that end otherwise.

    Raises:
        DataError: If there are none, a class has none, one of them is empty, too
            large or lies elsewhere, or the folder cannot be read.
    """
    try:
        inside = os.path.join(os.path.realpath(folder), "")
        entries = _entries(str(folder))
        classes = tuple(entry.name for entry in entries if _is_folder(entry, inside))
        if not classes:
            names = tuple(e.name for e in entries if _is_sample(e, kind, inside))
            if names:
                return FolderFiles(str(folder), names)
            raise _nothing(str(folder), kind)
        names_of = {c: _below(folder, c, kind, inside) for c in classes}
    except OSError as error:
        raise _unreadable(error.filename or folder, error.strerror) from error
    except ValueError as error:  # a name that no file can have
        raise _unreadable(folder, str(error)) from error
    empty = [name for name, names in names_of.items() if not names]
    if len(empty) == len(classes):
        raise _nothing(str(folder), kind)
    if empty:
        raise DataError(
            f"{folder} must hold {kind.noun}s of every class, one sub-folder for each. "
            f"Received: none in {empty[0]!r}. Put some there or take it away."
        )
    names = tuple(name for names in names_of.values() for name in names)
    codes = tuple(i for i, c in enumerate(classes) for _ in names_of[c])
    return FolderFiles(str(folder), names, classes, codes)


def examples(paths: Sequence[str]) -> Sequence[str]:
    """Returns a few of many files, evenly spread: they stand for the others."""
    every = -(-len(paths) // MOST_EXAMPLES)
    return paths[::every]


def check_inside(path: str, inside: str) -> None:
    """Raises if a path leads out of the folder of the data, by a link or by `..`.

    Args:
        inside: The real path of that folder, with a slash behind it.

    Raises:
        DataError: If so, naming both.
    """
    target = os.path.realpath(path)
    if not os.path.join(target, "").startswith(inside):
        raise DataError(
            f"{path} must lie in the folder of the data itself. Received: a path "
            f"that leads to {target}. Put a copy there or take it away."
        )


def check_file(path: str, found: os.stat_result, kind: FileKind) -> bool:
    """Returns whether this is a regular file; raises if it cannot be a sample.

    Raises:
        DataError: If it is empty or too large.
    """
    if not stat.S_ISREG(found.st_mode):
        return False
    if not 0 < found.st_size <= kind.most_bytes:
        raise DataError(
            f"{path} must be a file of 1 byte to {kind.most_bytes / 2**20:,.0f} MiB. "
            f"Received: {found.st_size:,} bytes. Save it anew or take it out."
        )
    return True


def _entries(folder: str) -> list[os.DirEntry[str]]:
    """Returns what lies in a folder by name, without what is hidden."""
    with os.scandir(folder) as entries:
        seen = [entry for entry in entries if not entry.name.startswith(".")]
    return sorted(seen, key=lambda entry: entry.name)


def _is_folder(entry: os.DirEntry[str], inside: str) -> bool:
    if entry.is_symlink() and entry.is_dir():
        check_inside(entry.path, inside)
    return entry.is_dir()


def _is_sample(entry: os.DirEntry[str], kind: FileKind, inside: str) -> bool:
    if not entry.name.lower().endswith(kind.endings):
        return False
    if entry.is_symlink():
        check_inside(entry.path, inside)
    return check_file(entry.path, entry.stat(), kind)


def _below(folder: Path, name: str, kind: FileKind, inside: str) -> list[str]:
    """Returns the files of a class as paths from the folder, as Keras sorts them."""
    found = sorted(_walk(os.path.join(folder, name), name, kind, inside))
    return [f"{place}/{file}" for place, file in found]


def _walk(
    path: str, place: str, kind: FileKind, inside: str
) -> Iterator[tuple[str, str]]:
    for entry in _entries(path):
        if _is_folder(entry, inside):
            if not entry.is_symlink():  # it could lead round and round
                yield from _walk(entry.path, f"{place}/{entry.name}", kind, inside)
        elif _is_sample(entry, kind, inside):
            yield place, entry.name


def _unreadable(folder: str | Path, received: str | None) -> DataError:
    return DataError(
        f"{folder} must be a folder that can be read. Received: {received}."
    )


def _nothing(folder: str, kind: FileKind) -> DataError:
    return DataError(
        f"{folder} must hold {kind.noun}s ({', '.join(kind.endings)}), in a sub-folder "
        "for each class or all in itself. Received: none."
    )
