"""How runs and their epochs are written in rows of the run store, and read again."""

import sqlite3
from array import array
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec

from kgraph.messages import number
from kgraph.runs.run import Epoch, Run

Row = dict[str, Any]
Curves = dict[str, list[float]]

_OLD = {"tags": "[]", "remarks": "", "plan": "{}"}  # what rows of version 1 have not

_YEAR_3000 = 32503680000.0


@contextmanager
def _undamaged() -> Iterator[None]:
    """Says of what no version has written that the file is damaged.

    Raises:
        sqlite3.DatabaseError: As SQLite does if it notices that itself.
    """
    try:
        yield
    except (ValueError, TypeError, AttributeError, RecursionError) as error:
        raise sqlite3.DatabaseError(f"a row in it is damaged ({error})") from error


def id_of(key: int) -> str:
    """Returns what people call the run of a row."""
    return f"{key:04d}"


def write_run(connection: sqlite3.Connection, key: int, run: Run) -> None:
    """Adds a row for a run, as it is, under another number."""
    row = {
        "number": key,
        "state": run.state,
        "started": run.started,
        "ended": run.ended,
        "seed": run.seed,
        "settings": text(run.settings),
        "versions": text(run.versions),
        "scores": logs_text(run.scores),
        "error": run.error,
        "tags": text(run.tags),
        "remarks": run.remarks,
    }
    names, places = ", ".join(row), ", ".join(f":{name}" for name in row)
    connection.execute(f"INSERT INTO runs ({names}) VALUES ({places})", row)


def write_epochs(
    connection: sqlite3.Connection, key: int, epochs: Iterable[Epoch]
) -> None:
    """Adds a row for each epoch of a run; a later one of a number takes its place."""
    connection.executemany(
        "INSERT OR REPLACE INTO epochs VALUES (?, ?, ?, ?, ?, ?)",
        (
            (key, e.epoch, e.step, e.seconds, logs_text(e.logs), _pack(e.batches))
            for e in epochs
        ),
    )


def read_runs(connection: sqlite3.Connection) -> list[Row]:
    """Returns the rows of all runs, the earliest first, whatever their version."""
    return _read(connection, "ORDER BY number")


def read_latest(connection: sqlite3.Connection) -> Row | None:
    """Returns the row of the latest run, None if there is none."""
    return next(iter(_read(connection, "ORDER BY number DESC LIMIT 1")), None)


def count_epochs(connection: sqlite3.Connection) -> dict[int, int]:
    """Returns how many epochs each run has that has any, by its number."""
    return dict(connection.execute("SELECT run, COUNT(*) FROM epochs GROUP BY run"))


@_undamaged()
def read_epochs_of(
    connection: sqlite3.Connection, keys: Collection[int]
) -> dict[int, list[Epoch]]:
    """Returns the epochs of some runs, by their numbers, without their batches."""
    found: dict[int, list[Epoch]] = {}
    wanted = set(keys)
    rows = connection.execute(
        "SELECT run, epoch, step, seconds, logs FROM epochs "
        "WHERE run BETWEEN ? AND ? ORDER BY run, epoch",
        (min(keys), max(keys)),
    )
    for run, epoch, step, seconds, logs in rows:
        if run in wanted:
            found.setdefault(run, []).append(_epoch(epoch, step, seconds, logs))
    return found


@_undamaged()
def read_epochs(connection: sqlite3.Connection, key: int) -> tuple[Epoch, ...]:
    """Returns the epochs of one run with their batches."""
    rows = connection.execute(
        "SELECT epoch, step, seconds, logs, batches FROM epochs "
        "WHERE run = ? ORDER BY epoch",
        (key,),
    )
    return tuple(
        _epoch(epoch, step, seconds, logs, _unpack(batches))
        for epoch, step, seconds, logs, batches in rows
    )


@_undamaged()
def run_of(row: Row, folder: Path) -> Run:
    """Returns the run of a row, in the state that was written down last.

    Args:
        folder: The store's.
    """
    run = id_of(row["number"])
    known = {
        **row,
        "id": run,
        "folder": str(folder / run),
        "started": _moment(row["started"]),
        "ended": None if row["ended"] is None else _moment(row["ended"]),
        "settings": msgspec.json.decode(row["settings"]),
        "versions": msgspec.json.decode(row["versions"]),
        "scores": _logs(row["scores"]),
        "tags": msgspec.json.decode(row["tags"]),
    }
    return msgspec.convert(known, Run)


def text(value: object) -> str:
    """Returns a value as JSON."""
    return msgspec.json.encode(value).decode()


def logs_text(values: Mapping[str, float]) -> str:
    """Returns named values as JSON, which has no NaN and no infinity."""
    return text({name: number(value) for name, value in values.items()})


def _read(connection: sqlite3.Connection, which: str) -> list[Row]:
    cursor = connection.execute(f"SELECT * FROM runs {which}")
    names = [column[0] for column in cursor.description]
    return [{**_OLD, **dict(zip(names, row, strict=True))} for row in cursor]


def _moment(seconds: float) -> float:
    """Returns a time that a calendar can show, whatever a wrong clock has said."""
    return min(max(0.0, seconds), _YEAR_3000)


def _epoch(
    epoch: Any, step: Any, seconds: Any, logs: Any, batches: Curves | None = None
) -> Epoch:
    return Epoch(int(epoch), int(step), float(seconds), _logs(logs), batches or {})


def _logs(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in msgspec.json.decode(text).items()}


def _pack(curves: Mapping[str, Sequence[float]]) -> bytes:
    """Single precision: what Keras computed, and a quarter of the text's size."""
    packed = {name: array("f", values).tobytes() for name, values in curves.items()}
    return msgspec.msgpack.encode(packed)


def _unpack(packed: bytes) -> Curves:
    found = msgspec.msgpack.decode(packed, type=dict[str, bytes])
    return {name: array("f", data).tolist() for name, data in found.items()}
