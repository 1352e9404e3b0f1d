"""Writes what happens during a run into the run store."""

import time

from kgraph.messages import BatchesEnded, EpochEnded, Event
from kgraph.runs import Epoch, Run, RunStore

_INTERVAL = 1.0  # seconds: what a killed run loses of its history, at the least
_SHARE = 200  # writing takes no more than one part in so many of the time


class Recorder:
    """Takes the events of a run and keeps its history.

    Epochs are gathered and written together: a small model ends dozens a second, and
    on a busy machine one writing takes as long as one of them.
    """

    def __init__(self, store: RunStore, run: Run) -> None:
        self._store = store
        self._run = run
        self._curves: dict[str, list[float]] = {}
        self._epochs: list[Epoch] = []
        self._next_writing = time.monotonic() + _INTERVAL

    def __call__(self, event: Event) -> None:
        """Takes note of batches and epochs; other events are not its business."""
        if isinstance(event, BatchesEnded):
            for name, values in event.logs.items():
                self._curves.setdefault(name, []).extend(float(v) for v in values)
        elif isinstance(event, EpochEnded):
            logs = {name: float(value) for name, value in event.logs.items()}
            epoch = Epoch(event.epoch, event.step, event.seconds, logs, self._curves)
            self._epochs.append(epoch)
            self._curves = {}
            if time.monotonic() >= self._next_writing:
                self.write()

    def write(self) -> None:
        """Writes the epochs that were gathered."""
        began = time.monotonic()
        if self._epochs:
            self._store.record(self._run.id, self._epochs)
            self._epochs = []
        ended = time.monotonic()
        self._next_writing = ended + max(_INTERVAL, _SHARE * (ended - began))
