"""What the window does when something is asked of a run."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from kgraph.document.errors import KgraphError
from kgraph.gui.runs.adopting import Adopting
from kgraph.gui.runs.overlaying import Overlaying
from kgraph.gui.runs.tensorboard import TensorBoard
from kgraph.messages import Stop
from kgraph.runs.folder import commands

if TYPE_CHECKING:
    from kgraph.gui.window import MainWindow


class RunsWiring(QObject):
    """Connects the table of runs with the rest of the window."""

    def __init__(self, window: "MainWindow") -> None:
        super().__init__(window)
        self._window = window
        self._panel = panel = window.panels.runs
        self._say = window.panels.notice.say
        self.overlaying = Overlaying(panel, window.panels.training)
        self.tensorboard = TensorBoard(self)
        self.adopting = Adopting(window.document, window.session)
        self.adopting.moved.connect(self._follow)
        self.adopting.failed.connect(lambda text: self._say(text, "warning"))
        panel.said.connect(self._say)
        self.tensorboard.said.connect(self._say)
        panel.export_requested.connect(window.exporting.keras_model)
        panel.weights_requested.connect(window.weights.take)
        panel.drawing_requested.connect(window.filing.open_copy)
        panel.show_requested.connect(self._show)
        panel.stop_requested.connect(self._stop)
        panel.tensorboard_requested.connect(self._show_in_tensorboard)

    def _follow(self, old: str, new: str) -> None:
        """Shows a run that was moved beside the drawing."""
        self._window.panels.training.renumber(old, new)
        self._window.panels.results.refresh()
        self._panel.refresh()

    def _show_in_tensorboard(self, runs: Any) -> None:
        self.tensorboard.show(self._panel.store.folder, tuple(runs))

    def _show(self, run: str) -> None:
        """Shows curves; over those of a run that is going on, not in their place."""
        try:
            found = self._panel.store.get(run)
            if self._window.session.is_idle and found.state == "running":
                self._window.going_on.attach(Path(found.folder))
            elif self._window.session.is_idle:
                self.overlaying.show(run)
            else:
                self._panel.model.tick([run], is_ticked=True)
        except KgraphError as error:
            self._say(str(error), "error")
            return
        self._window.docks.training.show()
        self._window.docks.training.raise_()

    def _stop(self, run: str) -> None:
        """Asks a run to stop, whichever program it belongs to."""
        try:
            commands.ask(Path(self._panel.store.get(run).folder), Stop())
        except (OSError, KgraphError) as error:
            self._say(f"Run {run} cannot be asked to stop: {error}.", "error")
        else:
            self._say(f"Run {run} was asked to stop; what it learned is kept.", "info")
