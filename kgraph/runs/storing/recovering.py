"""Brings into the store what the folders of runs know and it does not, or no more.

Runs that were killed have told their last epochs to their journals alone; and a store
that was lost, or was moved away because it was damaged, is made again of them all.
"""

from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from kgraph.messages import (
    AnyEvent,
    BatchesEnded,
    EpochEnded,
    Event,
    Failed,
    TrainingEnded,
)
from kgraph.runs import alive
from kgraph.runs.folder.death import SMALLER, how_it_died, was_memory_short
from kgraph.runs.folder.journal import NAME, last_told, told_until
from kgraph.runs.places import BEGINNING
from kgraph.runs.run import Epoch, Run, RunError, State
from kgraph.runs.storing import rows
from kgraph.runs.storing.listing import LOCK
from kgraph.runs.storing.sqlite_file import file_in, is_made, reading, writing

_ALL = 2**62
_UNREADABLE = (ValueError, RecursionError, OverflowError)
"""What files raise that were torn by a power cut, or damaged."""


class History:
    """Makes epochs of events.

    Attributes:
        epochs: Those that have ended and were not taken yet.
    """

    def __init__(self, events: Iterable[AnyEvent] = ()) -> None:
        self.epochs: list[Epoch] = []
        self._curves: dict[str, array[float]] = {}
        for event in events:
            self.take(event)

    def take(self, event: Event) -> None:
        """Takes note of batches and epochs; other events are not its business."""
        if isinstance(event, BatchesEnded):
            for name, values in event.logs.items():
                curve = self._curves.setdefault(name, array("f"))  # as the store has it
                curve.extend(map(float, values))
        elif isinstance(event, EpochEnded):
            logs = {name: float(value) for name, value in event.logs.items()}
            epoch = Epoch(event.epoch, event.step, event.seconds, logs, self._curves)
            self.epochs.append(epoch)
            self._curves = {}


def recover(folder: Path, most: int = _ALL) -> bool:
    """Writes down what happened to runs that were killed, or that the store has lost.

    A run that another process has meanwhile gone on with is left to it, and so is a
    store that cannot be written to.

    Args:
        folder: The store's.
        most: How many bytes a journal may have that is read; reading 100 MB takes a
            second.

    Returns:
        Whether longer journals are left.
    """
    is_left = False
    with suppress(RunError, OSError):
        for key in _lost(folder):
            with suppress(*_UNREADABLE):
                _take_in(folder, key)
        for key in _unended(folder):
            place = folder / rows.id_of(key)
            if not (place / NAME).exists() or alive.is_held(place / LOCK):
                continue
            if (place / NAME).stat().st_size > most:
                is_left = True
                continue
            with suppress(*_UNREADABLE):
                _write_down(folder, key, place)
    return is_left


def _lost(folder: Path) -> list[int]:
    """Returns the runs that have a folder, and nothing in the store."""
    names = [path.parent.name for path in folder.glob(f"*/{BEGINNING}")]
    places = {int(name) for name in names if name.isdecimal()}
    file = file_in(folder)
    if places and is_made(file):
        with reading(file) as connection:
            rows_of = "SELECT number FROM runs UNION SELECT number FROM deleted"
            places -= {number for (number,) in connection.execute(rows_of)}
    held = {n for n in places if alive.is_held(folder / rows.id_of(n) / LOCK)}
    return sorted(places - held)


def _take_in(folder: Path, key: int) -> None:
    """Adds a run as it was when it began; how it went on is for its journal to say."""
    data = (folder / rows.id_of(key) / BEGINNING).read_bytes()
    run = msgspec.json.decode(data, type=Run)
    with writing(file_in(folder)) as connection:
        rows.write_run(connection, key, run)


def _unended(folder: Path) -> list[int]:
    """Returns the runs of which nobody has written how they ended."""
    file = file_in(folder)
    if not is_made(file):
        return []
    with reading(file) as connection:
        found = connection.execute("SELECT number FROM runs WHERE state = 'running'")
        return [number for (number,) in found]


def _write_down(folder: Path, key: int, place: Path) -> None:
    state, scores, error = _end_in(place)
    ended = (place / NAME).stat().st_mtime
    with writing(file_in(folder)) as connection:
        is_ours = "SELECT 1 FROM runs WHERE number = ? AND state = 'running'"
        if not connection.execute(is_ours, (key,)).fetchone():
            return  # another process was quicker
        if alive.is_held(place / LOCK):
            return  # and goes on with it; what it writes, it writes after this
        connection.execute("DELETE FROM epochs WHERE run = ?", (key,))
        rows.write_epochs(connection, key, _epochs(place))
        connection.execute(
            "UPDATE runs SET state = ?, ended = ?, scores = ?, error = ? "
            "WHERE number = ?",
            (state, ended, rows.logs_text(scores), error, key),
        )


def _epochs(place: Path) -> Iterator[Epoch]:
    """Yields the epochs of a run one by one: all of them may not fit into memory."""
    history = History()
    for event in told_until(place, _ALL, _ALL):
        history.take(event)
        yield from history.epochs
        history.epochs.clear()


def _end_in(place: Path) -> tuple[State, dict[str, float], str]:
    """Returns the state, scores and error of a run by what it told last."""
    for event in last_told(place)[-1:]:
        match event:
            case TrainingEnded(reason=reason, scores=scores):
                state: State = "stopped" if reason == "stopped" else "finished"
                return state, {n: float(v) for n, v in scores.items()}, ""
            case Failed(message=message):
                return "failed", {}, message
    if was_memory_short(place):
        how = how_it_died(place, None)
        sentence = f"The run's process ended unexpectedly ({how}). {SMALLER}"
        return "interrupted", {}, sentence
    return "interrupted", {}, ""
