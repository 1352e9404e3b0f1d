"""Lets the runs of a drawing that was never saved follow it to its file."""

from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from kgraph.document.errors import KgraphError
from kgraph.gui.training.session import State, TrainingSession
from kgraph.messages import TrainingBegan
from kgraph.runs import alive, beside
from kgraph.runs.storing.listing import LOCK
from kgraph.runs.storing.moving import follow, followers, move

if TYPE_CHECKING:
    from kgraph.gui.document import Document

_SOON = 200  # milliseconds that a run's process has to end


class Adopting(QObject):
    """Moves the runs of this drawing beside its file, once it has one."""

    moved = Signal(str, str)
    """A run's id, and the one that it has from now on."""

    failed = Signal(str)
    """Why a run stays where it is."""

    def __init__(self, document: "Document", session: TrainingSession) -> None:
        super().__init__()
        self._document = document
        self._session = session
        self._is_unsaved = False
        self._runs: list[str] = []
        self._soon = QTimer(self, singleShot=True, interval=_SOON)
        self._soon.timeout.connect(self._move)
        session.reported.connect(self._note)
        session.recalled.connect(self._note)
        session.state_changed.connect(self._follow)
        document.replaced.connect(self._begin_anew)
        document.saved_state_changed.connect(self._follow_file)

    def _begin_anew(self) -> None:
        """Forgets the runs of another drawing; knows those that were left behind."""
        self._is_unsaved = False
        path = self._document.path
        self._runs[:] = [folder.name for folder in followers(path)] if path else []
        self._move_soon()

    def _follow(self, state: State) -> None:
        if state is State.STARTING:
            is_own = not self._session.is_attached  # else nobody knows whose it is
            self._is_unsaved = is_own and self._document.path is None
        self._move_soon()

    def _note(self, event: object) -> None:
        """Takes note of a run that begins in the store of drawings without a file."""
        if isinstance(event, TrainingBegan) and self._is_unsaved:
            self._runs.append(event.run)
            self._follow_file()

    def _follow_file(self) -> None:
        """Lets runs that are under way be found by whoever opens the file later."""
        path = self._document.path
        if path and self._runs and not self._session.is_idle:
            with suppress(OSError):
                for run in self._runs:
                    follow(beside(None) / run, path)
        self._move_soon()

    def _move_soon(self) -> None:
        if self._runs and self._document.path and self._session.is_idle:
            self._soon.start()

    def _move(self) -> None:
        path = self._document.path
        if path is None or not self._session.is_idle:
            return
        runs, self._runs[:] = list(dict.fromkeys(self._runs)), []
        for run in runs:
            if alive.is_held(beside(None) / run / LOCK):  # its process is about to end
                self._runs.append(run)
                self._soon.start()
            else:
                self._move_one(run, path)

    def _move_one(self, run: str, path: Path) -> None:
        try:
            self.moved.emit(run, move(run, beside(None), beside(path)))
        except KgraphError as error:
            self.failed.emit(str(error))
