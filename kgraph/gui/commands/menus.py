"""The menu bar, the tool bar and the menu at the cursor."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMainWindow, QMenu, QToolBar, QToolButton, QWidget

from kgraph import templates
from kgraph.gui.commands.actions import Actions, on_trigger
from kgraph.gui.commands.filing import Filing
from kgraph.gui.commands.menu_table import THEMES, Filler, Menu, menu_bar
from kgraph.gui.commands.panels import PanelAction
from kgraph.gui.commands.slots import slots
from kgraph.gui.look import choice
from kgraph.gui.settings import recent_files

if TYPE_CHECKING:
    from kgraph.gui.window import MainWindow

TOOLS = (
    ("new", "open", "save"),
    ("undo", "redo"),
    ("tidy", "fit"),
    ("train", "stop"),
    ("export",),
)
AT_THE_CURSOR = (
    "cut",
    "copy",
    "paste",
    "duplicate",
    "share",
    "make_independent",
    "make_submodel",
    "open_submodel",
    "inline",
    "add_frame",
    "remove_frame",
    "recolor",
    "collapse",
    "rename",
    "freeze",
    "unfreeze",
    "connect_to",
    "delete",
    "heal",
)


def make_menus(window: "MainWindow") -> Actions:
    """Makes every action and puts it where it is looked for."""
    actions = Actions(window, slots(window))
    panels = [
        PanelAction(dock, number, window)
        for number, dock in enumerate(window.docks.all(), 1)
    ]
    for panel in panels:
        actions.adopt(panel)
    _show_choices(window, actions)
    for menu in menu_bar([panel.objectName() for panel in panels]):
        made = window.menuBar().addMenu(menu.title)
        _put(made, menu.contents, actions, window.filing)
    add_tool_bar(window, actions)
    add_context_menu(window.panels.canvas, actions)
    return actions


def add_context_menu(canvas: QWidget, actions: Actions) -> None:
    """Offers what can be done to the selected nodes where they are."""
    canvas.addActions([actions[name] for name in AT_THE_CURSOR])


def add_tool_bar(window: QMainWindow, actions: Actions) -> QToolBar:
    """Puts the most used actions where a click reaches them."""
    bar = QToolBar("Tools", objectName="tools", movable=False)
    bar.setIconSize(QSize(20, 20))
    bar.setContextMenuPolicy(Qt.ContextMenuPolicy.PreventContextMenu)
    for number, group in enumerate(TOOLS):
        if number:
            bar.addSeparator()
        bar.addActions([actions[name] for name in group])
    for name, text in (
        ("train", "Train"),
        ("stop", "Stop"),
        ("export", "Export"),
    ):
        actions[name].setIconText(text)
        button = cast(QToolButton, bar.widgetForAction(actions[name]))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    window.addToolBar(bar)
    return bar


def _show_choices(window: "MainWindow", actions: Actions) -> None:
    """Checks what is on as the window opens."""
    theme = choice.chosen_name()
    group = QActionGroup(window)
    for name in THEMES:
        group.addAction(actions[name])
        actions[name].setChecked(name == f"theme_{theme}")
    actions["minimap"].setChecked(window.panels.minimap.is_wanted)


def _put(
    menu: QMenu, contents: tuple[str | Menu | None, ...], actions: Actions, file: Filing
) -> None:
    for part in contents:
        if part is None:
            menu.addSeparator()
        elif isinstance(part, str):
            menu.addAction(actions[part])
        else:
            inner = menu.addMenu(part.title)
            _put(inner, part.contents, actions, file)
            if part.filled_with is not None:
                fill = FILLERS[part.filled_with]
                inner.aboutToShow.connect(partial(fill, inner, file))


def _fill_templates(menu: QMenu, filing: Filing) -> None:
    menu.clear()
    for template in templates.all_templates():
        action = menu.addAction(template.title)
        action.setStatusTip(template.description)
        load = partial(templates.load, template.name)
        on_trigger(action, partial(filing.new_from, load))


def _fill_recent(menu: QMenu, filing: Filing) -> None:
    menu.clear()
    paths = recent_files.names()
    for path in paths:
        action = menu.addAction(f"{Path(path).name}   ({Path(path).parent})")
        on_trigger(action, partial(filing.open, path))
    if not paths:
        menu.addAction("No files yet").setEnabled(False)


FILLERS: dict[Filler, Callable[[QMenu, Filing], None]] = {
    "templates": _fill_templates,
    "recent": _fill_recent,
}
