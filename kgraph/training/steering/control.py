"""What a person asks of a run while it goes on, and the run's ear for it."""

import threading
from collections import deque
from pathlib import Path

from kgraph.messages import (
    AddEpochs,
    Pause,
    Resume,
    SetLearningRate,
    Steering,
    Stop,
)
from kgraph.runs.folder.commands import CommandReader

INTERVAL = 0.05  # seconds between two looks at the folder


class Control:
    """Takes requests in any thread; the thread that trains asks what they come to.

    Attributes:
        should_stop: Whether the run shall end after this batch.
        restores_best: Whether the weights of the best epoch shall be its last.
        more_epochs: How many epochs were added.
    """

    def __init__(self) -> None:
        self.should_stop = False
        self.restores_best = False
        self.more_epochs = 0
        self._rates: deque[float] = deque()
        self._may_go_on = threading.Event()
        self._may_go_on.set()

    @property
    def is_paused(self) -> bool:
        """Whether the run shall wait."""
        return not self._may_go_on.is_set()

    def take(self, request: Steering) -> None:
        """Takes a request in."""
        match request:
            case Stop(restores_best=restores_best):
                self.restores_best = restores_best
                self.should_stop = True
                self._may_go_on.set()
            case Pause():
                if not self.should_stop:
                    self._may_go_on.clear()
            case Resume():
                self._may_go_on.set()
            case SetLearningRate(rate=rate):
                self._rates.append(rate)
            case AddEpochs(count=count):
                self.more_epochs = max(0, self.more_epochs + count)

    def hear(self) -> None:
        """Is called after each batch, before the others are asked; a place for ears."""

    def learning_rate(self) -> float | None:
        """Returns the rate to go on with, once; None if none was asked for."""
        rate = None
        while self._rates:
            rate = self._rates.popleft()
        return rate

    def wait(self, seconds: float) -> bool:
        """Waits while the run is paused, but not longer; returns whether it goes on."""
        return self._may_go_on.wait(seconds)


class Ear:
    """Lets a control hear what is asked for in the folder of its run.

    Args:
        folder: The run's.
    """

    def __init__(self, control: Control, folder: Path) -> None:
        self._control = control
        self._reader = CommandReader(folder)
        self._is_closed = threading.Event()
        self._thread = threading.Thread(target=self._listen, daemon=True)

    def __enter__(self) -> "Ear":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_closed.set()
        self._thread.join()

    def _listen(self) -> None:
        while not self._is_closed.wait(INTERVAL):
            try:
                requests = self._reader.read()
            except OSError:
                continue  # a folder on a network may be away for a while
            for request in requests:
                self._control.take(request)
