"""What becomes of a run when its window is to be closed."""

from enum import Enum

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QMessageBox, QWidget

from kgraph.gui.training.session import State, TrainingSession

PATIENCE = 5000  # milliseconds that a run has to stop when the window closes
TITLE = "A Run Is Under Way"
QUESTION = "The model is being trained. What shall become of the run?"
STOP = "It can be stopped: what it has learned so far is kept."
LEAVE = "It can go on without this window: the next one shows it again."


class Answer(Enum):
    """What the person wants to become of a run."""

    STOP = "stop"
    LEAVE = "leave"
    CANCEL = "cancel"


class LeavingRun(QObject):
    """Asks what becomes of a run, and closes the window once that has come about."""

    def __init__(self, session: TrainingSession, window: QWidget) -> None:
        super().__init__(window)
        self._session = session
        self._window = window
        self._is_closing = False
        self._is_left = False
        session.state_changed.connect(self._go_on)

    def may_leave(self) -> bool:
        """Whether nothing holds the window; a run may be stopped meanwhile."""
        self._is_closing = self._is_left = False
        if self._session.is_idle:
            return True
        answer = ask(self._window, can_leave=self._session.can_leave)
        if answer is Answer.LEAVE:
            self._is_left = True
            return True
        if answer is Answer.CANCEL:
            return False
        self._session.stop()
        self._is_closing = not self._session.is_idle
        if self._is_closing:
            QTimer.singleShot(PATIENCE, self._window, self._session.close)
        return self._session.is_idle

    def finish(self) -> None:
        """Parts from the run, as the person has answered; the window closes now."""
        if self._is_left:
            self._session.leave()
        else:
            self._session.close()

    def _go_on(self, state: State) -> None:
        if state is State.IDLE and self._is_closing:
            self._window.close()


def ask(window: QWidget, *, can_leave: bool) -> Answer:
    """Asks the person what shall become of the run.

    Args:
        can_leave: Whether it could go on without the window.
    """
    box = QMessageBox(QMessageBox.Icon.Question, TITLE, QUESTION, parent=window)
    box.setInformativeText(f"{STOP}\n{LEAVE}" if can_leave else STOP)
    role = QMessageBox.ButtonRole
    answers: dict[QAbstractButton, Answer] = {}
    answers[box.addButton("&Stop It and Close", role.DestructiveRole)] = Answer.STOP
    if can_leave:
        leave = box.addButton("&Leave It Running", role.AcceptRole)
        leave.setProperty("role", "primary")
        leave.style().polish(leave)
        answers[leave] = Answer.LEAVE
        box.setDefaultButton(leave)
    cancel = box.addButton(QMessageBox.StandardButton.Cancel)
    box.setEscapeButton(cancel)
    box.exec()
    return answers.get(box.clickedButton(), Answer.CANCEL)
