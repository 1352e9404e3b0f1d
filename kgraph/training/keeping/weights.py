"""Keeps the best and the last weights of a run on the disk."""

import math
import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import keras
import numpy as np

from kgraph.runs import Run
from kgraph.training.words import TrainingError

_SHARE = 50  # writing takes no more than one part in so many of the time
_HEAD = 2048  # bytes that HDF5 spends on saying what an array is, twice what it does


class WeightKeeper(keras.callbacks.Callback):
    """Remembers the weights of the best epoch and writes them down in time.

    Small models have epochs that are shorter than writing a file, so a best that may
    soon be beaten stays in memory; the file follows at most every `interval` seconds,
    more seldom if writing takes long, and when training ends.

    Args:
        run: Says where the files go.
        tell_best: Is given epoch and value when an epoch was the best so far.
        interval: Shortest time between two writings of the best weights, in seconds.
    """

    def __init__(
        self,
        run: Run,
        tell_best: Callable[[int, float], None],
        interval: float = 10.0,
    ) -> None:
        super().__init__()
        self._run = run
        self._tell_best = tell_best
        self._interval = interval
        self._lowest = math.inf
        self._best: list[np.ndarray] | None = None
        self._next_writing = time.monotonic() + interval

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        logs = logs or {}
        value = float(logs.get("val_loss", logs.get("loss", math.nan)))
        if value < self._lowest:
            self._lowest = value
            self._best = self.model.get_weights()
            self._tell_best(epoch, value)
        if time.monotonic() >= self._next_writing:
            self._try_to_write_best()

    def finish(self, *, restores_best: bool = False) -> None:
        """Writes the last weights and the best, at the end of a run.

        Args:
            restores_best: Whether the best shall be the last.
        """
        self.write_best()
        if restores_best and self._run.best_weights.exists():
            load_weights(self.model, self._run.best_weights)
        save_weights(self.model, self._run.last_weights)

    def _try_to_write_best(self) -> None:
        """Writes them, or keeps them: a disk that is full now may not be at the end."""
        try:
            self.write_best()
        except (TrainingError, OSError):
            self._next_writing = time.monotonic() + self._interval

    def write_best(self) -> None:
        """Writes the best weights, if they are not written yet."""
        if self._best is None:
            return
        began = time.monotonic()
        current = self.model.get_weights()
        self.model.set_weights(self._best)
        try:
            save_weights(self.model, self._run.best_weights)
        finally:
            self.model.set_weights(current)
        self._best = None
        ended = time.monotonic()
        self._next_writing = ended + max(self._interval, _SHARE * (ended - began))


def save_weights(model: keras.Model, path: Path) -> None:
    """Writes a model's weights so that the file is there whole or not at all.

    Args:
        path: Ends in `.weights.h5`.

    Raises:
        TrainingError: If the disk has no room for them.
    """
    with _whole(model, path) as unfinished:
        model.save_weights(unfinished)


def save_untrained(model: keras.Model, path: Path) -> None:
    """Writes a model without its optimizer, wholly or not at all.

    Args:
        path: Ends in `.keras`.

    Raises:
        TrainingError: If the disk has no room for it.
    """
    with _whole(model, path) as unfinished:
        model.save(unfinished, include_optimizer=False)


def demand_folder(folder: Path) -> None:
    """Raises if the folder of a run is gone; another in its place would split it.

    Raises:
        TrainingError: If so.
    """
    if not folder.is_dir():
        raise TrainingError(
            f"The folder of this run must stay where it is: expected {folder}. "
            "Received: none there, since it was moved or removed while the run went "
            "on. Bring it back, then continue the run from its last checkpoint."
        )


def load_weights(model: keras.Model, path: Path) -> None:
    """Reads a model's weights, and lets its optimizer be what it is.

    That which wrote the file may have been of another stage.
    """
    optimizer, model.optimizer = model.optimizer, None
    try:
        model.load_weights(path)
    finally:
        model.optimizer = optimizer


@contextmanager
def _whole(model: keras.Model, path: Path) -> Iterator[Path]:
    """Gives another path to write to, which takes the name of this one then."""
    _check_room(model, path.parent)
    unfinished = path.with_name(f"unfinished.{path.name}")
    try:
        yield unfinished
        with unfinished.open("r+b") as file:  # else a power cut could leave it empty
            os.fsync(file.fileno())
        os.replace(unfinished, path)
    finally:
        unfinished.unlink(missing_ok=True)


def _check_room(model: keras.Model, folder: Path) -> None:
    demand_folder(folder)
    # HDF5 takes the whole process down when it comes to the end of a disk.
    needed = _size(model) + 2**20
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise TrainingError(
            f"The disk has no room for the model's weights in {folder}: expected "
            f"{needed / 1e6:,.1f} MB. Received: {free / 1e6:,.1f} MB. Make room, or "
            "save the drawing on another disk."
        )


def _size(model: keras.Model) -> int:
    """Returns how many bytes its file takes at most; the optimizer is in it too."""
    optimizer = model.optimizer
    variables = [*model.variables, *(optimizer.variables if optimizer else ())]
    numbers = (math.prod(x.shape) * (8 if "64" in x.dtype else 4) for x in variables)
    return sum(numbers) + _HEAD * len(variables)
