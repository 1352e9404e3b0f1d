"""What becomes of a run when its window is to be closed."""

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QMessageBox, QWidget

from kgraph.gui.training.session import State, TrainingSession

PATIENCE = 5000  # milliseconds that a run has to stop when the window closes


class LeavingRun(QObject):
    """Asks whether to stop a run, and closes the window once it has ended."""

    def __init__(self, session: TrainingSession, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._is_closing = False
        session.state_changed.connect(self._go_on)

    def may_leave(self) -> bool:
        """Whether there is no run; if the person agrees, one is stopped meanwhile."""
        self._is_closing = False
        if self._session.is_idle:
            return True
        button = QMessageBox.StandardButton
        answer = QMessageBox.question(
            self._window,
            "A Run Is Under Way",
            "The model is being trained. Stop the run, keep what it has learned so "
            "far, and close?",
            button.Yes | button.Cancel,
        )
        if answer != button.Yes:
            return False
        self._session.stop()
        self._is_closing = not self._session.is_idle
        if self._is_closing:
            QTimer.singleShot(PATIENCE, self._window, self._session.close)
        return self._session.is_idle

    def _go_on(self, state: State) -> None:
        if state is State.IDLE and self._is_closing:
            self._window.close()
