"""The buttons below the list of stages."""

from functools import partial

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from kgraph.gui.look.icons import icon
from kgraph.gui.theme import Theme

BUTTONS = {
    "add": "Add a stage",
    "duplicate": "Duplicate the stage",
    "up": "Move the stage up (Alt+Up in the list)",
    "down": "Move the stage down (Alt+Down in the list)",
    "remove": "Remove the stage (Del in the list)",
}
ICONS = {"remove": "delete"}


class StageButtons(QWidget):
    """Adds, duplicates, moves and removes stages."""

    pressed = Signal(str)
    """One of `BUTTONS`."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        self._buttons: dict[str, QToolButton] = {}
        for name, tip in BUTTONS.items():
            button = QToolButton(autoRaise=True, toolTip=tip)
            button.setObjectName(f"stage {name}")
            button.setAccessibleName(tip.partition(" (")[0])
            button.setIconSize(QSize(16, 16))
            button.clicked.connect(partial(self.pressed.emit, name))
            self._buttons[name] = button
            row.addWidget(button)
        row.addStretch(1)
        self.set_theme(theme)

    def show_place(self, index: int, count: int) -> None:
        """Lets those be pressed that make sense for a stage.

        Args:
            index: Which of how many it is; -1 for none.
        """
        for name in ("duplicate", "remove"):
            self._buttons[name].setEnabled(index >= 0)
        self._buttons["up"].setEnabled(index > 0)
        self._buttons["down"].setEnabled(0 <= index < count - 1)

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        for name, button in self._buttons.items():
            button.setIcon(icon(ICONS.get(name, name), theme))
