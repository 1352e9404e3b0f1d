"""Tells what happens while a model learns, and hears when it should stop."""

import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any

import keras

from kgraph.messages import BatchesEnded, EpochEnded, Event, Number, number

Report = Callable[[Event], None]
INTERVAL = 0.05  # seconds: twenty times a second looks continuous


class Reporter(keras.callbacks.Callback):
    """Turns the ends of batches and epochs into events.

    Batches are gathered and reported together, so that what listens costs little
    however short a batch is. `Callbacks` says what to call at the end of a batch.

    Args:
        report: Is given each event, in the thread that trains.
        should_stop: Asked after every batch, in validation too.
        interval: Shortest time between two reports of batches, in seconds.

    Attributes:
        steps: Batches that were reported so far.
        epochs: Epochs that were reported; the last is unfinished if `was_stopped`.
        was_stopped: Whether `should_stop` said so.
    """

    def __init__(
        self,
        report: Report,
        should_stop: Callable[[], bool],
        interval: float = INTERVAL,
    ) -> None:
        super().__init__()
        self.steps = 0
        self.epochs = 0
        self.was_stopped = False
        self._report = report
        self._should_stop = should_stop
        self._interval = interval
        self._gathered: list[Mapping[str, Any]] = []
        self._epoch = self._batch = 0
        self._epoch_began = self._reported = time.perf_counter()

    def on_epoch_begin(self, epoch: int, logs: Any = None) -> None:
        self._epoch = epoch
        self._epoch_began = time.perf_counter()

    def train_batch_ended(self, batch: int, logs: Mapping[str, Any]) -> None:
        """Takes the logs as tensors; they become numbers when they are reported."""
        self._gathered.append(logs)
        self._batch = batch
        self.ask_to_stop()
        if time.perf_counter() - self._reported >= self._interval:
            self._flush()

    def ask_to_stop(self) -> None:
        """Ends training, and the validation that may run, if it was asked for."""
        if self._should_stop():
            self.was_stopped = True
            self.model.stop_training = True
            self.model.stop_evaluating = True

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        self._flush()
        self.epochs += 1
        seconds = time.perf_counter() - self._epoch_began
        self._report(EpochEnded(epoch, self.steps, seconds, numbers(logs or {})))

    def _flush(self) -> None:
        self._reported = time.perf_counter()
        if not self._gathered:
            return
        first, self.steps = self.steps, self.steps + len(self._gathered)
        batches = [numbers(logs) for logs in self._gathered]
        self._gathered = []
        curves = {name: [batch[name] for batch in batches] for name in batches[0]}
        self._report(BatchesEnded(self._epoch, self._batch, first, curves))


class Callbacks(keras.callbacks.CallbackList):
    """The callbacks of `fit()`, of which the reporter hears of batches first hand.

    Keras turns every value of every batch into a Python number before it calls a
    callback, which costs 5 % of the time of a small model. So the reporter is given
    the tensors, and Keras's own way is taken only if another callback wants batches.

    A person who stops an epoch leaves it unfinished: its validation is worth nothing
    and only the reporter is told.
    """

    def __init__(
        self,
        reporter: Reporter,
        others: Iterable[keras.callbacks.Callback] = (),
        **params: Any,
    ) -> None:
        others = list(others)
        super().__init__([*others, reporter], add_history=True, **params)
        self._reporter = reporter
        self._others_train = any(_hears(c, "on_train_batch_end") for c in others)
        self._others_test = any(_hears(c, "on_test_batch_end") for c in others)

    def on_train_batch_end(self, batch: int, logs: Any = None) -> None:
        self._reporter.train_batch_ended(batch, logs)
        if self._others_train:
            super().on_train_batch_end(batch, logs)

    def on_test_batch_end(self, batch: int, logs: Any = None) -> None:
        self._reporter.ask_to_stop()
        if self._others_test:
            super().on_test_batch_end(batch, logs)

    def on_epoch_end(self, epoch: int, logs: Any = None) -> None:
        if self._reporter.was_stopped:
            trained = {k: v for k, v in (logs or {}).items() if k[:4] != "val_"}
            self._reporter.on_epoch_end(epoch, trained)
        else:
            super().on_epoch_end(epoch, logs)


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


def _hears(callback: keras.callbacks.Callback, event: str) -> bool:
    names = (event, "on_batch_end") if event == "on_train_batch_end" else (event,)
    silent = keras.callbacks.Callback
    return any(getattr(type(callback), n) is not getattr(silent, n) for n in names)
