"""Tells whether the process of a run, or of a window, is still there.

The process locks a file; the system takes the lock back however the process ends. A
process id would say less: ids are used again, and mean nothing on another machine.
"""

import os
import sys
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

_LOOK = 0.01  # seconds: a look takes a hundredth of it

if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes], exclusive: bool) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: IO[bytes], exclusive: bool) -> None:
        kind = fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH
        fcntl.flock(file, kind | fcntl.LOCK_NB)


def hold(path: Path) -> IO[bytes]:
    """Locks a new file until it is closed or this process ends."""
    file = path.open("xb")
    _lock_soon(file)
    return file


def try_to_hold(path: Path) -> IO[bytes] | None:
    """Locks a file, which is made where it is missing; None if another has it."""
    while True:
        file = path.open("ab")
        try:
            _lock_soon(file)
        except OSError:
            file.close()
            return None
        if _is_there(path, file):
            return file
        file.close()  # whoever held it took it away meanwhile


def let_go(path: Path, file: IO[bytes]) -> None:
    """Ends holding a file, and takes it away.

    Where the system lets it, in this order: whoever opened it in between would hold
    what nobody else finds. Where it does not, it leaves alone what another has open.
    """
    if sys.platform == "win32":
        file.close()
        with suppress(OSError):
            path.unlink()
        return
    with suppress(OSError):
        if _is_there(path, file):
            path.unlink()
    file.close()


def is_held(path: Path) -> bool:
    """Whether a process, this one included, holds the file."""
    try:
        with path.open("rb") as file:
            _lock(file, exclusive=False)
    except FileNotFoundError:
        return False
    except OSError:
        return True
    return False


def _lock_soon(file: IO[bytes]) -> None:
    """Locks a file that others may look at just now: `is_held` locks it too."""
    deadline = time.monotonic() + _LOOK
    while True:
        try:
            _lock(file, exclusive=True)
            return
        except OSError:
            if time.monotonic() > deadline:
                raise
            time.sleep(_LOOK / 10)


def _is_there(path: Path, file: IO[bytes]) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False
