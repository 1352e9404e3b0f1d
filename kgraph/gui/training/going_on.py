"""Runs that go on: found under way when a drawing opens, or continued by the person."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QTimer

from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.gui.engine_client import EngineFactory, ProcessEngine
from kgraph.gui.training import run_actions
from kgraph.gui.training.recovery import Recovery
from kgraph.gui.training.run_process import RunProcess, found_alive
from kgraph.gui.training.session import State
from kgraph.runs import Run, beside
from kgraph.runs.storing.unfinished import Unfinished, unfinished

GOES_ON = "Continue goes on from its last checkpoint."
LATER = 500  # milliseconds in which the process of a run that failed lets go of it


class GoingOn(QObject):
    """Lets a window show runs that are under way, and continue those that are not.

    Args:
        window: The main window.
    """

    def __init__(self, window: Any) -> None:
        super().__init__(window)
        self._window = window
        self._path_shown: Path | None = None
        self._store = beside(None)
        self._is_strange = False
        self._recovery = Recovery(self)
        self._recovery.done.connect(self._follow_recovery)
        training = window.panels.training
        window.panels.runs.continue_requested.connect(self.proceed)
        window.panels.runs.deleted.connect(self._offer_soon)
        training.continue_requested.connect(self.proceed)
        training.more_epochs_requested.connect(self._add_epochs)
        training.weights_requested.connect(self._take_weights)
        window.session.state_changed.connect(self._follow)
        window.document.replaced.connect(self._begin_anew)
        window.document.saved_state_changed.connect(self._follow_file)
        window.runs.adopting.moved.connect(self._follow_move)
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

    def attach(self, folder: Path) -> None:
        """Shows and steers a run that another process has begun."""
        self._window.docks.training.show()
        self._window.docks.training.raise_()
        self._window.session.attach(RunProcess(folder))

    @property
    def is_of_drawing(self) -> bool:
        """Whether the run that is shown is one of the drawing's, as far as it goes."""
        return not self._is_strange and self._store == beside(self._path())

    def _add_epochs(self, count: int) -> None:
        training = self._window.panels.training
        if self._demand_own():
            self.proceed(training.run, training.progress.epochs + count)

    def _take_weights(self, run: str) -> None:
        if self._demand_own():
            self._window.weights.take(run)

    def _demand_own(self) -> bool:
        """Says so where the run that is shown belongs to another file."""
        if not self.is_of_drawing:
            self._window.panels.notice.say(
                f"Run {self._window.panels.training.run} is kept in {self._store}. "
                "Open the drawing that it began with to use it.",
                "warning",
            )
        return self.is_of_drawing

    def _follow(self, state: State) -> None:
        if state is State.STARTING:
            self._store, self._is_strange = beside(self._path()), False
        if state is State.IDLE:
            if self._is_strange:
                self._window.panels.training.forget()
            self._offer_soon()
            QTimer.singleShot(LATER, self, self._look_again)

    def _follow_move(self) -> None:
        self._store = beside(self._path())
        self._offer_soon()

    def _follow_file(self) -> None:
        if self._window.document.path != self._path_shown:
            self._offer_soon()

    def _begin_anew(self) -> None:
        """Forgets the run of another drawing; one that was read again keeps its own."""
        path = self._window.document.path
        if path is None or path != self._path_shown:
            self._is_strange = True
            if self._window.session.is_idle:
                self._window.panels.training.forget()
        self._look_soon()

    def _look_soon(self) -> None:
        """Looks once the window stands: a drawing that opens comes first."""
        QTimer.singleShot(0, self, self._look)

    def _offer_soon(self) -> None:
        """Offers once it is told how the run has ended."""
        QTimer.singleShot(0, self, self._look_again)

    def _follow_recovery(self, folder: object) -> None:
        if folder == beside(self._path()):
            self._window.panels.runs.refresh()
            self._offer()

    def _look_again(self) -> None:
        self._recovery.recover(beside(self._path()))
        self._offer()

    def _look(self) -> None:
        self._recovery.recover(beside(self._path()))
        folder = found_alive(self._path()) if self._window.session.is_idle else None
        if folder is not None:
            self.attach(folder)
            self._window.panels.notice.say(
                f"Run {folder.name} of this drawing is under way; it is shown again."
            )
        elif (found := self._offer()) is not None:
            self._tell(found)

    def _offer(self) -> Unfinished | None:
        """Offers to continue the latest run, where it has not come to its end."""
        window = self._window
        self._path_shown = window.document.path
        if not window.session.is_idle:
            return None
        found = self._found()
        run, sentence = (found.run.id, found.sentence) if found else ("", "")
        window.panels.training.offer(run, sentence)
        run_actions.show_state(
            window.session.state, window.actions_by_name, window.panels.training
        )
        return found

    def _tell(self, found: Unfinished) -> None:
        """Says what became of a run, unless more has been said about it."""
        window = self._window
        training = window.panels.training
        if training.run:
            return
        training.head.say(f"{found.sentence} {GOES_ON}")
        if found.run.state == "interrupted":
            action = window.actions_by_name["continue_run"]
            window.panels.notice.say(found.sentence, "warning", action=action)

    def _found(self) -> Unfinished | None:
        try:
            found = unfinished(beside(self._path()))
            is_own = found is not None and self._is_own(found.run)
        except KgraphError:
            return None  # the Runs panel says why
        return found if is_own else None

    def _is_own(self, run: Run) -> bool:
        """Whether a run is of this drawing: those never saved share a store."""
        window = self._window
        if window.document.path or window.panels.training.run == run.id:
            return True
        return files.load(run.document).graphs == window.document.project.graphs

    def _path(self) -> str | None:
        path = self._window.document.path
        return str(path) if path else None


def run_engines(factory: EngineFactory) -> EngineFactory:
    """Returns what makes the engines of runs: processes that outlive the window.

    Args:
        factory: Makes the engine of the drawing; one that is no process is kept.
    """
    return RunProcess if factory is ProcessEngine else factory
