"""All that the menus offer, as a list: for the command palette and the help."""

from collections.abc import Iterator
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from kgraph.gui.commands.actions import ENTRIES, plain

BETWEEN = " → "


class Command(NamedTuple):
    """An action and where it is found.

    Attributes:
        path: The menu that it is in: `Arrange`, `File → Export`.
    """

    path: str
    text: str
    action: QAction

    @property
    def title(self) -> str:
        """Its text whatever it is about now: `Undo`, not `Undo Add Dense`."""
        entry = ENTRIES.get(self.action.objectName())
        return plain(entry.text) if entry else self.text

    @property
    def tip(self) -> str:
        """What it does, in words that its text may lack."""
        entry = ENTRIES.get(self.action.objectName())
        return entry.tip if entry else ""

    @property
    def name(self) -> str:
        """What stays the same from one start to the next."""
        return self.action.objectName() or f"{self.path}{BETWEEN}{self.text}"

    @property
    def keys(self) -> str:
        """Its shortcut as people read it; empty if it has none."""
        return self.action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


def commands(bar: QMenuBar) -> list[Command]:
    """Returns every action of the menus, in their order."""
    return [
        command
        for action in bar.actions()
        for command in _commands(plain(action.text()), _menu(action))
    ]


def _commands(path: str, menu: QMenu | None) -> Iterator[Command]:
    if menu is None:
        return
    menu.aboutToShow.emit()  # some are filled only when they are looked at
    for action in menu.actions():
        inner = _menu(action)
        if inner is not None:
            yield from _commands(f"{path}{BETWEEN}{plain(action.text())}", inner)
        elif not action.isSeparator():
            yield Command(path, plain(action.text()), action)


def _menu(action: QAction) -> QMenu | None:
    return action.menu()
