"""Where run stores lie on the disk."""

import os
import sys
from pathlib import Path


def beside(path: str | Path | None) -> Path:
    """Returns the folder of the runs of a `.kgraph` file.

    Args:
        path: The file; None for a drawing that was never saved, whose runs are kept
            under `home()`.

    Example:

    >>> beside("drawings/digits.kgraph").as_posix()
    'drawings/digits.runs'
    """
    return Path(path).with_suffix(".runs") if path else home() / "unsaved.runs"


def home() -> Path:
    """Returns the user's data folder for kgraph; `KGRAPH_HOME` overrides it."""
    if chosen := os.environ.get("KGRAPH_HOME"):
        return Path(chosen)
    return _data_folder() / "kgraph"


def _data_folder() -> Path:
    user = Path.home()
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or user / "AppData" / "Local")
    if sys.platform == "darwin":
        return user / "Library" / "Application Support"
    return Path(os.environ.get("XDG_DATA_HOME") or user / ".local" / "share")
