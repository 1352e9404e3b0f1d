"""What a run tells while it goes on, one event a line, in a file of its folder.

Whoever opens the folder later, another window or the run itself after a crash, learns
from it what was told before. It is only ever added to: a process that is killed leaves
a torn last line at most, which nobody reads.
"""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec
from msgspec.structs import replace

from kgraph.messages import (
    AnyEvent,
    BatchesEnded,
    EpochEnded,
    Event,
    Marked,
    TrainingBegan,
    Warned,
    decode_event,
    encode,
)

NAME = "events.jsonl"
_CHUNK = 2**18  # bytes that are read at a time
_LONGEST = 2**24  # bytes of a line that may still be an event


class Journal:
    """Writes the events of a run.

    Args:
        folder: The run's.
    """

    def __init__(self, folder: Path) -> None:
        self._file = (folder / NAME).open("ab", buffering=0)
        if self._file.tell() and not _ends_in_newline(folder / NAME):
            self._file.write(b"\n")

    def write(self, event: Event) -> None:
        """Adds an event; it is there even if this process dies at once.

        Raises:
            OSError: If the disk is full.
        """
        line = encode(event)
        if self._file.write(line) != len(line):
            raise OSError(28, "No space left on device")

    def sync(self) -> None:
        """Makes what was written outlast a power cut."""
        os.fsync(self._file.fileno())

    def close(self) -> None:
        """Ends writing."""
        self._file.close()


class JournalReader:
    """Reads the events of a run as they are written.

    Args:
        folder: The run's; the journal may not be there yet.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / NAME
        self._rest = b""
        self.position = 0

    def size(self) -> int:
        """Returns how many bytes there are to read in all."""
        try:
            return self._path.stat().st_size
        except FileNotFoundError:
            return 0

    def read(self, until: int | None = None) -> list[AnyEvent]:
        """Returns some of the events that were not read yet; none if there are none.

        Args:
            until: How many bytes of the journal to read at most, in all.
        """
        if self.size() <= self.position:
            return []
        count = _CHUNK if until is None else min(_CHUNK, until - self.position)
        with self._path.open("rb") as file:
            file.seek(self.position)
            data = file.read(count)
        self.position += len(data)
        *lines, rest = (self._rest + data).split(b"\n")
        self._rest = rest if len(rest) < _LONGEST else b""
        return list(_events(lines))

    def read_all(self) -> Iterator[AnyEvent]:
        """Yields all events that were not read yet."""
        while self.size() > self.position:
            yield from self.read()


def told_until(folder: Path, step: int, epoch: int) -> list[AnyEvent]:
    """Returns what a run told of its first batches and epochs, nothing of it twice.

    A run that went on from a checkpoint told of some batches again; what it told of
    them before is void.
    """
    told: list[AnyEvent] = []
    for event in JournalReader(folder).read_all():
        if isinstance(event, TrainingBegan):
            told = list(_before(told, event.first_step, event.first_epoch))
        elif isinstance(event, BatchesEnded | EpochEnded | Marked | Warned):
            told.append(event)
    return list(_before(told, step, epoch))


def _before(events: Iterable[AnyEvent], step: int, epoch: int) -> Iterator[AnyEvent]:
    """Yields what is about the first `step` batches and the epochs before `epoch`."""
    for event in events:
        if isinstance(event, BatchesEnded):
            if event.step < step:
                count = step - event.step
                logs = {name: values[:count] for name, values in event.logs.items()}
                yield replace(event, logs=logs)
        elif isinstance(event, EpochEnded):
            if event.epoch < epoch:
                yield event
        elif isinstance(event, Marked | Warned) and event.step <= step:
            yield event


def _events(lines: Iterable[bytes]) -> Iterator[AnyEvent]:
    for line in lines:
        try:
            yield decode_event(line)
        except msgspec.DecodeError:
            continue  # torn by the end of a process, or of a newer kgraph


def _ends_in_newline(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
