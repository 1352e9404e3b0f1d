"""Runs that go on: found under way when a drawing opens, or continued by the person."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from kgraph.gui.engine_client import EngineFactory, ProcessEngine
from kgraph.gui.training.run_process import RunProcess, found_alive
from kgraph.runs import beside
from kgraph.runs.storing.recovering import recover


class GoingOn(QObject):
    """Lets a window show runs that are under way, and continue those that are not.

    Args:
        window: The main window.
    """

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window
        window.panels.runs.continue_requested.connect(self.proceed)
        window.panels.training.more_epochs_requested.connect(self._add_epochs)
        window.document.replaced.connect(self._look_soon)
        window.painted.connect(self._look_soon)

    def proceed(self, run: str, epochs: int | None = None) -> None:
        """Goes on with a run from its last checkpoint.

        Args:
            run: Its id.
            epochs: How many it shall have in all; None for what was meant.
        """
        window = self._window
        window.docks.training.show()
        window.docks.training.raise_()
        window.panels.notice.hide()
        window.session.start(window.document.project, self._path(), run, epochs)

    def _add_epochs(self, count: int) -> None:
        training = self._window.panels.training
        self.proceed(training.run, training.progress.epochs + count)

    def _look_soon(self) -> None:
        """Looks once the window stands: a drawing that opens comes first."""
        QTimer.singleShot(0, self, self._look)

    def _look(self) -> None:
        recover(beside(self._path()))
        folder = found_alive(self._path()) if self._window.session.is_idle else None
        if folder is not None:
            self.attach(folder)
            self._window.panels.notice.say(
                f"Run {folder.name} of this drawing is under way; it is shown again."
            )

    def attach(self, folder: Path) -> None:
        """Shows and steers a run that another process has begun."""
        self._window.docks.training.show()
        self._window.docks.training.raise_()
        self._window.session.attach(RunProcess(folder))

    def _path(self) -> str | None:
        path = self._window.document.path
        return str(path) if path else None


def run_engines(factory: EngineFactory) -> EngineFactory:
    """Returns what makes the engines of runs: processes that outlive the window.

    Args:
        factory: Makes the engine of the drawing; one that is no process is kept.
    """
    return RunProcess if factory is ProcessEngine else factory
