"""Where run stores lie on the disk."""

import os
import sys
from pathlib import Path

REQUEST = "request.json"
"""What a run's process is asked for, in the run's folder."""

BEGINNING = "run.json"
"""What a run was when it began, in its folder: should the store be lost."""

OUTPUT = "output.txt"
"""What its libraries print there."""

BUSY = 75
"""What a run's process returns where another one has the run."""


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


def folder_of(path: Path) -> Path:
    """Returns where the relative paths of a drawing start from.

    The drawing that a run keeps says them as the drawing that was trained does.

    Example:

    >>> folder_of(Path("drawings/digits.runs/0001/document.kgraph")).as_posix()
    'drawings'
    """
    is_of_run = path.name == "document.kgraph" and path.parents[1].suffix == ".runs"
    return path.parents[2] if is_of_run else path.parent


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
