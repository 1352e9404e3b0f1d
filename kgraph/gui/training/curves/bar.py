"""What can be chosen above the curves."""

from msgspec.structs import replace
from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSlider,
    QToolButton,
    QWidget,
)

from kgraph.gui.look.icons import icon
from kgraph.gui.look.tips import plain_tip
from kgraph.gui.theme import Theme
from kgraph.gui.training.curves.choices import Choices
from kgraph.gui.training.curves.numbers.timeline import Unit
from kgraph.gui.training.curves.numbers.told import RATE

NARROW = 560  # pixels in which no two plots stand beside each other
WIDE = 640  # pixels with room for words besides
TIPS = {
    Unit.EPOCH: "Draw by epochs",
    Unit.STEP: "Draw by batches since the run began",
    Unit.TIME: "Draw by the time that training took",
}
SMOOTHING = (
    "Weight of what came before in a moving average: of batches, and of epochs where "
    "no batches are drawn"
)
OPTIONS = {
    "has_batches": "Show &Batches",
    "has_marks": "Show &Events",
    "has_checkpoints": "Show &Checkpoints",
}


class CurvesBar(QWidget):
    """A row of choices; what is rarely wanted is in a menu at its end."""

    chosen = Signal(object)
    """The choices as they are now."""

    follow_requested = Signal()

    plot_chosen = Signal()
    """Another plot is to be seen where there is room for one."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._choices = Choices()
        self._has_shown_rate = False
        self._wide: list[QToolButton] = []  # what the menu offers too
        self._units = QActionGroup(self)
        self.units = {unit: self._unit(unit) for unit in Unit}
        self.log = QAction("&Log", self, checkable=True, toolTip="Logarithmic scale")
        self.follow = self._button("Follow", "Show all again, and what is new (Home)")
        self.plots = [
            self._button(text, f"Show the {text.lower()}", is_checkable=True)
            for text in ("Loss", "Metrics")
        ]
        self._name = QLabel("Smoothing")
        self._name.setProperty("role", "muted")
        self._value = QLabel("0.00")
        self.slider = QSlider(Qt.Orientation.Horizontal, maximum=99)
        self.slider.setAccessibleName("Smoothing")
        self.slider.setFixedWidth(96)
        self.slider.setToolTip(plain_tip(SMOOTHING))
        self.export = self._menu_button("Export", "Export the curves")
        self.more = self._menu_button("", "More of what is drawn")
        self.more.setAccessibleName("More")
        self.options = {name: self._option(name) for name in OPTIONS}
        self._fill()
        self._connect()
        self.show_following(True)
        self.setMinimumWidth(1)  # what has no room is left out
        self.set_theme(theme)

    @property
    def choices(self) -> Choices:
        """What is chosen."""
        return self._choices

    @property
    def plot(self) -> int:
        """Number of the plot to see where there is room for one."""
        return int(self.plots[1].isChecked())

    def show_rate(self) -> None:
        """Shows the learning rate for the first time that it tells something."""
        if not self._has_shown_rate:
            self._has_shown_rate = True
            self.choose(hidden=self._choices.hidden - {RATE})

    def choose(self, **changes: object) -> None:
        """Changes some choices, by whomever, and says so."""
        self._choices = replace(self._choices, **changes)
        self._value.setText(f"{self._choices.smoothing:.2f}")
        self.chosen.emit(self._choices)

    def show_following(self, is_following: bool) -> None:
        """Offers to follow again while the curves do not."""
        self.follow.setVisible(not is_following)

    def show_room(self, width: int, *, has_two: bool) -> None:
        """Leaves out of the row what the width has no room for."""
        is_narrow = width < NARROW
        for button in self.plots:
            button.setVisible(is_narrow and has_two)
        self._name.setVisible(width >= WIDE)
        for part in (*self._wide, self.slider, self._value):
            part.setVisible(not is_narrow)
        style = Qt.ToolButtonStyle
        self.export.setToolButtonStyle(
            style.ToolButtonIconOnly if is_narrow else style.ToolButtonTextBesideIcon
        )

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        self.follow.setIcon(icon("follow", theme, theme.accent))
        self.export.setIcon(icon("export", theme, theme.muted))
        self.more.setIcon(icon("more", theme, theme.muted))
        self.setStyleSheet(
            f"QToolButton {{ padding: 2px 7px; color: {theme.muted.name()}; }}"
            f"QToolButton:hover, QToolButton:checked {{ color: {theme.text.name()}; }}"
            "QToolButton::menu-indicator { image: none; }"
        )

    def _button(
        self, text: str, tip: str, *, is_checkable: bool = False
    ) -> QToolButton:
        button = QToolButton(text=text, toolTip=tip, checkable=is_checkable)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        return button

    def _menu_button(self, text: str, tip: str) -> QToolButton:
        button = self._button(text, tip)
        button.setMenu(QMenu(button))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        return button

    def _option(self, name: str) -> QAction:
        action = QAction(OPTIONS[name], self, checkable=True)
        action.setChecked(getattr(self._choices, name))
        action.toggled.connect(lambda is_on: self.choose(**{name: is_on}))
        return action

    def _unit(self, unit: Unit) -> QAction:
        action = QAction(unit.value, self._units, checkable=True, toolTip=TIPS[unit])
        action.setChecked(unit is self._choices.unit)
        action.triggered.connect(lambda: self.choose(unit=unit))
        return action

    def _fill(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 0, 8, 0)
        layout.setSpacing(2)
        exclusive = QButtonGroup(self)
        for button in self.plots:
            exclusive.addButton(button)
            layout.addWidget(button)
        self.plots[0].setChecked(True)
        for action in (*self.units.values(), self.log):
            button = QToolButton()
            button.setDefaultAction(action)
            self._wide.append(button)
            layout.addWidget(button)
        layout.insertSpacing(layout.count() - 1, 8)
        layout.addSpacing(8)
        for part in (self._name, self.slider, self._value, self.follow):
            layout.addWidget(part)
        layout.addStretch(1)
        layout.addWidget(self.export)
        layout.addWidget(self.more)

    def _connect(self) -> None:
        for button in self.plots:
            button.clicked.connect(lambda *_: self.plot_chosen.emit())
        self.log.toggled.connect(lambda is_on: self.choose(is_log=is_on))
        self.slider.valueChanged.connect(lambda v: self.choose(smoothing=v / 100))
        self.follow.clicked.connect(self.follow_requested)
        more = self.more.menu()
        more.addActions(list(self.options.values()))
        more.addSeparator()
        more.addActions([*self.units.values(), self.log])
