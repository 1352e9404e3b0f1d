"""Goes from sample to sample, and asks about each when somebody looks at it."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from kgraph.document.looks import Sample
from kgraph.gui.results.asking import Failure
from kgraph.gui.results.closely.dialog import SampleDialog
from kgraph.gui.theme import Theme
from kgraph.messages import Predicted

DETAIL = 8  # times what a small picture shows

Look = Callable[[int, Callable[[Sequence[str], Sample], None], Failure], None]
Ask = Callable[[int, Callable[[Predicted], None], Failure], None]


class Walk(NamedTuple):
    """Samples to look at one after the other.

    Attributes:
        look: Asks how the sample at a position looks.
        ask: Asks what a run says to it; None where there is no such run.
        note: What is said instead then.
    """

    positions: tuple[int, ...]
    look: Look
    ask: Ask | None
    note: str = ""


class Walking(QObject):
    """Keeps one window for the sample that is looked at."""

    def __init__(self, parent: QWidget, theme: Theme) -> None:
        super().__init__(parent)
        self._parent = parent
        self._theme = theme
        self._walk: Walk | None = None
        self._place = 0
        self.dialog: SampleDialog | None = None

    def begin(self, walk: Walk, position: int) -> None:
        """Shows a sample; its neighbours are a key away."""
        self._walk, self._place = walk, walk.positions.index(position)
        if self.dialog is None:
            self.dialog = SampleDialog(self._parent.window(), self._theme)
            self.dialog.turned.connect(self._turn)
            self.dialog.finished.connect(self._forget)
        self._show(self.dialog, walk)
        self.dialog.show()
        self.dialog.raise_()
        self.dialog.activateWindow()

    def end(self) -> None:
        """Closes the window: its samples are of another drawing."""
        if self.dialog is not None:
            self.dialog.reject()

    def set_theme(self, theme: Theme) -> None:
        """Takes other colours."""
        self._theme = theme
        if self.dialog is not None:
            self.dialog.set_theme(theme)

    def _turn(self, step: int) -> None:
        if self._walk is not None and self.dialog is not None:
            last = len(self._walk.positions) - 1
            self._place = min(max(self._place + step, 0), last)
            self._show(self.dialog, self._walk)

    def _show(self, dialog: SampleDialog, walk: Walk) -> None:
        position, count = walk.positions[self._place], len(walk.positions)
        dialog.begin(
            f"Sample {position:,}  ({self._place + 1} of {count})",
            is_first=self._place == 0,
            is_last=self._place == count - 1,
        )
        here = (walk, self._place)
        walk.look(
            position,
            partial(self._take_sample, here),
            partial(self._complain, here, SampleDialog.complain),
        )
        if walk.ask is None:
            dialog.say(walk.note)
        else:
            walk.ask(
                position,
                partial(self._take_answers, here),
                partial(self._complain, here, SampleDialog.say),
            )

    def _is_here(self, place: tuple[Walk, int]) -> bool:
        return place == (self._walk, self._place)

    def _take_sample(
        self, place: tuple[Walk, int], columns: Sequence[str], sample: Sample
    ) -> None:
        if self._is_here(place) and self.dialog is not None:
            self.dialog.show_sample(columns, sample)

    def _take_answers(self, place: tuple[Walk, int], event: Predicted) -> None:
        if self._is_here(place) and self.dialog is not None:
            answers = event.predictions[0].answers if event.predictions else ()
            self.dialog.show_answers(event.run, answers)

    def _complain(
        self,
        place: tuple[Walk, int],
        say: Callable[[SampleDialog, str], None],
        reason: str,
    ) -> None:
        if self._is_here(place) and self.dialog is not None:
            say(self.dialog, reason)

    def _forget(self) -> None:
        self._walk = self.dialog = None
