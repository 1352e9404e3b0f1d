"""Runs `fit()` beside an event loop: the engine's, or the window's."""

import traceback
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QThread, Signal

from kgraph.messages import Failed, Steering, Stop, Train
from kgraph.runs import RunStore
from kgraph.training.fit import fit, go_on
from kgraph.training.steering.control import Control
from kgraph.training.words import explain


class TrainingThread(QThread):
    """Trains what a request asks for, and reports by a signal.

    Args:
        request: What to train.
        place: Id that the store has reserved for the run; empty for a new one.
    """

    event_reported = Signal(object)

    def __init__(
        self, request: Train, parent: QObject | None = None, place: str = ""
    ) -> None:
        super().__init__(parent)
        self._request = request
        self._place = place
        self._control = Control()

    def steer(self, request: Steering) -> None:
        """Stops, pauses or steers the run, within one batch."""
        self._control.take(request)

    def stop(self) -> None:
        """Ends training within one batch; what was learned is kept."""
        self.steer(Stop())

    def run(self) -> None:
        """Trains; the last event is `TrainingEnded` or `Failed`, whatever happens."""
        request, path = self._request, self._request.path
        known: dict[str, Any] = {
            "folder": Path(path).parent if path else None,
            "store": RunStore.beside(path),
            "report": self.event_reported.emit,
            "control": self._control,
        }
        try:
            if request.run:
                go_on(request.run, epochs=request.epochs, **known)
            else:
                fit(request.project, place=self._place, **known)
        except BaseException as error:
            failed = Failed("Train", explain(error), traceback.format_exc())
            self.event_reported.emit(failed)
