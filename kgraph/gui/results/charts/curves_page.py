"""ROC, precision over recall, and calibration, side by side."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from kgraph.document.evaluation import Calibration, ClassCurves, OutputEvaluation
from kgraph.gui.results.charts.chart import UNIT, Bars, Chart, Line
from kgraph.gui.theme import Theme

SHOWN = 3  # curves beside the average: more could not be told apart
MICRO = "micro"


class CurvesPage(QWidget):
    """Three charts of the classes of an Output."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.roc = Chart("ROC", "false alarms", "hits", theme, is_unit=True)
        self.pr = Chart("Precision, recall", "recall", "precision", theme, is_unit=True)
        self.calibration = Chart(
            "Calibration", "how sure", "how often right", theme, is_unit=True
        )
        for chart in (self.roc, self.pr):
            chart.legend.setToolTip(f"Drawn: the {SHOWN} classes with the least area")
        self.calibration.legend.setToolTip("Bars say how many samples there are")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 4, 4)
        layout.setSpacing(2)
        for chart in self.charts:
            layout.addWidget(chart, 1)

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
        self.calibration.setVisible(output.calibration is not None)
        if output.calibration is not None:
            self._show_calibration(output.calibration)

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
