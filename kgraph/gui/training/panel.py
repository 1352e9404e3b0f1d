"""Train, Stop, how far it is, and the curves."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from kgraph.gui.look.tips import plain_tip
from kgraph.gui.theme import Theme
from kgraph.gui.training import progress
from kgraph.gui.training.head import Head
from kgraph.gui.training.progress import Progress
from kgraph.gui.training.session import State, TrainingSession
from kgraph.gui.training.warnings_strip import WarningsStrip
from kgraph.messages import (
    BatchesEnded,
    EpochEnded,
    Marked,
    Measured,
    TrainingBegan,
    TrainingEnded,
    Warned,
)

if TYPE_CHECKING:
    from kgraph.gui.training.curves import CurvesView

RATE = "learning_rate"
ERRORS = ("nan", "memory", "disk")  # kinds of warnings that a run will not outgrow
SCORES = 3  # on test data, that are told beside the rest
STARTING = "Starting Keras for this run…"
LOOKING = "Reading what the run has told so far…"
WAITING = {
    State.PAUSING: "Pausing after this batch…",
    State.STOPPING: "Stopping after this batch…",
}


class Ground(QWidget):
    """Takes the room that is left: curves give way before words do."""

    def __init__(self) -> None:
        super().__init__()
        self.setMinimumSize(1, 1)
        policy = QSizePolicy.Policy
        self.setSizePolicy(policy.Preferred, policy.Ignored)

    def hasHeightForWidth(self) -> bool:
        """Says that it does with any height, whatever curves would like."""
        return False


class TrainingPanel(QWidget):
    """Shows the run of a session, and asks for one."""

    train_requested = Signal()

    more_epochs_requested = Signal(int)
    """The run that ended last shall go on for so many epochs."""

    continue_requested = Signal(str)
    """Id of the run that is offered and shall go on."""

    weights_requested = Signal(str)
    """Id of the run whose best weights are to become those of the drawing."""

    layer_requested = Signal(str)
    """Name of a layer that the person wants to see."""

    curves_made = Signal()
    """The plots are there, and pyqtgraph is imported."""

    def __init__(
        self,
        session: TrainingSession,
        theme: Theme,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._theme = theme
        self._clock = clock
        self._progress = Progress()
        self._offered = ""
        self._curves: CurvesView | None = None
        self.head = Head(session, theme)
        self.strip = WarningsStrip(theme)
        self._ground = Ground()  # takes the room until there are curves
        self._space = QVBoxLayout(self._ground)
        self._space.setContentsMargins(0, 0, 0, 0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.head)
        layout.addWidget(self.strip)
        layout.addWidget(self._ground, 1)
        self._connect()
        self._show_state(session.state)

    @property
    def run(self) -> str:
        """Id of the run that is shown; empty if there was none yet."""
        return self._progress.run

    @property
    def progress(self) -> Progress:
        """Where the run is."""
        return self._progress

    @property
    def status(self) -> str:
        """The line above the curves, with plain spaces."""
        return self.head.status.text().replace(progress.UNBROKEN, " ")

    @property
    def warning(self) -> str:
        """What seems to go wrong, if anything."""
        return self.strip.text

    @property
    def curves(self) -> "CurvesView":
        """The plots; made, and pyqtgraph imported, when first asked for."""
        if self._curves is None:
            self._curves = self._make_curves()
            self.curves_made.emit()
        return self._curves

    def renumber(self, old: str, new: str) -> None:
        """Knows a run by another id, which it was given elsewhere."""
        if self._progress.run == old:
            self._progress = replace(self._progress, run=new)
            self.curves.renumber(new)

    def forget(self) -> None:
        """Shows no run any more: the drawing is another one."""
        self._progress = Progress()
        self.offer("", "")
        self.head.begin_anew()
        self.strip.clear()
        if self._curves is not None:
            self._curves.recall("", (), {})

    def offer(self, run: str, sentence: str) -> None:
        """Offers to continue a run.

        Args:
            run: Its id; empty for no offer.
            sentence: What became of it.
        """
        self._offered = run
        self.head.buttons.offer(sentence)

    def proceed(self) -> None:
        """Asks for the run that is offered to go on, if there is one."""
        if self.head.buttons.has_offer:
            self.continue_requested.emit(self._offered)

    def set_theme(self, theme: Theme) -> None:
        """Colours the plots anew."""
        self._theme = theme
        if self._curves is not None:
            self._curves.set_theme(theme)
        for part in (self.head, self.strip):
            part.set_theme(theme)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Puts the status below the buttons where it has no room beside them."""
        super().resizeEvent(event)
        self.head.show_room(self.width())
        self.strip.show_room(self.width(), self.height())

    def _make_curves(self) -> "CurvesView":
        from kgraph.gui.training.curves import CurvesView

        curves = CurvesView(self._theme, self._clock)
        curves.broken.connect(self._warn_of_numbers)
        curves.said.connect(lambda text, how: self.strip.tell("export", text, how))
        self._space.addWidget(curves)
        return curves

    def _connect(self) -> None:
        self.head.buttons.train_requested.connect(self.train_requested)
        self.head.buttons.continue_requested.connect(self.proceed)
        steering = self.head.steering
        steering.more_epochs_requested.connect(self.more_epochs_requested)
        steering.refused.connect(lambda text: self.strip.tell("rate", text, "warning"))
        self.strip.layer_requested.connect(self.layer_requested)
        self.strip.weights_requested.connect(
            lambda: self.weights_requested.emit(self.run)
        )
        session = self._session
        session.state_changed.connect(self._show_state)
        session.reported.connect(lambda event: self._hear(event, self._clock()))
        session.recalled.connect(lambda event: self._hear(event, None))
        session.failed.connect(self._show_failure)

    def _show_state(self, state: State) -> None:
        self.head.show_waiting(state is State.STARTING)
        if state is State.STARTING:
            self.head.say(LOOKING if self._session.is_attached else STARTING)
            QTimer.singleShot(0, self, lambda: self.curves)  # while the engine starts
            self.strip.clear()
            self.offer("", "")
            self.head.steering.show_run(False)
        elif state in WAITING:
            self.head.say(WAITING[state])
        elif state is State.PAUSED:
            self.head.say(self._progress.paused)
        elif state is State.RUNNING:
            self.head.say(self._progress.text)
        elif self.status.endswith("…"):
            self.head.say("Stopped before the first batch.")

    def _hear(self, event: object, now: float | None) -> None:
        """Shows what a run reports.

        Args:
            now: In seconds; None for what happened before.
        """
        match event:
            case TrainingBegan():
                self._begin(event)
            case BatchesEnded():
                self._advance(progress.advance(self._progress, event, now))
                self.curves.add_batches(event)
            case EpochEnded():
                self._advance(progress.advance_epoch(self._progress, event, now))
                self._show_rate(event.logs.get(RATE))
                if self._progress.is_best(event.epoch):
                    self.strip.forget("overfitting")
                self.curves.add_epoch(event)
            case Marked():
                self._advance(progress.mark(self._progress, event))
                self._show_rate(event.value if event.kind == "rate" else None)
                self.curves.add_mark(event)
            case Warned() if self._is_current(now):
                how = "error" if event.kind in ERRORS else "warning"
                self.strip.tell(event.kind, event.sentence, how, event.layer)
            case Measured() if self._is_current(now):
                self.head.measure(event)
            case TrainingEnded():
                self._end(event)

    def _is_current(self, now: float | None) -> bool:
        """Whether an event is about the run as it is now, not as it was once."""
        return now is not None or self._session.is_attached

    def _begin(self, event: TrainingBegan) -> None:
        self._progress = progress.begin(event, self._progress)
        self.curves.begin(event)
        if self._session.state is State.RUNNING:
            self.head.say(self._progress.text)
        self.head.advance(self._progress.fraction)
        told = (finding.text for finding in event.report.findings)
        self.head.status.setToolTip("\n".join(told))

    def _end(self, event: TrainingEnded) -> None:
        if event.reason == "finished":
            self.head.advance(1.0)
        if (best := self._progress.best) is not None:
            self.strip.end(best.epoch, event.run)
        self.head.steering.show_run(True)
        self.head.measure(None)
        is_good = event.reason != "stopped" and not self.strip.has_errors
        text = progress.summary(event, self._progress.best, most_scores=SCORES)
        whole = progress.summary(event, self._progress.best)
        if whole != text:
            self.head.status.setToolTip(plain_tip(whole))
        self.head.say(text, "success" if is_good else "")

    def _advance(self, now: Progress) -> None:
        self._progress = now
        self.head.advance(now.fraction)
        if self._session.state is State.RUNNING:
            self.head.say(now.text)

    def _show_rate(self, rate: float | str | None) -> None:
        if rate is not None:
            self.head.steering.show_rate(float(rate))

    def _show_failure(self, message: str, details: str) -> None:
        self.head.advance(0.0)
        self.head.measure(None)
        self.strip.forget("overfitting")  # it says what helps while a run goes on
        self.head.say(message, "error")
        self.head.status.setToolTip(details)

    def _warn_of_numbers(self, sentence: str) -> None:
        if not self.strip.knows("nan"):  # else more has been said about it
            self.strip.tell("nan", sentence, "error")
