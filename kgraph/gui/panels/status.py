"""The line at the bottom: the engine, what the model costs, what is wrong."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QStatusBar, QToolButton

from kgraph.document.analysis import Analysis
from kgraph.document.telling.words import plural
from kgraph.gui.look.icons import icon
from kgraph.gui.panels.cost_bar import CostBar
from kgraph.gui.theme import Theme


class Status(QStatusBar):
    """Shows what is known at a glance."""

    problems_clicked = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(sizeGripEnabled=False)
        self._theme = theme
        self._analysis = Analysis()
        self._engine = QLabel()
        self.costs = CostBar()
        self._problems = QToolButton()
        self._problems.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._problems.clicked.connect(self.problems_clicked)
        self.addWidget(self._engine)
        self._zoom = QLabel()
        self._zoom.setToolTip("How large the drawing is shown")
        self.addPermanentWidget(self.costs)
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

    def show_analysis(self, analysis: Analysis, graph_id: str, batch: int) -> None:
        """Sums up what the shown graph costs, and counts all problems.

        Args:
            batch: How many samples are in memory at once.
        """
        self._analysis = analysis
        known = analysis.graphs.get(graph_id)
        is_whole = known and known.nodes and not analysis.has_errors
        self.costs.show_costs(known if is_whole else None, batch)
        self._count_problems()

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        self._theme = theme
        self._count_problems()

    def _count_problems(self) -> None:
        analysis = self._analysis
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
