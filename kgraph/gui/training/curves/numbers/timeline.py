"""When the batches of a run were done: by epoch, by step, by time."""

from enum import Enum
from typing import TYPE_CHECKING

from kgraph.gui.training.curves.numbers.buffer import Buffer

if TYPE_CHECKING:
    import numpy as np


class Unit(Enum):
    """What the x axis counts."""

    EPOCH = "Epoch"
    STEP = "Step"
    TIME = "Time"


class Timeline:
    """Places steps on an axis, and finds the steps of a place.

    Time is known where epochs end, and for the last batch; between, batches are taken
    to need the same time each.

    Args:
        batches: Of one epoch.
    """

    def __init__(self, batches: int = 1) -> None:
        self.batches = max(batches, 1)
        self._steps, self._seconds = Buffer(), Buffer()
        self._add(0.0, 0.0)
        self._last = (0.0, 0.0)
        self._epoch_began: float | None = None

    def end_batch(self, step: int, now: float) -> None:
        """Learns that a batch was done.

        Args:
            now: In seconds, by any clock that is not set back.
        """
        if self._epoch_began is None:
            self._epoch_began = now
        seconds = self._seconds.slice(len(self._seconds) - 1, len(self._seconds))[0]
        self._last = (float(step), float(seconds) + now - self._epoch_began)

    def end_epoch(self, step: int, seconds: float) -> None:
        """Learns how long an epoch took that ended with this step."""
        self._epoch_began = None
        if step <= self._steps.slice(len(self._steps) - 1, len(self._steps))[0]:
            self.truncate(step - 1)
        before = self._seconds.slice(len(self._seconds) - 1, len(self._seconds))[0]
        self._add(float(step), float(before) + seconds)

    def truncate(self, step: int) -> None:
        """Forgets when later steps were done."""
        size = max(self._steps.position_of(step, "right"), 1)
        self._steps.truncate(size)
        self._seconds.truncate(size)
        self._last = (0.0, 0.0)
        self._epoch_began = None

    def places(self, steps: "np.ndarray", unit: Unit) -> "np.ndarray":
        """Returns where steps are on an axis."""
        import numpy as np

        match unit:
            case Unit.STEP:
                return steps.astype(float)
            case Unit.EPOCH:
                return steps / self.batches
        known, seconds = self._knots()
        return np.interp(steps, known, seconds)

    def place(self, step: float, unit: Unit) -> float:
        """Returns where one step is on an axis."""
        import numpy as np

        return float(self.places(np.array([step]), unit)[0])

    def step_at(self, place: float, unit: Unit) -> float:
        """Returns the step at a place of an axis; a part of one between two."""
        import numpy as np

        match unit:
            case Unit.STEP:
                return place
            case Unit.EPOCH:
                return place * self.batches
        known, seconds = self._knots()
        if place > seconds[-1]:
            return float("inf")
        return float(np.interp(place, seconds, known))

    def _knots(self) -> "tuple[np.ndarray, np.ndarray]":
        import numpy as np

        size = len(self._steps)
        steps, seconds = self._steps.slice(0, size), self._seconds.slice(0, size)
        if self._last[0] > steps[-1]:
            steps = np.append(steps, self._last[0])
            seconds = np.append(seconds, self._last[1])
        return steps, seconds

    def _add(self, step: float, seconds: float) -> None:
        import numpy as np

        self._steps.extend(np.array([step]))
        self._seconds.extend(np.array([seconds]))
