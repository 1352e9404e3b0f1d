"""What an engine tells of a run that goes on."""

import math
from typing import Annotated, Literal

from msgspec import Meta

from kgraph.document.reports import Report
from kgraph.document.telling.words import plural
from kgraph.messages.event import Event

# NaN and infinity have no JSON: they travel as "nan", "inf"
Number = float | Annotated[str, Meta(pattern="^-?(nan|inf)$")]
Count = Annotated[int, Meta(ge=0, le=2**53)]  # what floats and SQLite hold exactly


def number(value: float) -> Number:
    """Returns a float in the form in which JSON can carry it.

    Example:

    >>> number(float("nan"))
    'nan'
    """
    return float(value) if math.isfinite(value) else str(float(value))


class TrainingBegan(Event, frozen=True):
    """A run has its place in the run store and `fit()` is about to be called.

    Attributes:
        epochs: Over all of its stages.
        batches: Of one epoch.
        report: Which layers begin with trained weights, and which are reset and why.
        first_step: Where a run goes on that was interrupted: batches that are done.
            What was told of later ones before is void.
        first_epoch: The epoch with which it goes on, from 0. What was told of its end
            before is void.
        stages: The names of its stages, in their order.
    """

    run: str
    epochs: int
    batches: int
    samples: int
    metrics: tuple[str, ...] = ()
    report: Report = Report()
    first_step: Count = 0
    first_epoch: Count = 0
    stages: tuple[str, ...] = ()


class BatchesEnded(Event, frozen=True):
    """Batches that ended since the last such event.

    Attributes:
        step: Number of the first of them, from 0, counted over the whole run.
        logs: Name to one value per batch: running means since the epoch began, as
            Keras reports them.
        epoch: The epoch they belong to, from 0.
        batch: Position of the last of them within its epoch, from 0.
    """

    epoch: Count
    batch: Count
    step: Count
    logs: dict[str, list[Number]]


class EpochEnded(Event, frozen=True):
    """An epoch ended; `logs` holds training and `val_` values."""

    epoch: Count
    step: Count
    seconds: float
    logs: dict[str, Number]


MarkKind = Literal["stage", "rate", "best", "pause", "resume", "epochs", "checkpoint"]


class Marked(Event, frozen=True):
    """Something happened that the curves are marked with.

    Attributes:
        step: Batches of the whole run that were done then.
        text: What happened, in a few words.
        value: The learning rate of `rate`, the monitored value of `best`, how many
            `epochs` were added.
    """

    kind: MarkKind
    step: Count
    text: str
    value: Number = 0.0


class Warned(Event, frozen=True):
    """The run seems to go wrong.

    Attributes:
        kind: `nan`, `flat`, `overfitting`, `memory`, `disk`, `data`, `rate`: one
            warning of a kind.
        sentence: What is seen, and what helps.
        layer: Name of the layer that it is about; empty for none.
    """

    kind: str
    step: Count
    sentence: str
    layer: str = ""


class Measured(Event, frozen=True):
    """What the run takes of the machine.

    Attributes:
        samples_per_second: Since the last such event.
        cpu: Share of all cores, 0 to 1, that the run's process keeps busy.
        memory: Bytes that the run's process holds.
        gpu, gpu_memory: Load, 0 to 1, and bytes of the first GPU; None without one.
    """

    samples_per_second: float
    cpu: float
    memory: Count
    gpu: float | None = None
    gpu_memory: int | None = None


class TrainingEnded(Event, frozen=True):
    """`fit()` returned.

    Attributes:
        reason: `finished`, `stopped` by the person, or `early` by a callback.
        epochs: How many were begun; one that was stopped is not finished.
        scores: Name to value on the test split; empty if there is none.
        restored_best: Whether the last weights are those of the best epoch, as asked.
    """

    run: str
    reason: str
    epochs: int
    seconds: float
    scores: dict[str, Number] = {}
    restored_best: bool = False

    @property
    def ending(self) -> str:
        """How it ended, in words."""
        if self.reason == "stopped":
            return f"Stopped in epoch {self.epochs}"
        early = " early by a callback" if self.reason == "early" else ""
        verb, epochs = "Stopped" if early else "Finished", plural(self.epochs, "epoch")
        return f"{verb}{early} after {epochs}"
