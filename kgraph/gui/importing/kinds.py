"""Which files the window opens, and what they are called in its dialogs."""

from pathlib import Path

from PySide6.QtCore import QMimeData

from kgraph.document.files import SUFFIX

MODELS = (".keras", ".h5", ".hdf5", ".json", ".py")
"""Suffixes of files that hold a model of another program."""


def is_model(path: str | Path) -> bool:
    """Whether a file is opened by reading a foreign model from it."""
    return Path(path).suffix.lower() in MODELS


def can_open(path: str | Path) -> bool:
    """Whether a file is one that the window shows."""
    return is_model(path) or Path(path).suffix.lower() == SUFFIX


def file_filter() -> str:
    """Returns what a file dialog lists, the most wanted first."""
    models = " ".join(f"*{suffix}" for suffix in MODELS)
    return ";;".join(
        (
            f"Drawings and models (*{SUFFIX} {models})",
            f"kgraph drawings (*{SUFFIX})",
            f"Keras models ({models})",
            "All files (*)",
        )
    )


def dropped_file(data: QMimeData) -> str:
    """Returns the path of the file that is dragged; empty if it is none to open."""
    paths = [url.toLocalFile() for url in data.urls() if url.isLocalFile()]
    return paths[0] if len(paths) == 1 and can_open(paths[0]) else ""
