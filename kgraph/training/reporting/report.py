"""Tells what happens while a model learns, and has it steered after each batch."""

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import keras
from msgspec.structs import replace

from kgraph.messages import BatchesEnded, EpochEnded, Event, Number, number
from kgraph.training.keeping.randomness import DRAWS, Chance, chance, restore_chance
from kgraph.training.reporting.broken_layer import first_broken_layer
from kgraph.training.reporting.health import Health
from kgraph.training.reporting.meter import Meter
from kgraph.training.steering.helm import Helm, learning_rate

Report = Callable[[Event], None]
INTERVAL = 0.05  # seconds: twenty times a second looks continuous


class Reporter(keras.callbacks.Callback):
    """Turns the ends of batches and epochs into events.

    Batches are gathered and reported together, so that what listens costs little
    however short a batch is. It serves all calls of `fit()` of a run; `Callbacks` says
    what to call at the end of a batch.

    Args:
        report: Is given each event, in the thread that trains.
        helm: Is asked after every batch, in validation too.
        batches: How many an epoch has.
        sample: Returns a batch of inputs, to look for what broke.
        interval: Shortest time between two reports of batches, in seconds.

    Attributes:
        step: Batches of the run that are done, reported or not.
        batch: Batches that are done of the epoch that is under way.
        epochs: Epochs that were reported; the last is unfinished if the run was
            stopped.
    """

    def __init__(
        self,
        report: Report,
        helm: Helm,
        meter: Meter,
        batches: int,
        sample: Callable[[], Any],
        interval: float = INTERVAL,
    ) -> None:
        super().__init__()
        self.step = 0
        self.batch = 0
        self.epochs = 0
        self.helm = helm
        self._report = report
        self._meter = meter
        self._batches = batches
        self._sample = sample
        self._interval = interval
        self._health = Health()
        self._gathered: list[Mapping[str, Any]] = []
        self._epoch = 0
        self._first_batch = 0
        self._epoch_began = self._reported = time.perf_counter()

    @property
    def has_all_batches(self) -> bool:
        """Whether all batches of the epoch are done that is under way."""
        return self.batch == self._batches

    @property
    def was_stopped(self) -> bool:
        """Whether the person has ended the run."""
        return self.helm.was_stopped

    def go_on(self, step: int, epochs: int, batch: int) -> None:
        """Begins where a run is, in the middle of an epoch perhaps."""
        self.step, self.epochs = step, epochs
        self.batch = self._first_batch = batch

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._epoch = epoch
        self._epoch_began = time.perf_counter() - self.helm.waited

    def train_batch_ended(self, batch: int, logs: Mapping[str, Any]) -> None:
        """Takes the logs as tensors; they become numbers when they are reported.

        Args:
            batch: Position of the last batch within this epoch of this `fit()`.
        """
        # The last of several steps in one execution may go beyond the epoch's end.
        done = min(self._first_batch + batch + 1, self._batches)
        count, self.batch = done - self.batch, done
        self.step += count
        self._gathered += [logs] * count
        self.helm.steer(self, self.step)
        if time.perf_counter() - self._reported >= self._interval:
            self.flush()

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self.flush()
        self.epochs += 1
        values = numbers(logs or {})
        if (rate := learning_rate(self.model)) is not None:
            values["learning_rate"] = number(rate)
        seconds = time.perf_counter() - self.helm.waited - self._epoch_began
        self._report(EpochEnded(epoch, self.step, seconds, values))
        floats = {name: float(value) for name, value in values.items()}
        for warning in self._health.see_epoch(floats, self.step):
            self._report(warning)
        self.batch = self._first_batch = 0

    def flush(self) -> None:
        """Reports the batches that are done and were not reported yet."""
        self._reported = time.perf_counter()
        if not self._gathered:
            return
        curves = _curves(self._gathered)
        first = self.step - len(self._gathered)
        self._gathered = []
        self._report(BatchesEnded(self._epoch, self.batch - 1, first, curves))
        self._look_at(curves.get("loss", []))
        if (measured := self._meter.measure(self.step, self.helm.waited)) is not None:
            self._report(measured)

    def _look_at(self, losses: Sequence[Number]) -> None:
        values = [float(loss) for loss in losses]
        for warning in self._health.see_batches(values, self.step):
            layer = first_broken_layer(self.model, self._sample())
            where = f" The first layer with such numbers is {layer!r}." if layer else ""
            sentence = warning.sentence + where
            self._report(replace(warning, sentence=sentence, layer=layer))


