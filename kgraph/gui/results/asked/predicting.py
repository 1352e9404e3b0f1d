"""Lets the person ask a run about files, and about samples of its data."""

from collections.abc import Sequence

from PySide6.QtCore import QObject

from kgraph.gui.results.asked.predict_page import PredictPage
from kgraph.gui.results.asking import AskingRuns, Subject
from kgraph.gui.results.head import ResultsHead
from kgraph.messages import Predict, Predicted, Recalled


class Predicting(QObject):
    """Asks for predictions, and how the samples look that they are of.

    Args:
        head: Says which run, and which part.
    """

    def __init__(
        self, asking: AskingRuns, head: ResultsHead, page: PredictPage
    ) -> None:
        super().__init__(page)
        self._asking = asking
        self._head = head
        self._page = page
        self._place = -1  # of the last sample within the part
        page.files_given.connect(self.ask_about_files)
        page.next_wished.connect(self._ask_about_next)
        page.cancelled.connect(self._cancel)
        head.subject_changed.connect(self._begin_anew)

    def ask_about_files(self, files: Sequence[str]) -> None:
        """Asks about new samples."""
        self._page.wait()

        def answered(event: Predicted) -> None:
            self._page.show_predictions(event.predictions)
            self._page.show_samples(event.columns, event.samples)

        self._asking.predict_files(
            self._head.subject.run, files, answered, self._page.complain
        )

    def _ask_about_next(self, step: int) -> None:
        self._place += step
        subject = self._head.subject
        self._page.wait()
        self._asking.predict(
            subject,
            lambda event: self._take(subject, event),
            self._page.complain,
            places=(self._place,),
        )

    def _cancel(self) -> None:
        self._asking.questions.cancel(Predict)
        self._page.complain("The prediction was cancelled.")

    def _begin_anew(self) -> None:
        self._place = -1

    def _take(self, subject: Subject, event: Predicted) -> None:
        self._page.show_predictions(event.predictions)
        positions = [p.position for p in event.predictions if p.position is not None]
        columns = event.columns

        def answered(found: Recalled) -> None:
            self._page.show_samples(columns, found.samples)

        self._asking.recall(
            subject._replace(run=event.run),
            columns,
            positions,
            answered,
            lambda _: None,
        )
