"""What each action does: the names of `actions.ENTRIES`, and a function for each."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from kgraph.gui.commands.arranging import Arranging
from kgraph.gui.commands.circling import Circling
from kgraph.gui.commands.connecting import Connecting
from kgraph.gui.commands.editing import Editing
from kgraph.gui.commands.guide import (
    CommandPalette,
    ShortcutsDialog,
    commands,
    show_about,
)
from kgraph.gui.commands.submodels import Submodels
from kgraph.gui.results.wiring import ResultsWiring
from kgraph.gui.training import run_actions

if TYPE_CHECKING:
    from kgraph.gui.window import MainWindow


ZOOM_STEP = 1.25


def slots(window: "MainWindow") -> dict[str, Callable[[], object]]:
    """Returns what happens when an action is triggered, by its name."""
    document, canvas = window.document, window.panels.canvas
    return {
        **_of_files(window),
        **_of_editing(Editing(document, canvas)),
        **_of_finding(window),
        **_of_viewing(window),
        **Arranging(document, canvas).slots(),
        **canvas.annotating.slots(),
        **Connecting(document, canvas, window.panels.notice.say).slots(),
        **_of_submodels(window),
        **window.weights.slots(),
        **window.fetching.slots(),
        **window.staging.slots(),
        **window.data.slots(),
        **ResultsWiring(window).slots(),
        **Circling(canvas, lambda: window.docks).slots(),
        "undo": document.undo,
        "redo": document.redo,
        "delete": canvas.delete_selected,
        "tidy": canvas.tidy,
        "tidy_right": lambda: canvas.tidy("right"),
        "tidy_selection": canvas.tidy_selected,
        "repair": window.repairing.offer,
        "heat_map": window.status.costs.choose_next,
        "train": window.train,
        **run_actions.slots(window.session, window.panels.training),
        "restart_engine": window.restart_engine,
        "shortcuts": lambda: ShortcutsDialog(window, commands(window.menuBar())).show(),
        "about": lambda: show_about(window),
    }


def _of_files(window: "MainWindow") -> dict[str, Callable[[], object]]:
    return {
        "new": window.filing.new,
        "open": window.filing.open,
        "save": window.filing.save,
        "save_as": window.filing.save_as,
        "import_application": window.importing.choose_application,
        "export": window.exporting.choose,
        "export_keras": window.exporting.keras_model,
        "export_python": window.exporting.python_code,
        "compare": window.comparing.choose,
        "quit": window.close,
    }


def _of_submodels(window: "MainWindow") -> dict[str, Callable[[], object]]:
    document, canvas, graphs = window.document, window.panels.canvas, window.graphs
    submodels = Submodels(document, canvas, lambda: window.analyst.analysis, window)
    return {
        "make_submodel": submodels.make,
        "find_repeats": window.repeats.offer,
        "inline": submodels.inline,
        "own_definition": submodels.own_definition,
        "save_to_library": window.shelving.save_selected,
        "open_submodel": graphs.open_selected,
        "go_up": graphs.go_up,
        "close_tab": graphs.close,
        "next_tab": lambda: graphs.cycle(1),
        "previous_tab": lambda: graphs.cycle(-1),
    }


def _of_finding(window: "MainWindow") -> dict[str, Callable[[], object]]:
    bar = window.panels.find_bar
    return {
        "find": bar.open,
        "find_next": bar.go_on,
        "find_previous": bar.go_back,
        "find_layer": window.panels.palette.focus_search,
        "command_palette": CommandPalette(
            window, lambda: commands(window.menuBar())
        ).open,
    }


def _of_viewing(window: "MainWindow") -> dict[str, Callable[[], object]]:
    canvas = window.panels.canvas
    viewer = canvas.viewer
    return {
        "fit": canvas.zoom_to_fit,
        "fit_selection": canvas.zoom_to_selection,
        "actual_size": partial(viewer.zoom_to, 1.0),
        "zoom_in": lambda: viewer.zoom_to(viewer.zoom * ZOOM_STEP),
        "zoom_out": lambda: viewer.zoom_to(viewer.zoom / ZOOM_STEP),
        "minimap": window.panels.minimap.toggle,
        "theme_system": partial(window.choose_theme, "system"),
        "theme_light": partial(window.choose_theme, "light"),
        "theme_dark": partial(window.choose_theme, "dark"),
    }


def _of_editing(editing: Editing) -> dict[str, Callable[[], object]]:
    return {
        "cut": editing.cut,
        "copy": editing.copy,
        "paste": editing.paste,
        "paste_with_edges": editing.paste_with_edges,
        "select_all": editing.select_all,
        "duplicate": editing.duplicate,
        "duplicate_with_edges": editing.duplicate_with_edges,
        "share": editing.share,
        "make_independent": editing.make_independent,
    }
