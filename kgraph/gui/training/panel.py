"""Train, Stop, how far it is, and the curves."""

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from kgraph.gui.look.icons import icon
from kgraph.gui.theme import Theme
from kgraph.gui.training import progress
from kgraph.gui.training.progress import Progress
from kgraph.gui.training.session import State, TrainingSession
from kgraph.messages import BatchesEnded, EpochEnded, TrainingBegan, TrainingEnded

if TYPE_CHECKING:
    from kgraph.gui.training.curves import CurvesView

INVITATION = "Press Train to fit the model; the curves draw themselves here."


class TrainingPanel(QWidget):
    """Shows the run of a session, and asks for one."""

    train_requested = Signal()

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
        self._curves: CurvesView | None = None
        self._button = QPushButton()
        self._button.setMinimumWidth(96)
        self._button.clicked.connect(self._train_or_stop)
        self._bar = QProgressBar(textVisible=False, maximum=1000)
        self._status = QLabel(INVITATION)
        self._warning = QLabel(visible=False, wordWrap=True)
        self._warning.setProperty("role", "error")
        self._ground = QWidget()  # takes the room until there are curves
        self._space = QVBoxLayout(self._ground)
        self._space.setContentsMargins(0, 0, 0, 0)
        self._arrange()
        session.state_changed.connect(self._show_state)
        session.reported.connect(self._hear)
        session.failed.connect(self._show_failure)
        self._show_state(session.state)

    @property
    def status(self) -> str:
        """The line above the curves."""
        return self._status.text()

    @property
    def warning(self) -> str:
        """What is wrong with the numbers, if anything."""
        return self._warning.text()

    @property
    def curves(self) -> "CurvesView":
        """The plots; made, and pyqtgraph imported, when first asked for."""
        if self._curves is None:
            self._curves = self._make_curves()
        return self._curves

    def set_theme(self, theme: Theme) -> None:
        """Colours the plots anew."""
        self._theme = theme
        if self._curves is not None:
            self._curves.set_theme(theme)
        self._show_state(self._session.state)

    def _make_curves(self) -> "CurvesView":
        from kgraph.gui.training.curves import CurvesView

        curves = CurvesView(self._theme)
        curves.broken.connect(self._warn)
        self._space.addWidget(curves)
        return curves

    def _train_or_stop(self) -> None:
        if self._session.is_idle:
            self.train_requested.emit()
        else:
            self._session.stop()

    def _show_state(self, state: State) -> None:
        is_idle = state is State.IDLE
        name = "train" if is_idle else "stop"
        color = self._theme.on_color if is_idle else self._theme.text
        self._button.setText("Train" if is_idle else "Stop")
        self._button.setIcon(icon(name, self._theme, color))
        self._button.setProperty("role", "primary" if is_idle else "")
        self._button.style().polish(self._button)
        self._button.setEnabled(state is not State.STOPPING)
        is_waiting = state is State.STARTING
        self._bar.setMaximum(0 if is_waiting else 1000)  # 0: a bar that only moves
        if is_waiting:
            self._say("Starting Keras for this run…")
            QTimer.singleShot(0, self, lambda: self.curves)  # while the engine starts
            self._warning.hide()
        elif state is State.STOPPING:
            self._say("Stopping after this batch…")
        elif is_idle and self._status.text().endswith("…"):
            self._say("Stopped before the first batch.")

    def _hear(self, event: object) -> None:
        match event:
            case TrainingBegan():
                self._progress = progress.begin(event)
                self.curves.begin(event)
                self._say(self._progress.text)
                told = (finding.text for finding in event.report.findings)
                self._status.setToolTip("\n".join(told))
            case BatchesEnded():
                self._advance(progress.advance(self._progress, event, self._clock()))
                self.curves.add_batches(event)
            case EpochEnded():
                now = self._clock()
                self._advance(progress.advance_epoch(self._progress, event, now))
                self.curves.add_epoch(event)
            case TrainingEnded():
                if event.reason == "finished":
                    self._bar.setValue(1000)
                is_good = event.reason != "stopped" and self._warning.isHidden()
                self._say(progress.summary(event), "success" if is_good else "")

    def _advance(self, now: Progress) -> None:
        self._progress = now
        self._bar.setValue(round(1000 * now.fraction))
        if self._session.state is State.RUNNING:
            self._say(now.text)

    def _show_failure(self, message: str, details: str) -> None:
        self._bar.setValue(0)
        self._say(message, "error")
        self._status.setToolTip(details)

    def _warn(self, sentence: str) -> None:
        if not self._warning.isVisibleTo(self):
            self._warning.setText(sentence)
            self._warning.show()

    def _say(self, text: str, role: str = "") -> None:
        self._status.setText(text)
        if self._status.property("role") != role:
            self._status.setProperty("role", role)
            self._status.style().polish(self._status)

    def _arrange(self) -> None:
        self._status.setWordWrap(True)
        self._status.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        beside = QVBoxLayout()
        beside.setSpacing(4)
        beside.addWidget(self._status)
        beside.addWidget(self._bar)
        top = QHBoxLayout()
        top.setContentsMargins(8, 8, 12, 4)
        top.setSpacing(12)
        top.addWidget(self._button)
        top.addLayout(beside, 1)
        warning = QHBoxLayout()
        warning.setContentsMargins(12, 0, 12, 0)
        warning.addWidget(self._warning)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addLayout(top)
        layout.addLayout(warning)
        layout.addWidget(self._ground, 1)
