"""The numbers of one curve, in buffers that grow without copying each time."""

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


class Series:
    """Points of a curve; values that are no number leave a gap.

    Attributes:
        broken_at: Position of the first value that was NaN or infinite, else None.
        broken_value: That value.
    """

    def __init__(self) -> None:
        import numpy as np

        self._x = np.empty(256)
        self._y = np.empty(256)
        self._size = 0
        self._finite = 0
        self.broken_at: float | None = None
        self.broken_value = 0.0

    @property
    def x(self) -> "np.ndarray":
        """Positions, a view that stays valid until the next `extend`."""
        return self._x[: self._size]

    @property
    def y(self) -> "np.ndarray":
        """Values, NaN where there was no finite one."""
        return self._y[: self._size]

    @property
    def has_points(self) -> bool:
        """Whether there is anything that can be drawn."""
        return self._finite > 0

    def extend(self, xs: Sequence[float], ys: Sequence[float]) -> None:
        """Adds points behind the last."""
        end = self._size + len(xs)
        if end > len(self._x):
            self._x = _grown(self._x, self._size, end)
            self._y = _grown(self._y, self._size, end)
        for offset, (x, y) in enumerate(zip(xs, ys, strict=True), self._size):
            is_finite = math.isfinite(y)
            self._x[offset] = x
            self._y[offset] = y if is_finite else math.nan
            self._finite += is_finite
            if not is_finite and self.broken_at is None:
                self.broken_at, self.broken_value = x, y
        self._size = end


def _grown(buffer: "np.ndarray", size: int, needed: int) -> "np.ndarray":
    import numpy as np

    larger = np.empty(max(2 * len(buffer), needed))
    larger[:size] = buffer[:size]
    return larger
