"""Exponential moving averages of curves, corrected for their beginning."""

import math
from typing import TYPE_CHECKING

from kgraph.gui.training.curves.numbers.series import Series

if TYPE_CHECKING:
    import numpy as np

BLOCK = 64  # values that one product of matrices averages
PORTION = 50_000  # values at a time, so that the window never waits for all of them


class Smoothed:
    """A series that follows another one smoothly, as TensorBoard does it.

    Args:
        weight: Of what came before, more than 0 and less than 1.
    """

    def __init__(self, source: Series, weight: float) -> None:
        self.weight = weight
        self._source = source
        self._begin()

    def follow(self) -> bool:
        """Takes in what is new; whether there is still more."""
        if self._version != self._source.version:
            self._begin()
        done = len(self.series)
        steps, values = self._source.part(done, done + PORTION)
        self.series.extend(steps, self._average(values))
        return len(self.series) < len(self._source)

    def _begin(self) -> None:
        self.series = Series()
        self._version = self._source.version
        self._last = 0.0
        self._count = 0

    def _average(self, values: "np.ndarray") -> "np.ndarray":
        import numpy as np

        is_finite = np.isfinite(values)
        known = values[is_finite]
        if not len(known):
            return values
        sums = decaying_sums(known * (1 - self.weight), self.weight, self._last)
        self._last = float(sums[-1])
        self._correct(sums)
        self._count += len(known)
        averages = np.full(len(values), np.nan)
        averages[is_finite] = sums
        return averages

    def _correct(self, sums: "np.ndarray") -> None:
        """Makes up for the zero in front of the first value, as long as it matters."""
        import numpy as np

        forgotten = math.log(1e-17) / math.log(self.weight)  # too little for a float
        first = sums[: max(int(forgotten) - self._count, 0)]
        counts = np.arange(self._count + 1, self._count + len(first) + 1)
        first /= 1 - self.weight**counts


def decaying_sums(
    values: "np.ndarray", weight: float, before: float = 0.0
) -> "np.ndarray":
    """Returns `s[i] = weight * s[i - 1] + values[i]` without a loop over values.

    Rows of `BLOCK` values are summed by one product of matrices each; what the end of
    one row hands to the next is the same problem with far fewer values.

    Args:
        before: The sum in front of the first value.
    """
    import numpy as np

    powers = weight ** np.arange(BLOCK + 1.0)
    rows = -(-len(values) // BLOCK)
    padded = np.zeros((rows, BLOCK))
    padded.ravel()[: len(values)] = values
    lags = np.subtract.outer(np.arange(BLOCK), np.arange(BLOCK))
    sums = padded @ np.where(lags >= 0, powers[abs(lags)], 0.0).T
    handed = np.empty(rows)
    handed[0] = before
    if rows > 1:
        handed[1:] = decaying_sums(sums[:-1, -1], powers[BLOCK], before)
    sums += handed[:, None] * powers[1:]
    return sums.ravel()[: len(values)]
