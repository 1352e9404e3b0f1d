"""Whatever can be done has a key of its own, and is told in Help."""

from collections import Counter

import pytest
from keyboard import SHIFT
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from kgraph.gui.canvas.keys import KEYS
from kgraph.gui.commands.actions import ENTRIES, plain
from kgraph.gui.commands.guide.listing import commands
from kgraph.gui.commands.guide.shortcuts import ShortcutsDialog


@pytest.fixture
def own(window):
    """The commands that are always there: templates and recent files are not."""
    return [c for c in commands(window.menuBar()) if c.action.objectName()]


@pytest.fixture
def help(active):
    QTest.keyClick(active, Qt.Key.Key_F1)
    (dialog,) = active.findChildren(ShortcutsDialog)
    return dialog


def test_every_action_is_in_a_menu_and_has_a_key(window, own):
    names = [c.action.objectName() for c in own]
    panels = {f"panel_{dock.objectName()}" for dock in window.docks.all()}
    assert sorted(names) == sorted({*ENTRIES, *panels})
    assert [c.name for c in own if not c.keys] == []


def test_no_key_does_two_things(own):
    keys = Counter(
        key.toString() for command in own for key in command.action.shortcuts()
    )
    assert [key for key, count in keys.items() if count > 1] == []


def test_no_key_of_the_menus_is_one_of_the_canvas(own):
    of_canvas = {QKeySequence(keys).toString() for keys, _ in KEYS}
    assert "" not in of_canvas
    of_menus = {k.toString() for c in own for k in c.action.shortcuts()}
    assert of_canvas & of_menus == set()


def test_help_lists_every_key(help, own):
    listed = help.shown()
    for command in own:
        assert any(
            text.endswith(command.title) and keys == command.keys
            for text, keys in listed
        ), command
    assert {(text, keys) for keys, text in KEYS} < set(listed)
    assert "Draw an edge" in str(listed)
    assert ("Undo", "Ctrl+Z") in listed


def test_help_can_be_searched_by_name_and_by_key(help, qtbot):
    QTest.keyClicks(help.field, "align ri")
    assert help.shown() == [("Align Right", "Ctrl+Alt+Right")]
    help.field.clear()
    QTest.keyClicks(help.field, "shift+f3")
    assert help.shown() == [("Find Previous", "Shift+F3")]
    help.field.clear()
    assert len(help.shown()) > 30


def test_help_fits_a_small_screen(shown, qtbot):
    shown.resize(800, 600)
    shown.actions_by_name["shortcuts"].trigger()
    (dialog,) = shown.findChildren(ShortcutsDialog)
    assert dialog.height() < shown.height()
    dialog.close()
    qtbot.waitUntil(lambda: not shown.findChildren(ShortcutsDialog))


def test_delete_is_heard_on_the_canvas_alone(active, drawn):
    canvas, elsewhere = active.panels.canvas, active.panels.palette._tree
    canvas.select(["n2"])
    elsewhere.setFocus()
    assert elsewhere.hasFocus()
    QTest.keyClick(elsewhere, Qt.Key.Key_Delete)
    assert len(drawn.graph.nodes) == 3
    canvas.viewer.setFocus()
    QTest.keyClick(canvas.viewer, Qt.Key.Key_Delete)
    assert len(drawn.graph.nodes) == 2
    assert drawn.undo_label == "Delete 1 Node"


def test_a_panel_comes_to_the_front_and_goes(shown, qtbot):
    docks, actions = shown.docks, shown.actions_by_name
    assert docks.code.visibleRegion().isEmpty()
    actions["panel_code"].trigger()
    qtbot.waitUntil(lambda: not docks.code.visibleRegion().isEmpty())
    assert actions["panel_code"].isChecked()
    actions["panel_code"].trigger()
    assert not docks.code.isVisible()
    assert not actions["panel_code"].isChecked()


def test_a_theme_has_a_key(active):
    QTest.keyClick(active, Qt.Key.Key_F8, SHIFT)
    assert active.actions_by_name["theme_light"].isChecked()
    assert not active.actions_by_name["theme_dark"].isChecked()
    assert active.panels.minimap._style.theme.name == "light"


def test_texts_are_read_without_signs():
    assert plain("Save &As…") == "Save As"
