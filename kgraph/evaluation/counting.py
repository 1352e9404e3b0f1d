"""Counts the samples of an evaluation, and tells no more than anybody could read."""

import time
from collections.abc import Callable
from typing import Any

import keras

Told = Callable[[int, int], None]
"""Is given how many samples have been judged, and of how many."""

PAUSE = 0.2  # seconds


class Counting(keras.callbacks.Callback):
    """Counts samples, each of which is looked at twice: asked about, then scored.

    Args:
        samples: How many there are.
        batch_size: Of the batches in which Keras scores them.
    """

    def __init__(self, samples: int, batch_size: int, told: Told) -> None:
        super().__init__()
        self._samples = samples
        self._batch_size = batch_size
        self._told = told
        self._looks = 0
        self._last = -PAUSE
        self.add(0)

    def add(self, samples: int) -> None:
        """Takes note of samples that have been looked at once."""
        self._looks = min(self._looks + samples, 2 * self._samples)
        now = time.monotonic()
        is_done = self._looks == 2 * self._samples
        if is_done or now - self._last >= PAUSE:
            self._last = now
            self._told(self._looks // 2, self._samples)

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        """Is called by Keras for each batch that it has scored."""
        self.add(self._batch_size)
