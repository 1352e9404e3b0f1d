"""Which action is in which menu: the menu bar as data."""

from collections.abc import Iterable
from typing import Literal, NamedTuple, Union

Filler = Literal["templates", "recent"]


class Menu(NamedTuple):
    """A menu, or one inside another.

    Attributes:
        contents: Names of actions and further menus; None is a line between them.
        filled_with: What it offers instead, looked up each time it opens.
    """

    title: str
    contents: tuple[Union[str, "Menu", None], ...] = ()
    filled_with: Filler | None = None


THEMES = ("theme_system", "theme_light", "theme_dark")

FILE = Menu(
    "&File",
    (
        "new",
        Menu("New from &Template", filled_with="templates"),
        "open",
        Menu("Open &Recent", filled_with="recent"),
        "import_application",
        None,
        "save",
        "save_as",
        "compare",
        None,
        "export",
        Menu("Export &as", ("export_keras", "export_python")),
        None,
        "quit",
    ),
)
SELECT = Menu(
    "&Select",
    ("select_all", None, "select_upstream", "select_downstream", "select_siblings"),
)
EDIT = Menu(
    "&Edit",
    (
        "undo",
        "redo",
        None,
        "cut",
        "copy",
        "paste",
        "paste_with_edges",
        "duplicate",
        "duplicate_with_edges",
        "delete",
        "heal",
        "rename",
        None,
        "connect_to",
        "clear_inputs",
        None,
        "share",
        "make_independent",
        "repair",
        None,
        SELECT,
        "find",
        "find_next",
        "find_previous",
        None,
        "find_layer",
        "command_palette",
    ),
)
ARRANGE = Menu(
    "&Arrange",
    (
        "tidy",
        "tidy_right",
        "tidy_selection",
        None,
        "align_left",
        "align_center",
        "align_right",
        "align_top",
        "align_middle",
        "align_bottom",
        None,
        "distribute_horizontal",
        "distribute_vertical",
        None,
        "add_frame",
        "remove_frame",
        "add_note",
        "recolor",
        "collapse",
    ),
)
SUBMODEL = Menu(
    "&Submodel",
    (
        "make_submodel",
        "inline",
        "own_definition",
        "find_repeats",
        "save_to_library",
        None,
        "open_submodel",
        "go_up",
        None,
        "next_tab",
        "previous_tab",
        "close_tab",
    ),
)
RUN = Menu(
    "&Run",
    (
        "train",
        "continue_run",
        "stop",
        "stop_best",
        "pause_resume",
        "set_learning_rate",
        "add_epochs",
        None,
        "evaluate",
        None,
        "take_weights",
        "fetch_weights",
        "forget_weights",
        "forget_selected_weights",
        None,
        "freeze",
        "unfreeze",
        None,
        "restart_engine",
    ),
)
DATA = Menu("&Data", ("choose_data", "read_data", None, "bind_columns", "augment"))
HELP = Menu("&Help", ("shortcuts", "about"))


def menu_bar(panels: Iterable[str]) -> tuple[Menu, ...]:
    """Returns the menus from left to right.

    Args:
        panels: Names of the actions that show a panel each.
    """
    zoom = ("fit", "fit_selection", "actual_size", "zoom_in", "zoom_out")
    focus = ("next_panel", "previous_panel")
    view = Menu(
        "&View",
        (
            *zoom,
            "minimap",
            "heat_map",
            None,
            *panels,
            None,
            *focus,
            None,
            Menu("T&heme", THEMES),
        ),
    )
    return FILE, EDIT, ARRANGE, SUBMODEL, view, DATA, RUN, HELP
