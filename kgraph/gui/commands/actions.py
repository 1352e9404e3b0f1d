"""What can be done from menus, the tool bar and the keyboard."""

from collections.abc import Callable
from typing import NamedTuple

from PySide6.QtCore import Qt
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
        also: Another shortcut, where keyboards differ.
        is_checkable: Whether it is on or off.
        is_of_canvas: Whether the shortcut is heard only where the canvas has the focus.
    """

    text: str
    shortcut: Key | str
    icon: str = ""
    tip: str = ""
    also: str = ""
    is_checkable: bool = False
    is_of_canvas: bool = False


ENTRIES = {
    "new": Entry("&New", Key.New, "new", "Begin with an empty drawing"),
    "open": Entry("&Open…", Key.Open, "open", "Open a drawing, or import a model"),
    "import_application": Entry(
        "&Import from keras.applications…", "Ctrl+Shift+O", tip="Draw a known model"
    ),
    "save": Entry("&Save", Key.Save, "save", "Save the drawing"),
    "save_as": Entry("Save &As…", "Ctrl+Shift+S"),
    "export": Entry("&Export…", "Ctrl+Shift+E", "export", "Export in any format"),
    "export_keras": Entry("&Keras Model…", "Ctrl+E", tip="Export a Keras model"),
    "export_python": Entry("&Python Code…", "Ctrl+Alt+E", tip="Export Python code"),
    "compare": Entry(
        "&Compare With…",
        "Ctrl+Alt+B",
        tip="Show what differs from a file, a run or the saved drawing",
    ),
    "take_weights": Entry(
        "Take the &Weights of the Best Run",
        "Ctrl+Alt+W",
        tip="Let the drawing begin with what was learned",
    ),
    "fetch_weights": Entry(
        "Fetch &ImageNet Weights",
        "Ctrl+Alt+Shift+I",
        tip="Let a model of keras.applications begin with what it is known for",
    ),
    "forget_weights": Entry(
        "&Forget All Trained Weights", "Ctrl+Alt+Shift+W", tip="Begin afresh"
    ),
    "forget_selected_weights": Entry(
        "Forget the Weights of the Se&lection",
        "Ctrl+Alt+K",
        tip="Let these layers begin afresh",
    ),
    "quit": Entry("&Quit", "Ctrl+Q"),
    "undo": Entry("&Undo", Key.Undo, "undo"),
    "redo": Entry("&Redo", Key.Redo, "redo"),
    "cut": Entry("Cu&t", Key.Cut, "cut"),
    "copy": Entry("&Copy", Key.Copy, "copy"),
    "paste": Entry("&Paste", Key.Paste, "paste"),
    "paste_with_edges": Entry("Paste with &Edges", "Ctrl+Shift+V"),
    "select_all": Entry("Select &All", Key.SelectAll),
    "duplicate": Entry("Du&plicate", "Ctrl+D", "duplicate"),
    "duplicate_with_edges": Entry("Duplicate with Ed&ges", "Ctrl+Alt+D"),
    "share": Entry("S&hare Layer", "Ctrl+Shift+D", "share"),
    "make_independent": Entry("Make &Independent", "Ctrl+Shift+I"),
    "delete": Entry("&Delete", "Del", "delete", is_of_canvas=True),
    "rename": Entry("Rena&me", "F2", tip="Edit the title where it stands"),
    "heal": Entry(
        "Delete and &Heal",
        "Ctrl+Del",
        tip="Delete nodes and connect what led into them to what they led to",
        is_of_canvas=True,
    ),
    "connect_to": Entry("Connect &To…", "Ctrl+J", tip="Draw an edge by the keyboard"),
    "freeze": Entry(
        "Free&ze", "Ctrl+Alt+F", tip="Let the selected layers keep what they know"
    ),
    "unfreeze": Entry(
        "U&nfreeze", "Ctrl+Alt+Shift+F", tip="Let the selected layers learn again"
    ),
    "clear_inputs": Entry("Remove &Incoming Edges", "Ctrl+Shift+J"),
    "find_layer": Entry("Find a &Layer to Add", "Ctrl+K", "add"),
    "find": Entry("&Find…", "Ctrl+F", "search", "Find nodes of this drawing"),
    "find_next": Entry("Find &Next", "F3"),
    "find_previous": Entry("Find Pre&vious", "Shift+F3"),
    "command_palette": Entry(
        "&Command Palette…", "Ctrl+Shift+P", "command", "Find and run any command"
    ),
    "select_upstream": Entry(
        "Select &Upstream", "Ctrl+[", tip="Select what leads here"
    ),
    "select_downstream": Entry(
        "Select &Downstream", "Ctrl+]", tip="Select what depends on this"
    ),
    "select_siblings": Entry(
        "Select Calls of the &Same Layer",
        "Ctrl+\\",
        tip="Select all calls of this layer",
    ),
    "align_left": Entry("Align &Left", "Ctrl+Alt+Left", "align-left"),
    "align_center": Entry("Align &Centers", "Ctrl+Alt+H", "align-center"),
    "align_right": Entry("Align &Right", "Ctrl+Alt+Right", "align-right"),
    "align_top": Entry("Align &Top", "Ctrl+Alt+Up", "align-top"),
    "align_middle": Entry("Align &Middles", "Ctrl+Alt+V", "align-middle"),
    "align_bottom": Entry("Align &Bottom", "Ctrl+Alt+Down", "align-bottom"),
    "distribute_horizontal": Entry(
        "Distribute &Horizontally", "Ctrl+Alt+Shift+H", "distribute-horizontal"
    ),
    "distribute_vertical": Entry(
        "Distribute &Vertically", "Ctrl+Alt+Shift+V", "distribute-vertical"
    ),
    "fit": Entry("Zoom to &Fit", "Ctrl+0", "fit", "Show the whole drawing"),
    "fit_selection": Entry("Zoom to &Selection", "Ctrl+9"),
    "actual_size": Entry("&Actual Size", "Ctrl+1", tip="Zoom to 100 %"),
    "zoom_in": Entry("Zoom &In", "Ctrl++", "zoom-in", also="Ctrl+="),
    "zoom_out": Entry("Zoom &Out", "Ctrl+-", "zoom-out"),
    "minimap": Entry("&Minimap", "Ctrl+M", is_checkable=True),
    "theme_system": Entry("As the &System", "Shift+F7", is_checkable=True),
    "theme_light": Entry("&Light", "Shift+F8", is_checkable=True),
    "theme_dark": Entry("&Dark", "Shift+F9", is_checkable=True),
    "heat_map": Entry(
        "&Heat Map", "Ctrl+Alt+M", tip="Show by colour what costs most: next measure"
    ),
    "tidy": Entry("&Tidy", "Ctrl+L", "tidy", "Lay the drawing out top to bottom"),
    "tidy_right": Entry("Tidy Left to Ri&ght", "Ctrl+Shift+L"),
    "tidy_selection": Entry("Tidy the &Selection", "Ctrl+T"),
    "add_frame": Entry("&Frame the Selection", "Ctrl+G", "frame"),
    "remove_frame": Entry("Remo&ve Frame", "Ctrl+Shift+G"),
    "add_note": Entry("Add &Note", "Ctrl+Shift+N", "note"),
    "recolor": Entry(
        "Change C&olor…", "Ctrl+Alt+C", tip="Give a frame or note another color"
    ),
    "collapse": Entry("Colla&pse or Expand", "Ctrl+H"),
    "repair": Entry("&Repair…", "Ctrl+.", "repair", "Offer repairs of a problem"),
    "make_submodel": Entry("&Make Submodel…", "Ctrl+Shift+M", "submodel"),
    "inline": Entry(
        "&Inline", "Ctrl+Shift+U", tip="Put a submodel's nodes in its place"
    ),
    "own_definition": Entry(
        "Give It Its &Own Drawing", "Ctrl+Alt+I", tip="Detach from the other copies"
    ),
    "find_repeats": Entry(
        "Find &Repeated Blocks…",
        "Ctrl+Alt+R",
        tip="Frame what comes again and again, or make submodels of it",
    ),
    "save_to_library": Entry("Save to &Library", "Ctrl+Alt+S", "library"),
    "open_submodel": Entry("&Open Submodel", "Ctrl+Return", "down"),
    "go_up": Entry("To the Graph &Above", "Ctrl+Shift+Return", "up"),
    "next_tab": Entry("&Next Tab", "Ctrl+Tab"),
    "previous_tab": Entry("&Previous Tab", "Ctrl+Shift+Tab"),
    "close_tab": Entry("&Close Tab", "Ctrl+W"),
    "next_panel": Entry("Next &Panel", "F6", tip="Take the keyboard to the next panel"),
    "previous_panel": Entry("Previous P&anel", "Shift+F6"),
    "choose_data": Entry(
        "&Choose Data…", "Ctrl+Alt+O", tip="Say where the samples come from"
    ),
    "read_data": Entry(
        "&Read the Data Again", "Ctrl+Alt+U", tip="Such as after a file has changed"
    ),
    "bind_columns": Entry(
        "&Bind Columns…",
        "Ctrl+Alt+J",
        tip="Give the selected columns of the data to an Input or Output",
    ),
    "augment": Entry(
        "Add Au&gmentation",
        "Ctrl+Alt+A",
        tip="Let images be flipped, turned and zoomed by chance while training",
    ),
    "train": Entry("&Train", "F5", "train", "Train the model"),
    "continue_run": Entry(
        "&Continue Run",
        "Ctrl+F8",
        tip="Go on with the last run, which has not come to its end",
    ),
    "stop": Entry("&Stop", "Shift+F5", "stop", "Stop after this batch"),
    "stop_best": Entry(
        "Stop and Restore the &Best",
        "Ctrl+F5",
        tip="Stop, and take the weights of the best epoch",
    ),
    "pause_resume": Entry("&Pause", "F8", "pause", "Let the run wait, or go on"),
    "set_learning_rate": Entry(
        "Set Learnin&g Rate", "Ctrl+F9", tip="Let the run go on with another rate"
    ),
    "add_epochs": Entry("Add &Epochs…", "F9", tip="Let the run go on for longer"),
    "evaluate": Entry("E&valuate", "F7", tip="Say how well the chosen run predicts"),
    "restart_engine": Entry("&Restart Engine", "Ctrl+Shift+F5"),
    "shortcuts": Entry("&Keyboard Shortcuts", "F1"),
    "about": Entry("&About kgraph", "Shift+F1"),
}


class Actions:
    """The window's actions by name: `actions["undo"]`."""

    def __init__(self, window: QWidget, slots: dict[str, Callable[[], object]]) -> None:
        self._actions = {name: _action(window, name, slots[name]) for name in ENTRIES}

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def adopt(self, action: QAction) -> None:
        """Takes one more action, by its object name."""
        self._actions[action.objectName()] = action

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
            # A name may hold an ampersand, which would underline what follows it.
            action.setText(f"{verb} {label.replace('&', '&&')}" if label else verb)
            tip = f"{plain(verb)} {label or ''}".strip()
            action.setToolTip(_with_key(action, tip))


def _action(window: QWidget, name: str, slot: Callable[[], object]) -> QAction:
    entry = ENTRIES[name]
    action = QAction(entry.text, window, objectName=name)
    shortcuts = [entry.shortcut, *filter(None, [entry.also])]
    action.setShortcuts([QKeySequence(keys) for keys in shortcuts])
    action.setCheckable(entry.is_checkable)
    if entry.is_of_canvas:
        context = Qt.ShortcutContext.WidgetWithChildrenShortcut
        action.setShortcutContext(context)
    action.setToolTip(_with_key(action, entry.tip or plain(entry.text)))
    on_trigger(action, slot)
    return action


def on_trigger(action: QAction, function: Callable[[], object]) -> None:
    """Lets an action call a function, which need not hear whether it is checked."""
    action.triggered.connect(lambda *_: function())


def plain(text: str) -> str:
    """Returns the text of an action as it is read."""
    return text.replace("&", "").rstrip("…")


def _with_key(action: QAction, text: str) -> str:
    key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text} ({key})" if key else text
