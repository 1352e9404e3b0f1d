"""What a run has told of its numbers so far: its curves, its marks, its times."""

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from kgraph.gui.training.curves.numbers.series import Series
from kgraph.gui.training.curves.numbers.timeline import Timeline
from kgraph.messages import BatchesEnded, EpochEnded, Marked, Number, TrainingBegan

if TYPE_CHECKING:
    import numpy as np

    from kgraph.runs import Epoch

RATE = "learning_rate"
VALIDATION = "val_"
JUMP = 2.0  # times as high or low: more than a schedule does from epoch to epoch


class Key(NamedTuple):
    """Which curve of a run: one for each value, and one more by batch."""

    name: str
    is_batch: bool = False


def is_loss(name: str) -> bool:
    """Whether a value of the log belongs among the losses.

    Example:

    >>> is_loss("val_head_loss"), is_loss("accuracy")
    (True, False)
    """
    return name == "loss" or name.endswith("_loss")


class Told:
    """The numbers of one run; it grows with what the run reports.

    Attributes:
        curves: In the order in which they were first heard of.
        rates: The learning rate.
        has_rate_changed: Whether the learning rate was ever another one.
        marks: What happened, in order.
    """

    def __init__(self, batches: int = 1) -> None:
        self.curves: dict[Key, Series] = {}
        self.rates = Series()
        self.has_rate_changed = False
        self.marks: list[Marked] = []
        self.timeline = Timeline(batches)

    @property
    def last_step(self) -> int:
        """The last step that anything is known of."""
        return max((s.last_step for s in self.curves.values()), default=0)

    @property
    def count(self) -> int:
        """How many curves there are."""
        return len(self.curves) + bool(len(self.rates))

    def sentence(self, key: Key) -> str:
        """Returns what is wrong with a curve that broke, and what helps."""
        series = self.curves[key]
        what = "NaN" if math.isnan(series.broken_value) else "infinite"
        epoch = math.ceil((series.broken_at or 1) / self.timeline.batches)
        return (
            f"{key.name} became {what} in epoch {epoch}. "
            "A lower learning rate or scaled data often helps."
        )

    def go_on(self, event: TrainingBegan) -> None:
        """Lets an interrupted run go on; what was told of later steps is void."""
        step = event.first_step
        for series in (*self.curves.values(), self.rates):
            series.truncate(step)
        self.marks = [mark for mark in self.marks if mark.step <= step]
        self.timeline.truncate(step)
        self.timeline.batches = max(event.batches, 1)

    def add_batches(self, event: BatchesEnded, now: float) -> list[Key]:
        """Takes batch-level values in, and returns the curves that broke by them."""
        broken = []
        for name, values in event.logs.items():
            broken += self._extend(Key(name, True), event.step + 1, values)
        count = max((len(values) for values in event.logs.values()), default=0)
        self.timeline.end_batch(event.step + count, now)
        return broken

    def add_epoch(self, event: EpochEnded) -> list[Key]:
        """Takes epoch-level values in, and returns the curves that broke by them."""
        broken = []
        for name, value in event.logs.items():
            broken += self._extend(Key(name), event.step, [value])
        self.timeline.end_epoch(event.step, event.seconds)
        return broken

    def add_mark(self, event: Marked) -> None:
        """Remembers what happened; a new learning rate becomes a step of its curve."""
        import numpy as np

        if event.kind == "rate":
            before = self.rates.value_at(event.step)
            rates = [event.value] if before is None else [before, event.value]
            steps = np.full(len(rates), event.step)
            self.rates.extend(steps, np.array(rates, dtype=float))
            self.has_rate_changed |= before not in (None, float(event.value))
        self.marks.append(event)

    def _extend(self, key: Key, first: int, values: Sequence[Number]) -> list[Key]:
        import numpy as np

        steps, numbers = np.arange(first, first + len(values)), np.array(values, float)
        if key.name == RATE:
            self._add_rates(steps, numbers)
            return []
        series = self.curves.setdefault(key, Series())
        was_sound = series.broken_at is None
        series.extend(steps, numbers)
        return [key] if was_sound and series.broken_at is not None else []

    def _add_rates(self, steps: "np.ndarray", rates: "np.ndarray") -> None:
        """Takes learning rates in; one that jumped did so where the last one ended."""
        last = self.rates.last_step
        before = self.rates.value_at(last)
        if not len(steps) or steps[0] <= last:
            return  # a mark has told it more exactly
        self.has_rate_changed |= before is not None and bool((rates != before).any())
        if before and not 1 / JUMP < rates[0] / before < JUMP:
            rate = float(rates[0])
            self.add_mark(Marked("rate", last, f"Learning rate {rate:g}", rate))
        self.rates.extend(steps, rates)


def recorded(epochs: Iterable["Epoch"], batches: dict[str, list[float]]) -> Told:
    """Returns what a run told that is over, from its record.

    Args:
        batches: Name to one value per batch of the whole run.
    """
    epochs = list(epochs)
    told = Told(epochs[0].step // (epochs[0].epoch + 1) if epochs else 1)
    told.add_batches(BatchesEnded(0, 0, 0, {n: [*v] for n, v in batches.items()}), 0.0)
    for epoch in epochs:
        logs: dict[str, Number] = {**epoch.logs}
        told.add_epoch(EpochEnded(epoch.epoch, epoch.step, epoch.seconds, logs))
    return told
