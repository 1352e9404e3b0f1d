"""The buttons of a run, how far it is, and what it takes of the machine."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QWidget,
)

from kgraph.gui.theme import Theme
from kgraph.gui.training import gauges
from kgraph.gui.training.run_buttons import RunButtons
from kgraph.gui.training.session import TrainingSession
from kgraph.gui.training.steering import SteeringBar
from kgraph.messages import Measured

INVITATION = "Press Train to fit the model; the curves draw themselves here."
NARROW = 620  # pixels in which the status has no room beside the buttons


class Head(QWidget):
    """What stands above the curves, in two rows; in three where there is no room."""

    def __init__(self, session: TrainingSession, theme: Theme) -> None:
        super().__init__()
        self.buttons = RunButtons(session, theme)
        self.steering = SteeringBar(session, theme)
        self.bar = QProgressBar(textVisible=False, maximum=1000)
        self.status = QLabel(INVITATION, wordWrap=True)
        self.status.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
        )
        self.gauges = QLabel(visible=False)
        self.gauges.setProperty("role", "muted")
        self._is_narrow = False
        self._measured: Measured | None = None
        self.setMinimumWidth(1)  # what has no room is left out
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(8, 6, 8, 2)
        self._grid.setHorizontalSpacing(10)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        below = QHBoxLayout()
        below.setSpacing(10)
        below.addWidget(self.bar, 1)
        below.addWidget(self.gauges)
        self._grid.addWidget(self.buttons, 0, 0)
        self._grid.addWidget(self.status, 0, 1)
        self._grid.addWidget(self.steering, 0, 2)
        self._grid.addLayout(below, 2, 0, 1, 3)

    def say(self, text: str, role: str = "") -> None:
        """Shows a line.

        Args:
            role: `error` or `success`; empty for neither.
        """
        self.status.setText(text)
        if self.status.property("role") != role:
            self.status.setProperty("role", role)
            self.status.style().polish(self.status)

    def begin_anew(self) -> None:
        """Shows that there was no run yet."""
        self.say(INVITATION)
        self.status.setToolTip("")
        self.advance(0.0)
        self.measure(None)
        self.steering.show_run(False)

    def advance(self, fraction: float) -> None:
        """Shows how much of the run is done, 0 to 1."""
        self.bar.setValue(round(1000 * fraction))

    def show_waiting(self, is_waiting: bool) -> None:
        """Lets the bar only move while nothing is known."""
        self.bar.setMaximum(0 if is_waiting else 1000)

    def measure(self, event: Measured | None) -> None:
        """Shows what the run takes of the machine; None for nothing."""
        self._measured = event
        is_short = self._is_narrow
        self.gauges.setText(gauges.brief(event, is_short=is_short) if event else "")
        self.gauges.setToolTip(gauges.full(event) if event else "")
        self.gauges.setVisible(event is not None)

    def show_room(self, width: int) -> None:
        """Puts the status into a row of its own where there is no room beside."""
        is_narrow = width < NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            place = (1, 0, 1, 3) if is_narrow else (0, 1, 1, 1)
            self._grid.addWidget(self.status, *place)
            self.buttons.show_room(is_narrow=is_narrow)
            self.steering.show_room(is_narrow=is_narrow)
            self.measure(self._measured)

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        for part in (self.buttons, self.steering):
            part.set_theme(theme)
