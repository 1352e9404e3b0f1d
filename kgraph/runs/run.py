"""One run, as a value."""

import math
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from kgraph.document.errors import KgraphError

State = Literal["running", "finished", "stopped", "failed", "interrupted"]


class RunError(KgraphError):
    """A run that cannot be found, or a run store that cannot be used."""


class Epoch(Struct, frozen=True):
    """What one epoch left behind.

    Attributes:
        epoch: Its number, from 0.
        step: How many batches the run had seen when it ended.
        seconds: How long it took, validation included.
        logs: Name to value; names that start with `val_` are of the validation data.
        batches: Name to one value per batch, as `BatchesEnded` has them.
    """

    epoch: int
    step: int
    seconds: float
    logs: dict[str, float]
    batches: Mapping[str, Sequence[float]] = {}


class Run(Struct, frozen=True):
    """One call of `fit()`, and where its files are.

    Attributes:
        id: Short; later runs of a store sort behind earlier ones.
        folder: Holds the document as it was, the weights, and callbacks' files.
        state: `interrupted` if its process ended without saying so.
        started, ended: Seconds since 1970, UTC; `ended` is None while it runs and
            where nobody was left to write it down.
        seed: The seed that was used, also where the project left it to chance.
        settings: The project's training settings, as JSON.
        versions: Name of a package, or `backend`, to what was in use.
        epochs: Without their batches; see `RunStore.batches`.
        scores: Name to value on the test split.
        error: Why it failed, in words.
        tags: What the person sorts runs by.
        remarks: What the person noted about it.
    """

    id: str
    folder: str
    state: State
    started: float
    ended: float | None
    seed: int
    settings: dict[str, Any]
    versions: dict[str, str]
    epochs: tuple[Epoch, ...] = ()
    scores: dict[str, float] = {}
    error: str = ""
    tags: tuple[str, ...] = ()
    remarks: str = ""

    @property
    def document(self) -> Path:
        """The drawing as it was when the run began."""
        return Path(self.folder, "document.kgraph")

    @property
    def best_weights(self) -> Path:
        """Weights of the epoch with the lowest `monitored` value."""
        return Path(self.folder, "best.weights.h5")

    @property
    def last_weights(self) -> Path:
        """Weights at the end of the run."""
        return Path(self.folder, "last.weights.h5")

    @property
    def checkpoint(self) -> Path:
        """All that the run needs to go on, as of the last time it was written down."""
        return Path(self.folder, "checkpoint.npz")

    @property
    def notes(self) -> tuple[str, ...]:
        """Sentences about what it began with, such as trained weights."""
        try:
            text = Path(self.folder, "notes.txt").read_text(encoding="utf-8")
        except (OSError, ValueError):
            return ()
        return tuple(text.splitlines())

    @property
    def adapted(self) -> Path:
        """The untrained model with what its preprocessing layers learned.

        Only there if they learned what weights cannot hold, such as a vocabulary.
        """
        return Path(self.folder, "adapted.keras")

    @property
    def seconds(self) -> float:
        """How long it was at work on its epochs, also where it was interrupted."""
        return sum(epoch.seconds for epoch in self.epochs)

    @property
    def monitored(self) -> str:
        """What tells the best epoch: `val_loss`, or `loss` without validation."""
        has_validation = any("val_loss" in e.logs for e in self.epochs)
        return "val_loss" if has_validation else "loss"

    @property
    def best_epoch(self) -> Epoch | None:
        """The epoch with the lowest monitored value; None if no value is a number."""
        name = self.monitored
        known = [e for e in self.epochs if math.isfinite(e.logs.get(name, math.nan))]
        return min(known, key=lambda e: e.logs[name], default=None)


def batches_of(epochs: Iterable[Epoch]) -> dict[str, list[float]]:
    """Returns the curves of all batches: name to one value per batch, epoch by epoch.

    Example:

    >>> batches_of([Epoch(0, 2, 0.5, {}, {"loss": [2, 1]}), Epoch(1, 3, 0.5, {}, {})])
    {'loss': [2, 1]}
    """
    curves: dict[str, list[float]] = {}
    for epoch in epochs:
        for name, values in epoch.batches.items():
            curves.setdefault(name, []).extend(values)
    return curves
