"""The SQLite file of a run store: its tables, and how it is opened."""

import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kgraph.runs.run import RunError

VERSION = 2
_PATIENCE = 30.0  # seconds that one process waits for another's writing

_VERSION_1 = """
CREATE TABLE runs (
    number INTEGER PRIMARY KEY,
    state TEXT NOT NULL,
    started REAL NOT NULL,
    ended REAL,
    seed INTEGER NOT NULL,
    settings TEXT NOT NULL,
    versions TEXT NOT NULL,
    scores TEXT NOT NULL DEFAULT '{}',
    error TEXT NOT NULL DEFAULT ''
);
CREATE TABLE epochs (
    run INTEGER NOT NULL REFERENCES runs (number),
    epoch INTEGER NOT NULL,
    step INTEGER NOT NULL,
    seconds REAL NOT NULL,
    logs TEXT NOT NULL,
    batches BLOB NOT NULL,
    PRIMARY KEY (run, epoch)
);
"""

_VERSION_2 = """
ALTER TABLE runs ADD COLUMN tags TEXT NOT NULL DEFAULT '[]';
ALTER TABLE runs ADD COLUMN remarks TEXT NOT NULL DEFAULT '';
ALTER TABLE runs ADD COLUMN plan TEXT NOT NULL DEFAULT '{}';
CREATE TABLE deleted (number INTEGER PRIMARY KEY);
"""

_STEPS = (_VERSION_1, _VERSION_2)
"""What makes of each version, from that of an empty file on, the next one."""


def file_in(folder: Path) -> Path:
    """Returns the file of the store whose folder it is."""
    return folder / "runs.sqlite"


@contextmanager
def writing(path: Path, *, makes_folder: bool = False) -> Iterator[sqlite3.Connection]:
    """Opens the file, made if it is not there, for one transaction.

    Args:
        makes_folder: Whether its folder is made too. A run that goes on must not: if
            the folder was moved, another in its place would part the run.

    Raises:
        RunError: If it cannot be written to.
    """
    try:
        if makes_folder:
            path.parent.mkdir(parents=True, exist_ok=True)
        with closing(_connect(path)) as connection:
            _prepare(connection, path)
            connection.execute("BEGIN IMMEDIATE")
            with connection:
                yield connection
    except (OSError, sqlite3.Error, UnicodeError) as error:
        raise RunError(
            f"The run cannot be written down in {path.parent}. Received: {error}. Make "
            "room on the disk if it is full, make that folder writable, save the "
            f"drawing in another one, or, if {path.name} is damaged, move it away."
        ) from error


def is_made(path: Path) -> bool:
    """Whether there is a store to read; one that is just being made is not.

    Raises:
        RunError: If there is a file but no store that this version can read.
    """
    if not path.exists():
        return False
    with reading(path) as connection:
        return _check_version(connection, path) > 0


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """Opens the file, which must be there, to read.

    Raises:
        RunError: If it cannot be read.
    """
    try:
        with closing(_connect(path, _to_read(path))) as connection:
            _check_version(connection, path)
            yield connection
    except (sqlite3.Error, UnicodeError) as error:
        raise RunError(
            f"The run store {path} cannot be read. Received: {error}. If the file is "
            "damaged, move it away; the runs' folders beside it stay as they are."
        ) from error


def _connect(path: Path, options: str = "mode=rwc") -> sqlite3.Connection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{options}",
        uri=True,
        timeout=_PATIENCE,
        isolation_level=None,
    )


def _to_read(path: Path) -> str:
    # A write-ahead log needs a file beside it, which a read-only folder cannot take.
    can_write = os.access(path.parent, os.W_OK)
    return "mode=rw" if can_write else "mode=ro&immutable=1"


def _prepare(connection: sqlite3.Connection, path: Path) -> None:
    """Makes the tables, or those of an earlier version into those of this one."""
    if _check_version(connection, path) == VERSION:
        return
    _use_write_ahead_log(connection)
    connection.execute("BEGIN IMMEDIATE")
    with connection:  # who else wanted to has done it by now, or waits for this one
        for step in _STEPS[_check_version(connection, path) :]:
            for statement in step.split(";"):
                connection.execute(statement)
        connection.execute(f"PRAGMA user_version = {VERSION}")


def _use_write_ahead_log(connection: sqlite3.Connection) -> None:
    # SQLite does not wait for other processes here, so we do.
    deadline = time.monotonic() + _PATIENCE
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError:
            if time.monotonic() > deadline:
                raise
            time.sleep(0.01)


def _check_version(connection: sqlite3.Connection, path: Path) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise RunError(
            f"The run store {path} was written by a newer kgraph: expected version "
            f"{VERSION}. Received: version {version}. Update kgraph to use it."
        )
    return int(version)
