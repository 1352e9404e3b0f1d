"""Writes checkpoints while a run goes on: often enough, and seldom enough."""

import time
from collections.abc import Callable, Mapping
from pathlib import Path

import keras

from kgraph.document.errors import KgraphError
from kgraph.messages import Event, Marked, Warned
from kgraph.training.keeping import checkpoint
from kgraph.training.keeping.checkpoint import Position

_SHARE = 50  # writing takes no more than one part in so many of the time


class Checkpointer:
    """Keeps one checkpoint in the folder of a run, always whole.

    An epoch that ends is a checkpoint, unless writing them would take more than a
    fiftieth of the time; and whatever the epochs are, `minutes` never pass without.

    Args:
        before: Is called before one is written: what it refers to must be there first.
    """

    def __init__(
        self,
        folder: Path,
        minutes: float,
        tell: Callable[[Event], None],
        before: Callable[[], None],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._path = folder / checkpoint.NAME
        self._longest = 60 * minutes
        self._tell = tell
        self._before = before
        self._clock = clock
        self._last = clock()
        self._took = 0.0
        self._has_warned = False

    @property
    def is_due(self) -> bool:
        """Whether the longest time without one is over."""
        return self._clock() - self._last >= self._longest

    @property
    def is_welcome(self) -> bool:
        """Whether one at the end of an epoch costs little."""
        return self._clock() - self._last >= _SHARE * self._took

    def write(
        self,
        model: keras.Model,
        position: Position,
        callbacks: list[keras.callbacks.Callback],
        logs: Mapping[str, float],
    ) -> None:
        """Writes one; a disk that does not take it costs the run nothing."""
        began = self._clock()
        try:
            self._before()
            checkpoint.write(self._path, model, position, callbacks, logs)
        except (KgraphError, OSError) as error:
            self._warn(position.step, error)
        else:
            self._tell(Marked("checkpoint", position.step, "Checkpoint"))
        self._last = self._clock()
        self._took = self._last - began

    def _warn(self, step: int, error: Exception) -> None:
        if not self._has_warned:
            self._has_warned = True
            sentence = (
                f"No checkpoint can be written: {error} The run goes on; a crash would "
                "cost all since the last one."
            )
            self._tell(Warned("disk", step, sentence))
