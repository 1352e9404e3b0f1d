"""Does at the end of a batch what the person asked for."""

import time
from collections.abc import Callable

import keras

from kgraph.document.telling.words import plural
from kgraph.messages import Event, Marked, Warned
from kgraph.training.steering.control import Control

PATIENCE = 0.2  # seconds of a pause between two looks at what was asked for


class Helm:
    """Stops, pauses and sets the learning rate of a model that learns.

    Attributes:
        waited: How many seconds the run has been paused.
        was_stopped: Whether the person has ended the run.
    """

    def __init__(self, control: Control, tell: Callable[[Event], None]) -> None:
        self.waited = 0.0
        self.was_stopped = False
        self._told_epochs = 0  # of those that were added
        self._control = control
        self._tell = tell

    @property
    def restores_best(self) -> bool:
        """Whether the run's last weights shall be those of its best epoch."""
        return self._control.restores_best

    @property
    def more_epochs(self) -> int:
        """How many epochs were added."""
        return self._control.more_epochs

    def steer(self, callback: keras.callbacks.Callback, step: int) -> None:
        """Is called after each batch.

        Args:
            callback: Knows the model; with JAX its weights are fetched only when it is
                asked for the model.
            step: How many batches of the run are done.
        """
        control = self._control
        control.hear()
        rate = control.learning_rate()
        if rate is not None:
            self._set_learning_rate(callback.model, rate, step)
        self._tell_epochs(step)
        if control.is_paused and not control.should_stop:
            self._pause(step)
        if control.should_stop:
            self.was_stopped = True
            callback.model.stop_training = True
            callback.model.stop_evaluating = True

    def _tell_epochs(self, step: int) -> None:
        count = self.more_epochs - self._told_epochs
        if count:
            self._told_epochs += count
            text = f"{plural(abs(count), 'epoch')} {'more' if count > 0 else 'fewer'}"
            self._tell(Marked("epochs", step, text, count))

    def _pause(self, step: int) -> None:
        began = time.perf_counter()
        self._tell(Marked("pause", step, "Paused"))
        while not self._control.wait(PATIENCE):
            self._tell_epochs(step)
        self.waited += time.perf_counter() - began
        if not self._control.should_stop:
            self._tell(Marked("resume", step, "Went on"))

    def _set_learning_rate(self, model: keras.Model, rate: float, step: int) -> None:
        try:
            model.optimizer.learning_rate = rate
        except (TypeError, AttributeError, ValueError):
            sentence = (
                "The learning rate stays as it is: the optimizer follows a schedule. "
                "Choose a plain number in the settings to set it while a run goes on."
            )
            self._tell(Warned("rate", step, sentence))
        else:
            self._tell(Marked("rate", step, f"Learning rate {rate:g}", rate))


def learning_rate(model: keras.Model) -> float | None:
    """Returns the rate that a model learns with now; None if there is no single one."""
    try:
        return float(keras.ops.convert_to_numpy(model.optimizer.learning_rate))
    except (TypeError, AttributeError, ValueError):
        return None
