"""The menu bar, the tool bar and the menu at the cursor."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import (
    QDockWidget,
    QMainWindow,
    QMenu,
    QToolBar,
    QToolButton,
    QWidget,
)

from kgraph import templates
from kgraph.gui.commands.actions import Actions
from kgraph.gui.commands.filing import Filing
from kgraph.gui.commands.settings import recent_files, settings
from kgraph.gui.commands.slots import slots

if TYPE_CHECKING:
    from kgraph.gui.window import MainWindow

TOOLS = (
    ("new", "open", "save"),
    ("undo", "redo"),
    ("tidy", "fit"),
    ("train", "stop"),
    ("export_keras",),
)
AT_THE_CURSOR = (
    "cut",
    "copy",
    "paste",
    "duplicate",
    "share",
    "make_independent",
    "delete",
)
THEMES = ("system", "light", "dark")


def make_menus(window: "MainWindow") -> Actions:
    """Makes every action and puts it where it is looked for."""
    actions = Actions(window, slots(window))
    add_file_menu(window, actions, window.filing)
    add_edit_menu(window, actions)
    theme = str(settings().value("theme", "system"))
    add_view_menu(window, actions, window.docks.all(), theme, window.choose_theme)
    add_run_menu(window, actions)
    add_help_menu(window, actions)
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
        ("export_keras", "Export"),
    ):
        actions[name].setIconText(text)
        button = cast(QToolButton, bar.widgetForAction(actions[name]))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
    window.addToolBar(bar)
    return bar


def add_file_menu(window: QMainWindow, actions: Actions, filing: Filing) -> None:
    """New, from a template too, open, save, export."""
    menu = window.menuBar().addMenu("&File")
    menu.addAction(actions["new"])
    from_template = menu.addMenu("New from &Template")
    from_template.aboutToShow.connect(partial(_fill_templates, from_template, filing))
    menu.addAction(actions["open"])
    recent = menu.addMenu("Open &Recent")
    recent.aboutToShow.connect(partial(_fill_recent, recent, filing))
    _add(menu, actions, None, "save", "save_as", None)
    export = menu.addMenu("&Export")
    _add(export, actions, "export_keras", "export_python")
    _add(menu, actions, None, "quit")


def add_edit_menu(window: QMainWindow, actions: Actions) -> None:
    """Everything that changes the drawing or the selection."""
    menu = window.menuBar().addMenu("&Edit")
    _add(menu, actions, "undo", "redo", None, "cut", "copy", "paste")
    _add(menu, actions, "duplicate", "share", "make_independent", "delete", None)
    _add(menu, actions, "select_all", "find")


def add_view_menu(
    window: QMainWindow,
    actions: Actions,
    docks: list[QDockWidget],
    theme: str,
    choose_theme: Callable[[str], None],
) -> None:
    """What is seen, and in which colours.

    Args:
        theme: The chosen one of `system`, `light` and `dark`.
    """
    menu = window.menuBar().addMenu("&View")
    _add(menu, actions, "fit", "tidy", "tidy_right", None)
    themes = menu.addMenu("T&heme")
    group = QActionGroup(themes)
    for name in THEMES:
        action = themes.addAction(name.capitalize())
        action.setCheckable(True)
        action.setChecked(name == theme)
        action.triggered.connect(partial(_call, choose_theme, name))
        group.addAction(action)
    menu.addSeparator()
    menu.addActions([dock.toggleViewAction() for dock in docks])


def add_run_menu(window: QMainWindow, actions: Actions) -> None:
    """Training, and the engine behind everything."""
    menu = window.menuBar().addMenu("&Run")
    _add(menu, actions, "train", "stop", None, "restart_engine")


def add_help_menu(window: QMainWindow, actions: Actions) -> None:
    """What the person may want to know."""
    _add(window.menuBar().addMenu("&Help"), actions, "shortcuts", "about")


def _add(menu: QMenu, actions: Actions, *names: str | None) -> None:
    for name in names:
        if name is None:
            menu.addSeparator()
        else:
            menu.addAction(actions[name])


def _fill_templates(menu: QMenu, filing: Filing) -> None:
    menu.clear()
    for template in templates.all_templates():
        action = menu.addAction(template.title)
        action.setStatusTip(template.description)
        load = partial(templates.load, template.name)
        action.triggered.connect(partial(_call, filing.new_from, load))


def _fill_recent(menu: QMenu, filing: Filing) -> None:
    menu.clear()
    paths = recent_files()
    for path in paths:
        action = menu.addAction(f"{Path(path).name}   ({Path(path).parent})")
        action.triggered.connect(partial(_call, filing.open, path))
    if not paths:
        menu.addAction("No files yet").setEnabled(False)


def _call(function: Callable[..., object], argument: object, *_: object) -> None:
    """Qt adds whether an action is checked; nobody here wants to know."""
    function(argument)
