"""What a run can be told while it goes on: to learn faster, to learn longer."""

import math

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLabel,
    QLineEdit,
    QMenu,
    QToolButton,
    QWidget,
)

from kgraph.document.telling.words import plural
from kgraph.gui.look.icons import icon
from kgraph.gui.theme import Theme
from kgraph.gui.training.session import State, TrainingSession

COUNTS = (1, 5, 10, 50)
MOST = 100_000


class SteeringBar(QWidget):
    """The learning rate while a run is under way, and more epochs, then or later."""

    more_epochs_requested = Signal(int)
    """The run that has ended shall go on for so many more."""

    refused = Signal(str)
    """A sentence: what was typed is no learning rate."""

    def __init__(self, session: TrainingSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._has_run = False
        self._is_narrow = False
        self._name = QLabel("Rate")
        self._name.setProperty("role", "muted")
        self.rate = QLineEdit(accessibleName="Learning rate")
        self.rate.setFixedWidth(76)
        self.rate.setToolTip("Learning rate: type another one and press Enter")
        self.rate.returnPressed.connect(self._set_rate)
        self.epochs = QToolButton(text="Epochs", toolTip="Train for more epochs (F9)")
        self.epochs.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.epochs.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.epochs.setMenu(self._menu())
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in (self._name, self.rate, self.epochs):
            layout.addWidget(part)
        session.state_changed.connect(lambda _: self._show_state())
        self.set_theme(theme)
        self._show_state()

    @property
    def has_run(self) -> bool:
        """Whether there is a run that has ended and could have more epochs."""
        return self._has_run

    def show_rate(self, rate: float) -> None:
        """Shows the rate that the run learns with, unless one is being typed."""
        if not (self.rate.hasFocus() and self.rate.isModified()):
            self.rate.setText(f"{rate:.6g}")

    def show_run(self, has_run: bool) -> None:
        """Offers more epochs if there is a run that could have them."""
        self._has_run = has_run
        self._show_state()

    def show_room(self, *, is_narrow: bool) -> None:
        """Leaves words out where there is no room for them."""
        self._is_narrow = is_narrow
        style = Qt.ToolButtonStyle
        only = style.ToolButtonIconOnly
        self.epochs.setToolButtonStyle(
            only if is_narrow else style.ToolButtonTextBesideIcon
        )
        self._show_state()

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        self.epochs.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.epochs.setIcon(icon("add", theme, theme.muted))

    def ask_epochs(self) -> None:
        """Asks how many epochs to add."""
        if self.epochs.isHidden():
            return
        count, is_given = QInputDialog.getInt(
            self, "Add Epochs", "How many more epochs?", COUNTS[1], 1, MOST
        )
        if is_given:
            self._add(count)

    def focus_rate(self) -> None:
        """Lets the person type a learning rate."""
        if not self.rate.isHidden():
            self.rate.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.rate.selectAll()

    def _menu(self) -> QMenu:
        menu = QMenu(self)
        for count in COUNTS:
            action = menu.addAction(f"Add {plural(count, 'Epoch')}")
            action.triggered.connect(lambda *_, n=count: self._add(n))
        menu.addSeparator()
        menu.addAction("Add Another Number…").triggered.connect(self.ask_epochs)
        return menu

    def _add(self, count: int) -> None:
        if self._session.state.is_under_way:
            self._session.add_epochs(count)
        elif self._session.is_idle:
            self.more_epochs_requested.emit(count)

    def _set_rate(self) -> None:
        text = self.rate.text().strip()
        rate = _number(text)
        if rate is None or not 0 < rate < math.inf:
            self.refused.emit(
                f"Expected a learning rate above 0, such as 0.001. Received: {text!r}."
            )
            return
        self.rate.setModified(False)
        self._session.set_learning_rate(rate)

    def _show_state(self) -> None:
        state = self._session.state
        self.rate.setVisible(state.is_under_way)
        self._name.setVisible(state.is_under_way and not self._is_narrow)
        can_go_on = state is State.IDLE and self._has_run
        self.epochs.setVisible(state.is_under_way or can_go_on)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
