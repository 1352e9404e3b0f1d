"""What each action does: the names of `actions.ENTRIES`, and a function for each."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from kgraph.gui.commands import about
from kgraph.gui.commands.editing import Editing

if TYPE_CHECKING:
    from kgraph.gui.window import MainWindow


def slots(window: "MainWindow") -> dict[str, Callable[[], object]]:
    """Returns what happens when an action is triggered, by its name."""
    document, canvas = window.document, window.panels.canvas
    return {
        **_of_files(window),
        **_of_editing(Editing(document, canvas)),
        "undo": document.undo,
        "redo": document.redo,
        "delete": canvas.delete_selected,
        "find": window.panels.palette.focus_search,
        "fit": canvas.zoom_to_fit,
        "tidy": canvas.tidy,
        "tidy_right": lambda: canvas.tidy("right"),
        "train": window.train,
        "stop": window.session.stop,
        "restart_engine": window.restart_engine,
        "shortcuts": lambda: about.show_shortcuts(window, window.actions_by_name),
        "about": lambda: about.show_about(window),
    }


def _of_files(window: "MainWindow") -> dict[str, Callable[[], object]]:
    return {
        "new": window.filing.new,
        "open": window.filing.open,
        "save": window.filing.save,
        "save_as": window.filing.save_as,
        "export_keras": window.exporting.keras_model,
        "export_python": window.exporting.python_code,
        "quit": window.close,
    }


def _of_editing(editing: Editing) -> dict[str, Callable[[], object]]:
    return {
        "cut": editing.cut,
        "copy": editing.copy,
        "paste": editing.paste,
        "select_all": editing.select_all,
        "duplicate": editing.duplicate,
        "share": editing.share,
        "make_independent": editing.make_independent,
    }
