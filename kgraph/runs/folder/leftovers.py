"""What a process that was killed while it wrote has left in the folder of its run."""

import re
from contextlib import suppress
from pathlib import Path

_UNFINISHED = re.compile(r"\.[0-9a-f]{16}\.\w+|unfinished\..+")
"""Names of files that would have taken another name once they were whole."""


def sweep(folder: Path) -> None:
    """Removes files that nobody will finish; the run must be this process's own."""
    for path in folder.iterdir():
        if _UNFINISHED.fullmatch(path.name):
            with suppress(OSError):
                path.unlink()
