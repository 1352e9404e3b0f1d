"""Keeps the best and the last weights of a run on the disk."""

import math
import os
import time
from pathlib import Path
from typing import Any

import keras
import numpy as np

from kgraph.runs import Run

_SHARE = 50  # writing takes no more than one part in so many of the time


class WeightKeeper(keras.callbacks.Callback):
    """Remembers the weights of the best epoch and writes them down in time.

    Small models have epochs that are shorter than writing a file, so a best that may
    soon be beaten stays in memory; the file follows at most every `interval` seconds,
    more seldom if writing takes long, and when training ends.

    Args:
        run: Says where the files go.
        interval: Shortest time between two writings of the best weights, in seconds.
    """

    def __init__(self, run: Run, interval: float = 10.0) -> None:
        super().__init__()
        self._run = run
        self._interval = interval
        self._lowest = math.inf
        self._best: list[np.ndarray] | None = None
        self._next_writing = time.monotonic() + interval

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        logs = logs or {}
        value = logs.get("val_loss", logs.get("loss", math.nan))
        if value < self._lowest:
            self._lowest = value
            self._best = self.model.get_weights()
        if time.monotonic() >= self._next_writing:
            self._write_best()

    def on_train_end(self, logs: Any = None) -> None:
        save_weights(self.model, self._run.last_weights)
        self._write_best()

    def _write_best(self) -> None:
        if self._best is None:
            return
        began = time.monotonic()
        current = self.model.get_weights()
        self.model.set_weights(self._best)
        save_weights(self.model, self._run.best_weights)
        self.model.set_weights(current)
        self._best = None
        ended = time.monotonic()
        self._next_writing = ended + max(self._interval, _SHARE * (ended - began))


def save_weights(model: keras.Model, path: Path) -> None:
    """Writes a model's weights so that the file is there whole or not at all.

    Args:
        path: Ends in `.weights.h5`.
    """
    unfinished = path.with_name(f"unfinished.{path.name}")
    try:
        model.save_weights(unfinished)
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)
