"""Numbers that were predicted: against the truth, and how far off they are."""

import math
from collections.abc import Sequence

from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from kgraph.document.evaluation import OutputEvaluation, Regression
from kgraph.gui.inspector.editors.editor import ComboBox
from kgraph.gui.quantities import measure
from kgraph.gui.results.charts.chart import Bars, Chart, Line, Points
from kgraph.gui.results.charts.chart_row import ChartRow
from kgraph.gui.theme import Theme

BINS = 31


class NumbersPage(QWidget):
    """A scatter plot, the residuals, and how those are spread."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._regressions: tuple[Regression, ...] = ()
        self.number = ComboBox()
        self.number.setAccessibleName("Number")
        self.number.activated.connect(lambda _: self._show())
        self.errors = QLabel()
        self.scatter = Chart("Prediction and truth", "is", "predicted", theme)
        self.residuals = Chart("Residuals", "predicted", "residual", theme)
        self.spread = Chart("Spread of residuals", "residual", "samples", theme)
        head = QHBoxLayout()
        head.setContentsMargins(8, 4, 8, 0)
        head.addWidget(self.number)
        head.addWidget(self.errors, 1)
        self.row = ChartRow(*self.charts)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 4, 4)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.row, 1)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts, from left to right."""
        return self.scatter, self.residuals, self.spread

    def show_output(self, output: OutputEvaluation) -> None:
        """Shows the numbers of an Output."""
        self._regressions = output.regressions
        self.number.clear()
        self.number.addItems([regression.name for regression in output.regressions])
        self.number.setVisible(len(output.regressions) > 1)
        self._show()

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        for chart in self.charts:
            chart.set_theme(theme)

    def _show(self) -> None:
        place = self.number.currentIndex()
        if not 0 <= place < len(self._regressions):
            return
        found = self._regressions[place]
        r2 = "" if found.r2 is None else f"    R² {measure(found.r2)}"
        self.errors.setText(
            f"{found.name}:  MAE {measure(found.mae)}    RMSE {measure(found.rmse)}{r2}"
        )
        both = [*found.truths, *found.predictions]
        ends = (min(both), max(both))
        self.scatter.show_marks(
            Line(ends, ends, role="guide"), Points(found.truths, found.predictions)
        )
        off = [t - p for t, p in zip(found.truths, found.predictions, strict=True)]
        across = (min(found.predictions), max(found.predictions))
        self.residuals.show_marks(
            Line(across, (0.0, 0.0), role="guide"), Points(found.predictions, off)
        )
        self.spread.show_marks(histogram(off))


def histogram(values: Sequence[float], bins: int = BINS) -> Bars:
    """Returns how numbers are spread.

    Example:

    >>> histogram([0.0, 0.1, 1.0], bins=2).heights
    (2, 1)
    """
    low, high = min(values), max(values)
    width = (high - low) / bins or 1.0
    counts = [0] * bins
    for value in values:
        counts[min(math.floor((value - low) / width), bins - 1)] += 1
    centres = tuple(low + (i + 0.5) * width for i in range(bins))
    return Bars(centres, tuple(counts), width)
