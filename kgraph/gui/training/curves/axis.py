"""The numbers beside a plot."""

import math

import pyqtgraph as pg

FEW = (2, 5)  # what is told of a decade besides its beginning, where there are several


class ValueAxis(pg.AxisItem):
    """An axis whose logarithmic scale keeps its numbers apart."""

    def __init__(self) -> None:
        super().__init__("left")

    def logTickValues(
        self, low: float, high: float, size: float, ticks: object
    ) -> list[tuple[float | None, list[float]]]:
        """Returns the places of numbers, as exponents of ten.

        Args:
            size: Pixels of the axis.
            ticks: What a linear scale would have.
        """
        decades = [float(d) for d in range(math.floor(low), math.ceil(high) + 1)]
        parts = FEW if high - low > 1 else range(2, 10)
        between = [d + math.log10(part) for d in decades for part in parts]
        return [
            (1.0, [place for place in decades if low <= place <= high]),
            (None, [place for place in between if low <= place <= high]),
        ]
