"""Puts the Results panel into the window: what it hears, and what it does there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from kgraph.gui.training.session import State
from kgraph.messages import TrainingEnded

if TYPE_CHECKING:
    from kgraph.gui.window import MainWindow


class ResultsWiring(QObject):
    """Connects the panel with runs that end, the drawing and samples of the data."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._panel = panel = window.panels.results
        panel.said.connect(window.panels.notice.say)
        window.session.reported.connect(self._hear)
        window.session.state_changed.connect(self._follow)
        window.document.replaced.connect(panel.begin_anew)
        window.panels.data.samples.chosen.connect(self._look_closely)
        window.panels.runs.evaluate_requested.connect(self._evaluate)

    def slots(self) -> dict[str, Callable[[], object]]:
        """Returns what the commands about results do, by their names."""
        return {"evaluate": lambda: self._evaluate()}

    def _evaluate(self, run: str | None = None) -> None:
        """Evaluates a run; the one that is chosen in the panel where it is None."""
        self._show()
        self._panel.evaluate(run)

    def _show(self) -> None:
        dock = self._window.docks.results
        dock.show()
        dock.raise_()

    def _hear(self, event: object) -> None:
        is_here = self._window.going_on.is_of_drawing
        if isinstance(event, TrainingEnded) and is_here:
            self._panel.hear_of(event.run)

    def _follow(self, state: State) -> None:
        if state is State.IDLE:
            self._panel.refresh()

    def _look_closely(self, position: int) -> None:
        """Shows a sample that was picked in the Data panel in a window of its own."""
        page = self._window.panels.data.samples
        self._panel.look_closely(page, self._window.document.project.data, position)
