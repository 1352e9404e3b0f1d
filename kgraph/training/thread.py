"""Runs `fit()` beside an event loop: the engine's, or the window's."""

import traceback
from pathlib import Path
from threading import Event as Flag

from PySide6.QtCore import QObject, QThread, Signal

from kgraph.messages import Failed, Train
from kgraph.runs import RunStore
from kgraph.training.fit import fit
from kgraph.training.words import explain


class TrainingThread(QThread):
    """Trains what a request asks for, and reports by a signal.

    Args:
        request: What to train.
    """

    event_reported = Signal(object)

    def __init__(self, request: Train, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._request = request
        self._is_stopping = Flag()

    def stop(self) -> None:
        """Ends training within one batch; what was learned is kept."""
        self._is_stopping.set()

    def run(self) -> None:
        """Trains; the last event is `TrainingEnded` or `Failed`, whatever happens."""
        path = self._request.path
        try:
            fit(
                self._request.project,
                folder=Path(path).parent if path else None,
                store=RunStore.beside(path),
                report=self.event_reported.emit,
                should_stop=self._is_stopping.is_set,
            )
        except BaseException as error:
            failed = Failed("Train", explain(error), traceback.format_exc())
            self.event_reported.emit(failed)
