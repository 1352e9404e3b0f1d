"""Which kinds of sources a person can choose, and which a file or folder is of."""

import itertools
import os
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QMimeData

from kgraph.document.data import FOLDER_ENDINGS, SourceKind


class FileKind(NamedTuple):
    """A kind of source that is a file, or a folder of files.

    Attributes:
        suffixes: Of the file, or of what is in the folder.
    """

    kind: SourceKind
    title: str
    suffixes: tuple[str, ...]
    is_folder: bool = False

    @property
    def filter(self) -> str:
        """What a file dialog lists."""
        return f"{self.title} ({' '.join(f'*{suffix}' for suffix in self.suffixes)})"


FILES = (
    FileKind("csv", "CSV or TSV file", (".csv", ".tsv", ".txt")),
    FileKind("parquet", "Parquet file", (".parquet", ".pq")),
    FileKind("npz", "NumPy arrays, NPZ", (".npz",)),
    FileKind("npy", "NumPy array, NPY", (".npy",)),
    FileKind("hdf5", "HDF5 file", (".hdf5", ".h5", ".he5")),
)
FOLDERS = (
    FileKind("images", "Folder of images", FOLDER_ENDINGS["images"], is_folder=True),
    FileKind("audio", "Folder of sounds", FOLDER_ENDINGS["audio"], is_folder=True),
    FileKind("texts", "Folder of texts", FOLDER_ENDINGS["texts"], is_folder=True),
)
LOOKED_AT = 400  # entries of a folder until one is found that tells its kind
DEEP = 3  # folders within folders


def kind_of(path: str | Path) -> SourceKind | None:
    """Returns the kind of source that a file or folder is; None if it is none.

    A folder is what the first file in it is that is of any kind.
    """
    path = Path(path)
    if os.path.isdir(path):
        return _kind_of_folder(path)
    suffix = path.suffix.lower()
    if suffix == ".py":
        return "python"
    return next((file.kind for file in FILES if suffix in file.suffixes), None)


def dropped_data(data: QMimeData) -> str:
    """Returns the path of the data that is dragged; empty if it is none."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and kind_of(paths[0]) else ""


def stored_path(data: Path, project: Path | None) -> str:
    """Returns a data file's path as it is stored: relative to a project beside it."""
    if project is not None and data.is_relative_to(project.parent):
        return data.relative_to(project.parent).as_posix()
    return str(data)


def _kind_of_folder(folder: Path) -> SourceKind | None:
    names = itertools.islice(_names(folder, DEEP), LOOKED_AT)
    for suffix in (os.path.splitext(name)[1].lower() for name in names):
        for kind in FOLDERS:
            if suffix in kind.suffixes:
                return kind.kind
    return None


def _names(folder: Path, deep: int) -> itertools.chain[str]:
    """Returns the names of files in a folder, then of those in its folders."""
    try:
        with os.scandir(folder) as entries:
            few = itertools.islice(entries, LOOKED_AT)
            found = sorted(few, key=lambda entry: entry.name)
    except OSError:
        found = []
    files = (entry.name for entry in found if entry.is_file())
    inner = [Path(entry.path) for entry in found if entry.is_dir()] if deep else []
    deeper = (_names(path, deep - 1) for path in inner)
    return itertools.chain(files, itertools.chain.from_iterable(deeper))
