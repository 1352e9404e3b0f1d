"""The line at the bottom: the engine, what the model costs, what is wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton

from kgraph.document.analysis import Analysis, GraphAnalysis
from kgraph.gui.look.icons import icon
from kgraph.gui.quantities import amount, plural
from kgraph.gui.theme import Theme


class Status(QStatusBar):
    """Shows what is known at a glance."""

    problems_clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(sizeGripEnabled=False)
        self._theme = theme
        self._analysis = Analysis()
        self._engine = QLabel()
        self._totals = QLabel()
        self._problems = QToolButton()
        self._problems.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._problems.clicked.connect(self.problems_clicked)
        self.addWidget(self._engine)
        self._zoom = QLabel()
        self._zoom.setToolTip("How large the drawing is shown")
        self.addPermanentWidget(self._totals)
        self.addPermanentWidget(self._zoom)
        self.addPermanentWidget(self._problems)

    @property
    def engine_text(self) -> str:
        """What the engine is doing."""
        return self._engine.text()

    def show_engine(self, text: str) -> None:
        """Says what the engine is doing."""
        self._engine.setText(text)

    def show_zoom(self, scale: float) -> None:
        """Says how large the drawing is shown, 1 being life size."""
        text = f"{scale:.0%}"
        if text != self._zoom.text():
            self._zoom.setText(text)

    def show_analysis(self, analysis: Analysis, graph_id: str) -> None:
        """Counts the shown graph's parameters, and all problems."""
        self._analysis = analysis
        known = analysis.graphs.get(graph_id)
        is_whole = known and known.nodes and not analysis.has_errors
        self._totals.setText(_totals(known) if known and is_whole else "")
        self._totals.setToolTip(_exact(known) if known and is_whole else "")
        errors = sum(p.severity == "error" for p in analysis.problems)
        warnings = len(analysis.problems) - errors
        severity = "error" if errors else "warning" if warnings else "success"
        parts = [
            plural(number, word)
            for number, word in ((errors, "error"), (warnings, "warning"))
            if number
        ]
        self._problems.setText(f"  {', '.join(parts) or 'No problems'}")
        color = getattr(self._theme, severity)
        self._problems.setIcon(icon(severity, self._theme, color))

    def set_theme(self, theme: Theme, graph_id: str) -> None:
        """Draws the icons anew."""
        self._theme = theme
        self.show_analysis(self._analysis, graph_id)


def _totals(known: GraphAnalysis) -> str:
    parameters = amount(known.trainable + known.non_trainable)
    return f"{parameters} parameters   ·   {amount(known.multiply_adds)} multiply-adds"


def _exact(known: GraphAnalysis) -> str:
    return (
        f"{known.trainable:,} trainable and {known.non_trainable:,} other parameters\n"
        f"{known.multiply_adds:,} multiply-adds for one sample"
    )
