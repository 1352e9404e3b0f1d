"""How far a run is, as a value: counted from events, no clock of its own."""

import math
from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace

from kgraph.gui.quantities import duration, measure
from kgraph.messages import (
    BatchesEnded,
    EpochEnded,
    Marked,
    TrainingBegan,
    TrainingEnded,
)

UNBROKEN = "\u00a0"  # a space at which no line ends
MANY = 100  # scores, more than a run has
RECENT = 10.0  # seconds that tell how fast batches end now


class Best(Struct, frozen=True):
    """The epoch with the lowest monitored value.

    Attributes:
        epoch: From 0.
        name: Of the value.
    """

    epoch: int
    step: int
    name: str
    value: float

    @property
    def text(self) -> str:
        """A few words for people."""
        return f"best epoch {self.epoch + 1}: {self.name} {measure(self.value)}"


class Pace(Struct, frozen=True):
    """How many steps were done at two times, the later one up to `RECENT` ago."""

    began: float
    first: int
    recent: float
    last: int


class Progress(Struct, frozen=True):
    """Where a run is.

    Attributes:
        steps: Batches that are done, over all epochs.
        batches: Batches of one epoch.
        stages: Names of all stages.
        stage: The one that is under way.
        pace: None while it cannot be known.
        now: When the last batch was heard of, in seconds.
        epoch_seconds: What the last epoch took, its validation included.
        loss: The running loss, as text.
    """

    run: str = ""
    epochs: int = 0
    batches: int = 0
    epoch: int = 0
    batch: int = 0
    steps: int = 0
    stages: tuple[str, ...] = ()
    stage: str = ""
    pace: Pace | None = None
    now: float = 0.0
    epoch_seconds: float | None = None
    loss: str = ""
    best: Best | None = None

    @property
    def fraction(self) -> float:
        """Share of the run that is done, 0 to 1."""
        total = self.epochs * self.batches
        return min(self.steps / total, 1.0) if total else 0.0

    def is_best(self, epoch: int) -> bool:
        """Whether no epoch was better than this one."""
        return self.best is not None and self.best.epoch == epoch

    @property
    def epoch_left(self) -> float | None:
        """Seconds until this epoch's last batch, None while they cannot be known."""
        pace = self.pace
        if pace is None or self.steps <= pace.first:
            return None
        seconds = (self.now - pace.began) / (self.steps - pace.first)
        return seconds * max(self.batches - self.batch - 1, 0)

    @property
    def seconds_left(self) -> float | None:
        """Seconds until the last epoch ends, None while they cannot be known."""
        left = self.epoch_left
        if left is None or self.pace is None:
            return None
        pace = (self.now - self.pace.began) / (self.steps - self.pace.first)
        epoch = self.epoch_seconds or pace * self.batches
        return left + epoch * max(self.epochs - self.epoch - 1, 0)

    @property
    def place(self) -> tuple[str, ...]:
        """Where it is: stage, epoch, batch and loss, in a few words each."""
        parts = []
        if len(self.stages) > 1 and self.stage:
            number = self.stages.index(self.stage) + 1
            parts.append(f"Stage {number} of {len(self.stages)}, {self.stage}")
        parts.append(f"Epoch {self.epoch + 1} of {self.epochs}")
        if self.steps:
            parts.append(f"batch {self.batch + 1} of {self.batches}")
        if self.loss:
            parts.append(f"loss {self.loss}")
        return tuple(parts)

    @property
    def paused(self) -> str:
        """One line while it waits."""
        return _line(["Paused", *self.place])

    @property
    def text(self) -> str:
        """One line for people."""
        parts = [*self.place]
        if self.epoch_left is not None and self.seconds_left is not None:
            of_epoch, in_all = duration(self.epoch_left), duration(self.seconds_left)
            is_last = self.epoch + 1 >= self.epochs
            both = f"epoch {of_epoch}, run {in_all} left"
            left = f"{in_all} left" if is_last else both
            parts.append(left)
        return _line(parts)


