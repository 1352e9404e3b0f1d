"""What a run tells while it goes on, one event a line, in a file of its folder.

Whoever opens the folder later, another window or the run itself after a crash, learns
from it what was told before. It is only ever added to: a process that is killed leaves
a torn last line at most, which nobody reads.
"""

import errno
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
        self._is_torn = bool(self._file.tell()) and not _ends_in_newline(folder / NAME)

    def write(self, event: Event) -> None:
        """Adds an event; it is there even if this process dies at once.

        Raises:
            OSError: If the disk is full.
        """
        line = b"\n" + encode(event) if self._is_torn else encode(event)
        self._is_torn = self._file.write(line) != len(line)
        if self._is_torn:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

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
        self._rest = bytearray()
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
        return list(_events(self._next_lines(until)))

    def read_all(self) -> Iterator[AnyEvent]:
        """Yields all events that were not read yet."""
        return _events(self.read_lines())

    def read_lines(self) -> Iterator[bytes]:
        """Yields all lines that were not read yet."""
        while self.size() > self.position:
            yield from self._next_lines()

    def _next_lines(self, until: int | None = None) -> list[bytes]:
        if self.size() <= self.position:
            return []
        count = _CHUNK if until is None else min(_CHUNK, until - self.position)
        with self._path.open("rb") as file:
            file.seek(self.position)
            data = file.read(count)
        self.position += len(data)
        head, newline, tail = data.partition(b"\n")
        self._rest += head
        if len(self._rest) > _LONGEST:
            self._rest.clear()
        if not newline:
            return []
        *lines, rest = tail.split(b"\n")
        first, self._rest = bytes(self._rest), bytearray(rest)
        return [first, *lines]


def told_until(folder: Path, step: int, epoch: int) -> Iterator[AnyEvent]:
    """Yields what a run told of its first batches and epochs, nothing of it twice.

    A run that went on from a checkpoint told of some batches again; what it told of
    them before is void. Journals may be larger than memory, so it is read twice.
    """
    limits = [(step, epoch)]
    for began in reversed(_beginnings(folder)):
        steps, epochs = limits[-1]
        limits.append((min(steps, began.first_step), min(epochs, began.first_epoch)))
    limit = limits.pop()
    for event in JournalReader(folder).read_all():
        if isinstance(event, TrainingBegan):
            limit = limits.pop() if limits else limit
        elif isinstance(event, BatchesEnded | EpochEnded | Marked | Warned):
            yield from _before(event, *limit)


def last_told(folder: Path) -> list[AnyEvent]:
    """Returns the last events of a run, without reading all of a long journal."""
    reader = JournalReader(folder)
    reader.position = max(0, reader.size() - _CHUNK)  # a torn first line is no event
    return list(reader.read_all())


def _beginnings(folder: Path) -> list[TrainingBegan]:
    mark = TrainingBegan.__name__.encode()
    lines = JournalReader(folder).read_lines()
    events = _events(line for line in lines if mark in line)
    return [event for event in events if isinstance(event, TrainingBegan)]


def _before(event: AnyEvent, step: int, epoch: int) -> Iterator[AnyEvent]:
    """Yields what of an event is about the first `step` batches, or earlier epochs."""
    match event:
        case BatchesEnded(step=first, logs=logs):
            if first < step:
                count = step - first
                yield replace(event, logs={n: v[:count] for n, v in logs.items()})
        case EpochEnded():
            if event.epoch < epoch:
                yield event
        case Marked() | Warned():
            if event.step <= step:
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
