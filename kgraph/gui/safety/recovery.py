"""Recovery files: a drawing as it was moments ago, in case its process is killed.

One lies under `home()` for each window with unsaved changes, beside a file that its
process locks: what nobody locks was left behind by a process that is gone.
"""

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kgraph.document import files
from kgraph.document.errors import EditError, FileError
from kgraph.document.project import Project
from kgraph.runs import home
from kgraph.runs.alive import try_to_hold

SUFFIX = ".recovery"


class Recovered(Struct, frozen=True):
    """What a recovery file holds.

    Attributes:
        name: The file that the drawing was opened from or saved to, if any.
        time: When it was written, in seconds since 1970.
        pid: Of the process that wrote it.
    """

    name: str | None
    time: float
    pid: int
    project: Project

    @property
    def path(self) -> Path | None:
        """The file that the drawing belongs to, if any."""
        return Path(self.name) if self.name else None


class RecoveryFile:
    """One recovery file, and the lock that says whose it is."""

    def __init__(self, path: Path, lock: IO[bytes] | None = None) -> None:
        self.path = path
        self._lock = lock

    @classmethod
    def new(cls) -> "RecoveryFile":
        """Returns a file of this process; it is made when it is first written."""
        return cls(folder() / f"{secrets.token_hex(8)}{SUFFIX}")

    def write(self, project: Project, original: Path | None) -> None:
        """Writes a drawing, wholly or not at all.

        Raises:
            FileError: If that fails.
        """
        name = str(original) if original and _is_text(original) else None
        kept = Recovered(name, time.time(), os.getpid(), project)
        try:
            # As it is, and not as a `.kgraph` file: Python would hold up the window
            # for as long as it takes to make that text, also in a thread.
            data = msgspec.json.encode(kept)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            self._lock = self._lock or try_to_hold(_lock_of(self.path))
        except OSError as error:
            raise FileError(
                f"{str(self.path.parent)!r} cannot be written to: "
                f"{error.strerror or error}."
            ) from error
        files.write_bytes(data, self.path)

    def read(self) -> Recovered:
        """Returns what was written.

        Raises:
            FileError: If it is damaged.
        """
        try:
            kept = msgspec.json.decode(files.read_bytes(self.path), type=Recovered)
            text = files.dumps(kept.project)
        except (msgspec.DecodeError, UnicodeDecodeError, EditError) as error:
            raise FileError(f"{str(self.path)!r} is no recovery file.") from error
        # What a file must be to be opened, this must be as well.
        project = files.loads(text, str(self.path))
        # A time or a name that cannot be must not cost the drawing.
        moment = min(max(kept.time, 0), time.time())
        name = kept.name if kept.name and _may_be_path(kept.name) else None
        return replace(kept, project=project, time=moment, name=name)

    def remove(self) -> None:
        """Takes the file away; its lock is kept for the next time."""
        with suppress(OSError):
            self.path.unlink()

    def set_aside(self) -> None:
        """Keeps a damaged file where nobody is asked about it again."""
        with suppress(OSError):
            self.path.replace(self.path.with_suffix(".damaged"))

    def let_go(self) -> None:
        """Gives the lock back: the file, if there is one, is for the next start."""
        if self._lock is not None:
            with suppress(OSError):
                _lock_of(self.path).unlink()
            self._lock.close()
            self._lock = None


def left_behind() -> Iterator[RecoveryFile]:
    """Yields, locked, the files of processes that are gone, latest first."""
    paths = sorted(folder().glob(f"*{SUFFIX}"), key=_written, reverse=True)
    for path in paths:
        with suppress(OSError):
            lock = try_to_hold(_lock_of(path))
            if lock is not None and path.exists():
                yield RecoveryFile(path, lock)
            elif lock is not None:
                lock.close()


def folder() -> Path:
    """Returns where recovery files lie."""
    return home() / "recovery"


def _lock_of(path: Path) -> Path:
    return path.with_suffix(".lock")


def _may_be_path(name: str) -> bool:
    try:
        os.lstat(name)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return True
    except (OSError, ValueError):
        return False
    return True


def _is_text(path: Path) -> bool:
    """Whether a path can be written down: its bytes need not be letters."""
    try:
        return bool(str(path).encode())
    except UnicodeEncodeError:
        return False


def _written(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
