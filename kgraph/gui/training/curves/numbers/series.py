"""The numbers of one curve, and as few of them as a view can show."""

import math
from functools import reduce
from typing import TYPE_CHECKING

from kgraph.gui.training.curves.numbers.buffer import Buffer

if TYPE_CHECKING:
    import numpy as np

FACTOR = 4  # how many cells of one level make one of the next


class Series:
    """Points of a curve by step; values that are no number leave a gap.

    Beside the points, it keeps what is lowest and highest of each 4, 16, 64 … of them,
    so that any part of any length is drawn from a few thousand numbers.

    Attributes:
        broken_at: Step of the first value that was NaN or infinite, else None.
        broken_value: That value.
        version: Another one once points were taken back.
    """

    def __init__(self) -> None:
        self._steps = Buffer("i8")
        self._values = Buffer()
        self._levels: list[_Level] = []
        self.broken_at: int | None = None
        self.broken_value = 0.0
        self.version = 0

    def __len__(self) -> int:
        return len(self._steps)

    @property
    def steps(self) -> "np.ndarray":
        """Batches that were done at each point."""
        return self._steps.slice(0, len(self))

    @property
    def y(self) -> "np.ndarray":
        """Values, NaN where there was no finite one."""
        return self._values.slice(0, len(self))

    @property
    def last_step(self) -> int:
        """Step of the last point, 0 without any."""
        return int(self._steps.slice(len(self) - 1, len(self))[0]) if len(self) else 0

    def extend(self, steps: "np.ndarray", values: "np.ndarray") -> None:
        """Adds points behind the last.

        Points that were there from the first of these steps on are void.
        """
        import numpy as np

        if not len(steps):
            return
        if steps[0] <= self.last_step:
            self.truncate(int(steps[0]) - 1)
        is_finite = np.isfinite(values)
        if not is_finite.all():
            if self.broken_at is None:
                odd = int(np.argmin(is_finite))
                self.broken_at, self.broken_value = int(steps[odd]), float(values[odd])
            values = np.where(is_finite, values, np.nan)
        self._steps.extend(steps)
        self._values.extend(values)
        self._summarize()

    def truncate(self, step: int) -> None:
        """Takes back the points behind a step."""
        size = self._steps.position_of(step, "right")
        if size == len(self):
            return
        self.version += 1
        self._steps.truncate(size)
        self._values.truncate(size)
        for level in self._levels:
            size //= FACTOR
            level.truncate(size)
        if self.broken_at is not None and self.broken_at > step:
            self.broken_at = None

    def part(self, start: int, stop: int) -> "tuple[np.ndarray, np.ndarray]":
        """Returns steps and values by their positions."""
        return self._steps.slice(start, stop), self._values.slice(start, stop)

    def window(
        self, first: float, last: float, cells: int, *, is_smooth: bool = False
    ) -> "tuple[np.ndarray, np.ndarray]":
        """Returns what stands for the points between two steps, and one beyond each.

        Args:
            cells: How many places there are for them; each shows the lowest and the
                highest value of the points that fall on it.
            is_smooth: Whether a value between both is enough.
        """
        end = self.last_step  # also keeps infinity away from whole numbers
        low, high = math.ceil(max(first, 0)), math.floor(min(last, end))
        start = max(self._steps.position_of(min(low, end)) - 1, 0)
        stop = min(self._steps.position_of(high, "right") + 1, len(self))
        level = 0
        while stop - start > cells * FACTOR**level and level < len(self._levels):
            level += 1
        return self._cells(level, start, stop, is_smooth)

    def value_at(self, step: float) -> float | None:
        """Returns the value nearest to a step; None if there are no points."""
        if not len(self):
            return None
        step = min(step, self.last_step)
        right = min(self._steps.position_of(math.ceil(step)), len(self) - 1)
        steps, values = self.part(max(right - 1, 0), right + 1)
        return float(values[abs(steps - step).argmin()])

    def _cells(
        self, level: int, start: int, stop: int, is_smooth: bool
    ) -> "tuple[np.ndarray, np.ndarray]":
        import numpy as np

        if level == 0:
            return self.part(start, stop)
        size = FACTOR**level
        cells = self._levels[level - 1]
        last = min(-(-stop // size), len(cells.steps))
        steps, values = cells.part(start // size, last, is_smooth)
        if last * size < stop:
            tail = self._cells(level - 1, max(last * size, start), stop, is_smooth)
            steps = np.concatenate([steps, tail[0]])
            values = np.concatenate([values, tail[1]])
        return steps, values

    def _summarize(self) -> None:
        """Lets each level follow the one below it."""
        steps, low, high = self._steps, self._values, self._values
        for level in self._levels:
            level.follow(steps, low, high)
            steps, low, high = level.steps, level.low, level.high
        while len(steps) >= FACTOR:
            level = _Level()
            level.follow(steps, low, high)
            self._levels.append(level)
            steps, low, high = level.steps, level.low, level.high


class _Level:
    """The first step, the lowest and the highest value of so many points each."""

    def __init__(self) -> None:
        self.steps, self.low, self.high = Buffer("i8"), Buffer(), Buffer()

    def truncate(self, size: int) -> None:
        for buffer in (self.steps, self.low, self.high):
            buffer.truncate(size)

    def follow(self, steps: Buffer, low: Buffer, high: Buffer) -> None:
        import numpy as np

        done, whole = len(self.steps), len(steps) // FACTOR
        if whole <= done:
            return
        part = slice(done * FACTOR, whole * FACTOR)
        lows = low.slice(part.start, part.stop)
        highs = high.slice(part.start, part.stop)
        self.steps.extend(steps.slice(part.start, part.stop)[::FACTOR])
        # By columns: NumPy reduces rows of four many times slower.
        self.low.extend(reduce(np.fmin, (lows[i::FACTOR] for i in range(FACTOR))))
        self.high.extend(reduce(np.fmax, (highs[i::FACTOR] for i in range(FACTOR))))

    def part(
        self, start: int, stop: int, is_smooth: bool
    ) -> "tuple[np.ndarray, np.ndarray]":
        import numpy as np

        if is_smooth:
            low, high = self.low.slice(start, stop), self.high.slice(start, stop)
            return self.steps.slice(start, stop), (low + high) / 2
        values = np.column_stack(
            [self.low.slice(start, stop), self.high.slice(start, stop)]
        )
        return np.repeat(self.steps.slice(start, stop), 2), values.ravel()
