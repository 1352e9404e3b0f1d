"""Brings into the store what the journals of killed runs know and it does not yet."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from kgraph.messages import AnyEvent, BatchesEnded, EpochEnded, Event
from kgraph.runs import alive, rows
from kgraph.runs.journal import NAME, told_until
from kgraph.runs.listing import LOCK
from kgraph.runs.run import Epoch, RunError
from kgraph.runs.sqlite_file import file_in, is_made, reading, writing

_ALL = 2**62


class History:
    """Makes epochs of events.

    Attributes:
        epochs: Those that have ended and were not taken yet.
    """

    def __init__(self, events: Iterable[AnyEvent] = ()) -> None:
        self.epochs: list[Epoch] = []
        self._curves: dict[str, list[float]] = {}
        for event in events:
            self.take(event)

    def take(self, event: Event) -> None:
        """Takes note of batches and epochs; other events are not its business."""
        if isinstance(event, BatchesEnded):
            for name, values in event.logs.items():
                self._curves.setdefault(name, []).extend(float(v) for v in values)
        elif isinstance(event, EpochEnded):
            logs = {name: float(value) for name, value in event.logs.items()}
            epoch = Epoch(event.epoch, event.step, event.seconds, logs, self._curves)
            self.epochs.append(epoch)
            self._curves = {}


def recover(folder: Path) -> None:
    """Writes down the last epochs of runs whose processes were killed.

    A run that another process has meanwhile gone on with is left to it, and so is a
    store that cannot be written to.

    Args:
        folder: The store's.
    """
    with suppress(RunError, OSError):
        for key in _unended(folder):
            place = folder / rows.id_of(key)
            if (place / NAME).exists() and (lock := alive.try_to_hold(place / LOCK)):
                with lock:
                    _write_down(folder, key, place)


def _unended(folder: Path) -> list[int]:
    """Returns the runs of which nobody has written how they ended."""
    file = file_in(folder)
    if not is_made(file):
        return []
    with reading(file) as connection:
        found = connection.execute("SELECT number FROM runs WHERE state = 'running'")
        return [number for (number,) in found]


def _write_down(folder: Path, key: int, place: Path) -> None:
    told = History(told_until(place, _ALL, _ALL)).epochs
    ended = (place / NAME).stat().st_mtime
    with writing(file_in(folder)) as connection:
        connection.execute("DELETE FROM epochs WHERE run = ?", (key,))
        rows.write_epochs(connection, key, told)
        connection.execute(
            "UPDATE runs SET state = 'interrupted', ended = ? WHERE number = ?",
            (ended, key),
        )
