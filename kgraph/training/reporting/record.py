"""Writes what happens during a run into its journal and the run store."""

import time
from contextlib import suppress
from pathlib import Path

from kgraph.messages import Event
from kgraph.runs import Run, RunError, RunStore
from kgraph.runs.folder.journal import NAME, Journal, told_until
from kgraph.runs.storing.recovering import History

_INTERVAL = 1.0  # seconds: what the store is behind the journal, at the least
_SHARE = 200  # writing takes no more than one part in so many of the time


class Recorder:
    """Takes the events of a run and keeps its history.

    The journal has each event at once. Epochs are gathered and written together into
    the store: a small model ends dozens a second, and on a busy machine one writing
    takes as long as one of them.

    Args:
        step, epoch: Where the run begins. If it has been there before, what it told
            until then is its history, and what it told of later batches is void.
    """

    def __init__(self, store: RunStore, run: Run, step: int = 0, epoch: int = 0):
        self._store = store
        self._run = run
        folder = Path(run.folder)
        self._history = History(told_until(folder, step, epoch))
        if (folder / NAME).exists():
            store.rewrite(run.id, self._history.epochs)
            self._history.epochs = []
        self._journal = Journal(folder)
        self._next_writing = time.monotonic() + _INTERVAL

    def __call__(self, event: Event) -> None:
        """Takes note of an event."""
        self._journal.write(event)
        self._history.take(event)
        if self._history.epochs and time.monotonic() >= self._next_writing:
            with suppress(RunError):  # the journal has them; the next writing may do it
                self.write()

    def sync(self) -> None:
        """Makes what was told outlast a power cut."""
        self._journal.sync()

    def write(self) -> None:
        """Writes the epochs that were gathered.

        Raises:
            RunError: If the store does not take them; they are kept for the next time.
        """
        began = time.monotonic()
        try:
            if self._history.epochs:
                self._store.record(self._run.id, self._history.epochs)
                self._history.epochs = []
        finally:
            ended = time.monotonic()
            self._next_writing = ended + max(_INTERVAL, _SHARE * (ended - began))

    def close(self, last: Event) -> None:
        """Writes how the run ended, the last line of its journal."""
        try:
            self._journal.write(last)
            self._journal.sync()
        except OSError:
            pass  # the store knows it, or that the process is gone
        finally:
            self._journal.close()
