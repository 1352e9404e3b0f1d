"""Which files are open in other windows of kgraph.

A window locks a file under `home()` that is named after the drawing's path; nothing is
written beside the drawing, and a process that is killed locks nothing any more.
"""

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct

from kgraph.runs import home
from kgraph.runs.alive import is_held, try_to_hold


class Holder(Struct, frozen=True):
    """Who has a file open.

    Attributes:
        since: In seconds since 1970.
    """

    pid: int
    since: float


class OpenFiles:
    """The claim of one window on the file that it shows."""

    def __init__(self) -> None:
        self._path: Path | None = None
        self._lock: IO[bytes] | None = None

    def take(self, path: Path | None) -> None:
        """Tells other windows which file this one shows, if any.

        Where that cannot be told, or another window has it, this is no obstacle.
        """
        if path == self._path:
            return
        self.let_go()
        self._path = path
        if path is None:
            return
        place = _place(path)
        with suppress(OSError):
            place.parent.mkdir(parents=True, exist_ok=True)
            self._lock = try_to_hold(place)
            if self._lock is not None:
                holder = Holder(os.getpid(), time.time())
                _note(place).write_bytes(msgspec.json.encode(holder))

    def let_go(self) -> None:
        """Tells other windows that this one shows no file any more."""
        if self._path is not None and self._lock is not None:
            place = _place(self._path)
            for path in (_note(place), place):
                with suppress(OSError):
                    path.unlink()
            self._lock.close()
        self._path = self._lock = None

    def holder(self, path: Path) -> Holder | None:
        """Returns who else has a file open, None if nobody has."""
        place = _place(path)
        if (path == self._path and self._lock) or not is_held(place):
            return None
        try:
            return msgspec.json.decode(_note(place).read_bytes(), type=Holder)
        except (OSError, msgspec.DecodeError):
            return Holder(0, time.time())  # it is only just being opened


def _place(path: Path) -> Path:
    name = hashlib.sha256(os.path.realpath(path).encode(errors="surrogateescape"))
    return home() / "open" / f"{name.hexdigest()[:32]}.lock"


def _note(place: Path) -> Path:
    # A file of its own: where locks are mandatory, a locked one cannot be read.
    return place.with_suffix(".json")
