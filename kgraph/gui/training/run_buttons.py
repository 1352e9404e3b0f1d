"""Train, Stop, and Pause beside it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QPushButton, QToolButton, QWidget

from kgraph.gui.look.icons import icon
from kgraph.gui.look.tips import plain_tip
from kgraph.gui.theme import Theme
from kgraph.gui.training.session import State, TrainingSession


class RunButtons(QWidget):
    """One button that begins a run or ends it, with the ways to end it beside.

    A run that has not come to its end can be continued just as well as a new one begun.
    """

    train_requested = Signal()

    continue_requested = Signal()
    """The run that is offered shall go on."""

    def __init__(self, session: TrainingSession, theme: Theme) -> None:
        super().__init__()
        self._session = session
        self._theme = theme
        self.main = QPushButton()
        self.main.setMinimumWidth(92)
        self.main.clicked.connect(self._train_or_stop)
        self.go_on = QPushButton("Continue")
        self.go_on.clicked.connect(self.continue_requested)
        self._offered = ""
        self.ways = QToolButton(toolTip="Ways to stop")
        self.ways.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self.ways)
        self.keep = menu.addAction("Stop and &Keep What Was Learned Last")
        self.keep.triggered.connect(lambda: session.stop())
        self.restore = menu.addAction("Stop and &Restore the Best Epoch")
        self.restore.triggered.connect(lambda: session.stop(restores_best=True))
        self.ways.setMenu(menu)
        self.pause = QToolButton()
        self.pause.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self.pause.clicked.connect(self.pause_or_resume)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for part in (self.main, self.go_on, self.ways, self.pause):
            layout.addWidget(part)
        session.state_changed.connect(lambda _: self._show_state())
        self.set_theme(theme)

    def pause_or_resume(self) -> None:
        """Lets the run wait, or go on if it waits."""
        if self._session.state is State.RUNNING:
            self._session.pause()
        else:
            self._session.resume()

    @property
    def has_offer(self) -> bool:
        """Whether there is a run that can be continued now."""
        return self._session.is_idle and bool(self._offered)

    def offer(self, sentence: str) -> None:
        """Offers to go on with a run.

        Args:
            sentence: What became of it; empty for no offer.
        """
        self._offered = sentence
        tip = f"{sentence} Go on from its last checkpoint (Ctrl+F8)"
        self.go_on.setToolTip(plain_tip(tip))
        self._show_state()

    def show_room(self, *, is_narrow: bool) -> None:
        """Leaves words out where there is no room for them."""
        style = Qt.ToolButtonStyle
        only = style.ToolButtonIconOnly
        self.pause.setToolButtonStyle(
            only if is_narrow else style.ToolButtonTextBesideIcon
        )

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        self._theme = theme
        self.ways.setIcon(icon("field-down", theme, theme.muted))
        self.ways.setStyleSheet(
            "QToolButton { padding: 5px 2px; }"
            "QToolButton::menu-indicator { image: none; }"
        )
        self._show_state()

    def _train_or_stop(self) -> None:
        if self._session.is_idle:
            self.train_requested.emit()
        else:
            self._session.stop()

    def _show_state(self) -> None:
        state, theme = self._session.state, self._theme
        is_idle = state is State.IDLE
        self.main.setText("Train" if is_idle else "Stop")
        color = theme.on_color if is_idle else theme.text
        self.main.setIcon(icon("train" if is_idle else "stop", theme, color))
        self.main.setProperty("role", "primary" if is_idle else "")
        self.main.style().polish(self.main)
        self.main.setEnabled(state is not State.STOPPING)
        self.go_on.setIcon(icon("redo", theme))
        self.go_on.setVisible(self.has_offer)
        self.ways.setVisible(state.is_under_way)
        self.pause.setVisible(state.is_under_way)
        is_running = state is State.RUNNING
        self.pause.setText("Pause" if is_running else "Resume")
        what = "Wait after this batch" if is_running else "Go on"
        self.pause.setToolTip(f"{what} (F8)")
        self.pause.setIcon(icon("pause" if is_running else "train", theme))
