"""What can be done with the selected runs: buttons and a menu of the same actions."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from kgraph.gui.runs.row import RunRow

Rows = Sequence[RunRow]


@dataclass(frozen=True)
class Deed:
    """One action.

    Attributes:
        name: Tells it from the others.
        text: What the menu calls it.
        short: What a button calls it.
        is_possible: Whether it can be done with the selected runs.
        tip: What it does, where the text does not suffice.
    """

    name: str
    text: str
    is_possible: Callable[[Rows], bool]
    short: str = ""
    tip: str = ""


def _is_one(rows: Rows) -> bool:
    return len(rows) == 1


def _is_any(rows: Rows) -> bool:
    return bool(rows)


def _is_pair(rows: Rows) -> bool:
    return len(rows) == 2


def _can_go_on(rows: Rows) -> bool:
    return _is_one(rows) and rows[0].can_go_on


def _are_running(rows: Rows) -> bool:
    return bool(rows) and all(row.is_running for row in rows)


def _are_over(rows: Rows) -> bool:
    return bool(rows) and not any(row.is_running for row in rows)


def _has_drawing(rows: Rows) -> bool:
    return _is_one(rows) and rows[0].run.document.exists()


def _has_weights(rows: Rows) -> bool:
    return _is_one(rows) and rows[0].run.last_weights.exists()


DEEDS = (
    (
        Deed("show", "Show Its Curves", _is_one, tip="In the Training panel"),
        Deed(
            "overlay",
            "Lay Curves Over",
            _is_any,
            "Lay Curves Over",
            "Draw the curves of the selected runs over those in the Training panel, "
            "or take them away (Space)",
        ),
        Deed(
            "compare",
            "Compare Two Runs…",
            _is_pair,
            "Compare…",
            "Settings, drawing and results of two selected runs",
        ),
        Deed(
            "tensorboard",
            "Open in TensorBoard",
            _is_any,
            "TensorBoard",
            "Write the logs of the selected runs and open TensorBoard on them",
        ),
    ),
    (
        Deed("evaluate", "Evaluate This Run", _has_weights, tip="In the Results panel"),
        Deed("proceed", "Continue This Run", _can_go_on, tip="From its checkpoint"),
        Deed("stop", "Stop This Run", _are_running, tip="What it learned is kept"),
    ),
    (
        Deed("open", "Open the Drawing of This Run", _has_drawing),
        Deed("take", "Make Its Weights the Current Ones", _has_weights),
        Deed("export", "Export This Run's Model…", _has_weights),
    ),
    (
        Deed(
            "delete",
            "Delete…",
            _are_over,
            "Delete…",
            "Delete runs with all their files",
        ),
    ),
)
"""Groups of actions, as the menu has them."""


class RunActions(QObject):
    """The actions, each enabled where it can be done.

    Args:
        parent: Also shows the keys of the actions to the person.
    """

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._deeds = {deed.name: deed for group in DEEDS for deed in group}
        self.by_name = {
            deed.name: self._made(deed, parent) for deed in self._deeds.values()
        }
        self.show_selection([])

    def show_selection(self, rows: Rows) -> None:
        """Enables what can be done with the selected runs."""
        for name, action in self.by_name.items():
            action.setEnabled(self._deeds[name].is_possible(rows))

    def on_buttons(self) -> Iterator[QAction]:
        """Yields the actions that are worth a button."""
        for name, action in self.by_name.items():
            if self._deeds[name].short:
                yield action

    def menu(self, parent: QWidget) -> QMenu:
        """Returns a menu of all actions."""
        menu = QMenu(parent)
        for group in DEEDS:
            for deed in group:
                menu.addAction(self.by_name[deed.name])
            menu.addSeparator()
        return menu

    def _made(self, deed: Deed, parent: QWidget) -> QAction:
        action = QAction(deed.text, parent)
        action.setIconText(deed.short or deed.text)
        action.setToolTip(deed.tip or deed.text)
        return action
