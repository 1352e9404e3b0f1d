"""What can be done from menus, the tool bar and the keyboard."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from kgraph.gui.look.icons import icon
from kgraph.gui.theme import Theme

Key = QKeySequence.StandardKey


class Entry(NamedTuple):
    """One action, as data.

    Attributes:
        text: As in the menu; an ellipsis says that a question follows.
        icon: Name of a file in `resources/icons`, if it has one.
        tip: What the tool bar and the help say; the text where it is empty.
    """

    text: str
    shortcut: Key | str | None = None
    icon: str = ""
    tip: str = ""


ENTRIES = {
    "new": Entry("&New", Key.New, "new", "Begin with an empty drawing"),
    "open": Entry("&Open…", Key.Open, "open", "Open a drawing"),
    "save": Entry("&Save", Key.Save, "save", "Save the drawing"),
    "save_as": Entry("Save &As…", Key.SaveAs),
    "export_keras": Entry("&Keras Model…", "Ctrl+E", "export", "Export a Keras model"),
    "export_python": Entry("&Python Code…", "Ctrl+Shift+E", tip="Export Python code"),
    "quit": Entry("&Quit", Key.Quit),
    "undo": Entry("&Undo", Key.Undo, "undo"),
    "redo": Entry("&Redo", Key.Redo, "redo"),
    "cut": Entry("Cu&t", Key.Cut, "cut"),
    "copy": Entry("&Copy", Key.Copy, "copy"),
    "paste": Entry("&Paste", Key.Paste, "paste"),
    "select_all": Entry("Select &All", Key.SelectAll),
    "duplicate": Entry("Du&plicate", "Ctrl+D", "duplicate"),
    "share": Entry("S&hare Layer", "Ctrl+Shift+D", "share"),
    "make_independent": Entry("Make &Independent", "Ctrl+Shift+I"),
    "delete": Entry("&Delete", None, "delete"),
    "find": Entry("Find a &Layer to Add", "Ctrl+K", "search"),
    "fit": Entry("&Fit", "Ctrl+0", "fit", "Show the whole drawing"),
    "tidy": Entry("&Tidy", "Ctrl+L", "tidy", "Lay the drawing out top to bottom"),
    "tidy_right": Entry("Tidy Left to &Right", "Ctrl+Shift+L"),
    "train": Entry("&Train", "F5", "train", "Train the model"),
    "stop": Entry("&Stop", "Shift+F5", "stop", "Stop after this batch"),
    "restart_engine": Entry("&Restart Engine"),
    "shortcuts": Entry("&Keyboard Shortcuts"),
    "about": Entry("&About kgraph"),
}


class Actions:
    """The window's actions by name: `actions["undo"]`."""

    def __init__(self, window: QWidget, slots: dict[str, Callable[[], object]]) -> None:
        self._actions = {
            name: _action(window, entry, slots[name]) for name, entry in ENTRIES.items()
        }

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def set_theme(self, theme: Theme) -> None:
        """Draws the icons anew."""
        colors = {"train": theme.success, "stop": theme.error}
        for name, entry in ENTRIES.items():
            if entry.icon:
                color = colors.get(name)
                self._actions[name].setIcon(icon(entry.icon, theme, color))

    def show_history(self, undo_label: str | None, redo_label: str | None) -> None:
        """Names what Undo and Redo would do."""
        for name, label in (("undo", undo_label), ("redo", redo_label)):
            verb = ENTRIES[name].text
            action = self._actions[name]
            action.setEnabled(label is not None)
            action.setText(f"{verb} {label}" if label else verb)
            action.setToolTip(_with_key(action, action.text().replace("&", "")))

    def described(self) -> list[tuple[str, str]]:
        """Returns what each shortcut does, for the help."""
        return [
            (action.shortcut().toString(QKeySequence.SequenceFormat.NativeText), text)
            for name, action in self._actions.items()
            if not action.shortcut().isEmpty()
            for text in [_described(ENTRIES[name])]
        ]


def _action(window: QWidget, entry: Entry, slot: Callable[[], object]) -> QAction:
    action = QAction(entry.text, window)
    if entry.shortcut is not None:
        action.setShortcut(QKeySequence(entry.shortcut))
    action.setToolTip(_with_key(action, _described(entry)))
    action.triggered.connect(lambda *_: slot())
    return action


def _described(entry: Entry) -> str:
    return entry.tip or entry.text.replace("&", "").rstrip("…")


def _with_key(action: QAction, text: str) -> str:
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text} ({key})" if key else text
