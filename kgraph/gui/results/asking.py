"""Asks the engine about runs: how good they are, and what they say to samples."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, QTimer, Signal

from kgraph.gui.document import Document
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.gui.questions import Questions
from kgraph.messages import (
    Evaluate,
    Evaluated,
    Evaluating,
    Predict,
    Predicted,
    Recall,
    Recalled,
)
from kgraph.messages.event import Answer

ANSWERS: dict[str, type[Answer]] = {
    "Evaluate": Evaluated,
    "Predict": Predicted,
    "Recall": Recalled,
}
IDLE = 10 * 60_000  # milliseconds after which an engine that nobody asks is ended
Failure = Callable[[str], None]


class Subject(NamedTuple):
    """A run, and the part of its data that is looked at.

    Attributes:
        run: `latest`, `best` or its id.
    """

    run: str
    part: str


class AskingRuns(QObject):
    """Asks about the runs of a document.

    Args:
        engine: One whose other answers nobody waits for: an evaluation takes long.
    """

    progressed = Signal(int, int)
    """How many samples the evaluation that is waited for has judged, of how many."""

    def __init__(self, document: Document, engine: LastingEngine) -> None:
        super().__init__()
        self._document = document
        self.questions = Questions(engine, ANSWERS, self)
        engine.received.connect(self._hear)
        self._idle = QTimer(self, singleShot=True, interval=IDLE)
        self._idle.timeout.connect(engine.rest)
        self.questions.changed.connect(self._wait_or_rest)

    @property
    def path(self) -> Path | None:
        """The file beside which the runs are."""
        return self._document.path

    @property
    def is_evaluating(self) -> bool:
        """Whether the answer to `evaluate` is waited for."""
        return any(isinstance(r, Evaluate) for r in self.questions.waiting)

    def evaluate(
        self, subject: Subject, answered: Callable[[Evaluated], None], failed: Failure
    ) -> None:
        """Asks how well a run predicts."""
        self.questions.ask(
            lambda number: Evaluate(number, self._path, *subject), answered, failed
        )

    def predict_files(
        self,
        run: str,
        files: Sequence[str],
        answered: Callable[[Predicted], None],
        failed: Failure,
    ) -> None:
        """Asks what a run makes of new samples."""
        self.questions.ask(
            lambda number: Predict(number, self._path, run, files=tuple(files)),
            answered,
            failed,
        )

    def predict(
        self,
        subject: Subject,
        answered: Callable[[Predicted], None],
        failed: Failure,
        *,
        positions: Sequence[int] = (),
        places: Sequence[int] = (),
    ) -> None:
        """Asks what a run makes of samples of its own data.

        Args:
            positions: Where in their source they are.
            places: Where in their part, in place of positions.
        """
        self.questions.ask(
            lambda number: Predict(
                number,
                self._path,
                subject.run,
                positions=tuple(positions),
                places=tuple(places),
                part=subject.part,
            ),
            answered,
            failed,
        )

    def recall(
        self,
        subject: Subject,
        columns: Sequence[str],
        positions: Sequence[int],
        answered: Callable[[Recalled], None],
        failed: Failure,
        *,
        detail: int = 1,
    ) -> None:
        """Asks what samples look like.

        Args:
            detail: How closely to look; see `Recall`.
        """
        self.questions.ask(
            lambda number: Recall(
                number, tuple(columns), tuple(positions), self._path, *subject, detail
            ),
            answered,
            failed,
        )

    def _wait_or_rest(self) -> None:
        if self.questions.waiting:
            self._idle.stop()
        else:
            self._idle.start()

    def _hear(self, event: object) -> None:
        if isinstance(event, Evaluating) and any(
            request.about == event.about for request in self.questions.waiting
        ):
            self.progressed.emit(event.done, event.total)

    @property
    def _path(self) -> str | None:
        return str(self.path) if self.path else None
