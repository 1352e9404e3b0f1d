"""The numbers beside a plot."""

import math
from typing import Any

import pyqtgraph as pg
from PySide6.QtGui import QPainter, QPicture

FEW = (2, 5)  # what is told of a decade besides its beginning, where there are several


class PlotAxis(pg.AxisItem):
    """An axis that is painted at once, and whose logarithms keep their numbers apart.

    pyqtgraph records an axis and plays it back, which makes the texts slow.
    """

    picture: Any
    _specs: Any = None

    def paint(self, painter: QPainter, option: object, widget: object = None) -> None:
        """Draws the line, the grid and the numbers."""
        if self.picture is None:
            self._specs = self.generateDrawSpecs(painter)
            self.picture = QPicture()  # tells that nothing has changed since
        if self._specs is not None:
            painter.save()
            self.drawPicture(painter, *self._specs)
            painter.restore()

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