def begin(event: TrainingBegan, before: Progress | None = None) -> Progress:
    """Returns the progress of a run that has just begun, or goes on.

    Args:
        before: What was known of the last run; of the same one, some is kept.
    """
    progress = Progress(
        run=event.run,
        epochs=event.epochs,
        batches=event.batches,
        stages=event.stages,
        stage=event.stages[0] if event.stages else "",
    )
    if before is None or before.run != event.run or not event.first_step:
        return progress
    best = before.best if before.best and before.best.step <= event.first_step else None
    stage = before.stage if before.stage in event.stages else progress.stage
    return replace(
        progress,
        epoch=event.first_step // max(event.batches, 1),
        steps=event.first_step,
        best=best,
        stage=stage,
    )


def advance(progress: Progress, event: BatchesEnded, now: float | None) -> Progress:
    """Returns the progress after some batches.

    Args:
        now: In seconds; None for what happened before.
    """
    losses = event.logs.get("loss", [])
    count = max((len(values) for values in event.logs.values()), default=1)
    moved = replace(
        progress,
        epoch=event.epoch,
        batch=event.batch,
        steps=event.step + count,
        loss=measure(losses[-1]) if losses else progress.loss,
    )
    if now is None:
        return moved
    return replace(moved, now=now, pace=_paced(progress.pace, moved.steps, now))


def advance_epoch(
    progress: Progress, event: EpochEnded, now: float | None = None
) -> Progress:
    """Returns the progress after an epoch and its validation."""
    return replace(
        progress,
        steps=event.step,
        now=progress.now if now is None else now,
        epoch_seconds=event.seconds,
        best=_better(progress.best, event),
    )


def mark(progress: Progress, event: Marked) -> Progress:
    """Returns the progress after something happened: a stage, a pause, more epochs."""
    match event.kind:
        case "stage":
            named = [name for name in progress.stages if name in event.text]
            return replace(progress, stage=max(named, key=len, default=progress.stage))
        case "pause" | "resume":
            return replace(progress, pace=None)  # what it waited for tells nothing
        case "epochs":
            return replace(progress, epochs=progress.epochs + int(event.value))
    return progress


def summary(
    event: TrainingEnded, best: Best | None = None, most_scores: int = MANY
) -> str:
    """Returns one line about a run that ended."""
    parts = [f"{event.ending}, {duration(event.seconds)}"]
    if best is not None:
        kept = ", its weights are kept" if event.restored_best else ""
        parts.append(f"{best.text}{kept}")
    if event.scores:
        parts.append(f"on test data: {', '.join(_scores(event, most_scores))}")
    return "  ·  ".join(parts)


def _scores(event: TrainingEnded, most: int) -> list[str]:
    """Returns names with values, the total loss first where not all have room."""
    names = list(event.scores)
    if len(names) > most:
        names.sort(key=lambda name: name != "loss")
    told = [f"{name}{UNBROKEN}{measure(event.scores[name])}" for name in names[:most]]
    return [*told, f"{len(names) - most} more"] if len(names) > most else told


def _line(parts: Iterable[str]) -> str:
    """Joins facts; where the line is too long it breaks between two of them."""
    return "  ·  ".join(part.replace(" ", UNBROKEN) for part in parts)


def _paced(pace: Pace | None, steps: int, now: float) -> Pace:
    if pace is None:
        return Pace(now, steps, now, steps)
    if now - pace.recent < RECENT:
        return pace
    return Pace(pace.recent, pace.last, now, steps)


def _better(best: Best | None, event: EpochEnded) -> Best | None:
    name = "val_loss" if "val_loss" in event.logs else "loss"
    value = float(event.logs.get(name, math.nan))
    if not math.isfinite(value):
        return best
    is_first = best is None or (best.name, name) == ("loss", "val_loss")
    is_other = best is not None and best.name != name
    if is_first or (best is not None and not is_other and value < best.value):
        return Best(event.epoch, event.step, name, value)
    return best
