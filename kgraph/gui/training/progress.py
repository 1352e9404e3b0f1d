"""How far a run is, as a value: counted from events, no clock of its own."""

from msgspec import Struct
from msgspec.structs import replace

from kgraph.gui.quantities import duration, measure
from kgraph.messages import BatchesEnded, EpochEnded, TrainingBegan, TrainingEnded


class Progress(Struct, frozen=True):
    """Where a run is.

    Attributes:
        steps: Batches that are done, over all epochs.
        batches: Batches of one epoch.
        began: When the first batch was heard of, in seconds.
        first: Steps that were done at that time.
        now: When the last batch was heard of.
        loss: The running loss, as text.
    """

    epochs: int = 0
    batches: int = 0
    epoch: int = 0
    batch: int = 0
    steps: int = 0
    began: float | None = None
    first: int = 0
    now: float = 0.0
    loss: str = ""

    @property
    def fraction(self) -> float:
        """Share of the run that is done, 0 to 1."""
        total = self.epochs * self.batches
        return min(self.steps / total, 1.0) if total else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Time until the last epoch ends, None while it cannot be known."""
        if self.began is None or self.steps <= self.first:
            return None
        pace = (self.now - self.began) / (self.steps - self.first)
        return pace * max(self.epochs * self.batches - self.steps, 0)

    @property
    def text(self) -> str:
        """One line for people."""
        parts = [f"Epoch {self.epoch + 1} of {self.epochs}"]
        if self.steps:
            parts.append(f"batch {self.batch + 1} of {self.batches}")
        if self.loss:
            parts.append(f"loss {self.loss}")
        if self.seconds_left is not None:
            parts.append(f"{duration(self.seconds_left)} left")
        return "  ·  ".join(parts)


def begin(event: TrainingBegan) -> Progress:
    """Returns the progress of a run that has just begun."""
    return Progress(epochs=event.epochs, batches=event.batches)


def advance(progress: Progress, event: BatchesEnded, now: float) -> Progress:
    """Returns the progress after some batches."""
    losses = event.logs.get("loss", [])
    count = max((len(values) for values in event.logs.values()), default=1)
    steps = event.step + count
    is_first = progress.began is None
    return replace(
        progress,
        epoch=event.epoch,
        batch=event.batch,
        steps=steps,
        began=now if is_first else progress.began,
        first=steps if is_first else progress.first,
        now=now,
        loss=measure(losses[-1]) if losses else progress.loss,
    )


def advance_epoch(progress: Progress, event: EpochEnded, now: float) -> Progress:
    """Returns the progress after an epoch and its validation."""
    return replace(progress, steps=(event.epoch + 1) * progress.batches, now=now)


def summary(event: TrainingEnded) -> str:
    """Returns one line about a run that ended."""
    parts = [f"{event.ending}, {duration(event.seconds)}"]
    if event.scores:
        scores = (f"{name} {measure(value)}" for name, value in event.scores.items())
        parts.append(f"on test data: {', '.join(scores)}")
    return "  ·  ".join(parts)