class Callbacks(keras.callbacks.CallbackList):
    """The callbacks of a stage, of which the reporter hears of batches first hand.

    Keras turns every value of every batch into a Python number before it calls a
    callback, which costs 5 % of the time of a small model. So the reporter is given
    the tensors, and Keras's own way is taken only if another callback wants batches.

    A person who stops an epoch leaves it unfinished: its validation is worth nothing
    and only the reporter is told.

    A stage may take several calls of `fit()`; for the others it is one.

    Args:
        others: The callbacks of the project, and those that keep what is learned.
        after_batch: Is called after each batch, when all others were.
        after_epoch: Is called with number and logs of each epoch, when all others were;
            one that was stopped has no logs of its validation.
    """

    def __init__(
        self,
        reporter: Reporter,
        others: Iterable[keras.callbacks.Callback] = (),
        after_batch: Callable[[], None] = lambda: None,
        after_epoch: Callable[[int, Any], None] = lambda _epoch, _logs: None,
        **params: Any,
    ) -> None:
        self.others = list(others)
        super().__init__([*self.others, reporter], add_history=True, **params)
        self._reporter = reporter
        self._after_batch = after_batch
        self._after_epoch = after_epoch
        self._others_train = any(_hears(c, "on_train_batch_end") for c in self.others)
        self._others_test = any(_hears(c, "on_test_batch_end") for c in self.others)
        self._drawn: Chance | None = None
        self._has_begun = False
        self._moment: Callable[[], None] | None = None
        self._chance: Callable[[], None] | None = None
        self._is_inside = False

    def restore(
        self,
        moment: Callable[[], None],
        chance: Callable[[], None],
        *,
        is_inside_epoch: bool,
    ) -> None:
        """Has something put back that `fit()` would begin anew.

        Args:
            moment: Is called when the next epoch begins.
            chance: Is called before the next batch; see `keep_chance`.
            is_inside_epoch: Whether the others have heard of that epoch's beginning.
        """
        self._moment, self._chance = moment, chance
        self._is_inside = is_inside_epoch

    def keep_chance(self, chance: Callable[[], None]) -> None:
        """Has the state of chance put back before the next batch.

        The iterators that `fit()` makes draw numbers too, but how often it is called
        must not decide what is learned.
        """
        if self._chance is None:
            self._chance = chance

    def on_train_begin(self, logs: Any = None) -> None:
        if not self._has_begun:
            self._has_begun = True
            super().on_train_begin(logs)

    def on_train_end(self, logs: Any = None) -> None:
        """Waits for `end`: `fit()` may be called again."""

    def end(self) -> None:
        """Ends the stage for all callbacks."""
        if self._has_begun:
            super().on_train_end()

    def recall(self) -> None:
        """Puts back what is to be, where no epoch is left that would begin."""
        moment, self._moment = self._moment, None
        if moment is not None:
            self.on_train_begin()
            moment()
            self._put_chance_back()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        moment, self._moment = self._moment, None
        if moment is not None:
            moment()
        if moment is not None and self._is_inside:
            self._reporter.on_epoch_begin(epoch)
        else:
            super().on_epoch_begin(epoch, logs)

    def on_train_batch_begin(self, batch: int, logs: Any = None) -> None:
        self._put_chance_back()
        super().on_train_batch_begin(batch, logs)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._reporter.train_batch_ended(batch, logs)
        if self._others_train:
            super().on_train_batch_end(batch, logs)
        self._after_batch()
        if DRAWS and self._reporter.has_all_batches:
            self._drawn = chance()

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        self._reporter.helm.steer(self._reporter, self._reporter.step)
        if self._others_test:
            super().on_test_batch_end(batch, logs)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        logs = logs or {}
        if self._drawn is not None:  # validation must not decide what is learned
            restore_chance(*self._drawn)
            self._drawn = None
        if self._reporter.was_stopped:
            logs = {name: v for name, v in logs.items() if name[:4] != "val_"}
            self._reporter.on_epoch_end(epoch, logs)
        else:
            super().on_epoch_end(epoch, logs)
        self._after_epoch(epoch, logs)

    def _put_chance_back(self) -> None:
        chance, self._chance = self._chance, None
        if chance is not None:
            chance()


def numbers(logs: Mapping[str, Any]) -> dict[str, Number]:
    """Returns the logs that are single numbers, in the form of messages.

    A metric may also give a vector, as `F1Score` does for its classes; no curve can
    show that, and Keras itself leaves it out of its progress bar.
    """
    found: dict[str, Number] = {}
    for name, value in logs.items():
        if isinstance(value, Mapping):
            found.update(numbers(value))
            continue
        try:
            found[name] = number(float(value))
        except (TypeError, ValueError):
            continue
    return found


def _curves(batches: Sequence[Mapping[str, Any]]) -> dict[str, list[Number]]:
    """Returns name to one value a batch; batches of one call have the same."""
    known: dict[int, dict[str, Number]] = {}
    for logs in batches:
        if id(logs) not in known:
            known[id(logs)] = numbers(logs)
    names = known[id(batches[0])]
    return {
        name: [known[id(logs)].get(name, "nan") for logs in batches] for name in names
    }


def _hears(callback: keras.callbacks.Callback, event: str) -> bool:
    names = (event, "on_batch_end") if event == "on_train_batch_end" else (event,)
    silent = keras.callbacks.Callback
    return any(getattr(type(callback), n) is not getattr(silent, n) for n in names)
