"""ROC, precision over recall, and calibration, side by side."""

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kgraph.document.evaluation import Calibration, ClassCurves, OutputEvaluation
from kgraph.gui.results.charts.chart import UNIT, Bars, Chart, Line
from kgraph.gui.results.charts.chart_row import ChartRow
from kgraph.gui.theme import Theme

SHOWN = 3  # curves beside the average: more could not be told apart
MICRO = "micro"


class CurvesPage(QWidget):
    """Three charts of the classes of an Output."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        chart = partial(Chart, theme=theme, is_unit=True)
        worst = f"Drawn: the {SHOWN} classes with the least area"
        bars = "Bars say how many samples there are"
        self.roc = chart("ROC", "false alarms", "hits", tip=worst)
        self.pr = chart("Precision, recall", "recall", "precision", tip=worst)
        self.calibration = chart("Calibration", "how sure", "how often right", tip=bars)
        self.row = ChartRow(*self.charts)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 4, 4)
        layout.addWidget(self.row)

    @property
    def charts(self) -> tuple[Chart, ...]:
        """The charts, from left to right."""
        return self.roc, self.pr, self.calibration

    def show_output(self, output: OutputEvaluation) -> None:
        """Shows the curves of an Output."""
        self.roc.show_marks(
            Line(UNIT, UNIT, role="guide"), *_lines(output.roc), note=_note(output.roc)
        )
        self.pr.show_marks(*_lines(output.pr), note=_note(output.pr))
        if output.calibration is None:
            self.row.show_charts((self.roc, self.pr))
        else:
            self._show_calibration(output.calibration)
            self.row.show_charts(self.charts)

    def set_theme(self, theme: Theme) -> None:
        """Colours everything anew."""
        for chart in self.charts:
            chart.set_theme(theme)

    def _show_calibration(self, found: Calibration) -> None:
        most = max(found.counts)
        shares = [0.3 * count / most for count in found.counts]
        self.calibration.show_marks(
            Bars(found.confidence, shares, 0.05),
            Line(UNIT, UNIT, role="guide"),
            Line(found.confidence, found.accuracy, role="accent", has_points=True),
            note=f"expected error: {found.error:.3f}",
        )


def _lines(curves: ClassCurves) -> list[Line]:
    """Returns the lines of the classes that are told worst, and of the average."""
    classes = [curve for curve in curves.curves if curve.name != MICRO]
    worst = sorted(classes, key=lambda curve: curve.area)[:SHOWN]
    shown = [c for c in curves.curves if c in worst or c.name == MICRO]
    return [Line(c.x, c.y, f"{c.name}: {c.area:.3f}") for c in shown]


def _note(curves: ClassCurves) -> str:
    if len(curves.curves) <= 1 or curves.macro is None:
        return ""
    return f"macro: {curves.macro:.3f}"
