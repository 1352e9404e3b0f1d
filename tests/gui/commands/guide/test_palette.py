"""Every command is found by typing, and done by Enter."""

import pytest
from keyboard import CONTROL, SHIFT
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtTest import QTest

from kgraph.gui.commands.guide.listing import commands
from kgraph.gui.commands.guide.palette import CommandPalette, ranked


@pytest.fixture
def palette(active, drawn):
    """It is open, as by its key."""
    QTest.keyClick(active, Qt.Key.Key_P, CONTROL | SHIFT)
    (palette,) = active.findChildren(CommandPalette)
    assert palette.isVisible()
    return palette


def press(palette, key) -> None:
    QTest.keyClick(palette.field, key)


def row(palette, number: int):
    return palette.list.topLevelItem(number)


def test_every_command_is_in_it(palette, window):
    texts = [command.text for command in commands(window.menuBar())]
    palette.open()
    assert sorted(palette.shown()) == sorted(texts)
    for text in texts:
        palette.field.setText(text)
        assert text in palette.shown()


def test_shows_the_menu_and_the_key(palette):
    QTest.keyClicks(palette.field, "save as")
    assert [row(palette, 0).text(column) for column in range(3)] == [
        "Save As",
        "File",
        "Ctrl+Shift+S",
    ]


def test_enter_runs_what_is_chosen(palette, window, drawn):
    QTest.keyClicks(palette.field, "select all")
    press(palette, Qt.Key.Key_Return)
    assert not palette.isVisible()
    assert window.panels.canvas.selected() == ["n1", "n2", "n3"]
    assert window.focusWidget() is window.panels.canvas.viewer


def test_arrows_choose(palette):
    QTest.keyClicks(palette.field, "align")
    assert palette.shown()[:3] == ["Align Left", "Align Centers", "Align Right"]
    press(palette, Qt.Key.Key_Down)
    assert palette.list.currentItem().text(0) == "Align Centers"
    for _ in range(2):
        press(palette, Qt.Key.Key_Up)
    assert palette.list.currentItem().text(0) == palette.shown()[-1]
    press(palette, Qt.Key.Key_PageDown)
    press(palette, Qt.Key.Key_PageUp)
    assert palette.list.currentItem().text(0) == "Align Left"


def test_words_of_the_menu_find_it_too(palette):
    QTest.keyClicks(palette.field, "theme dark")
    assert palette.shown() == ["Dark"]


def test_what_cannot_be_done_now_is_grey_and_does_nothing(palette, window, drawn):
    before = drawn.project
    QTest.keyClicks(palette.field, "redo")
    grey = palette.palette().color(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.Text
    )
    assert row(palette, 0).text(0) == "Redo"
    assert row(palette, 0).foreground(0).color() == grey
    press(palette, Qt.Key.Key_Return)
    assert palette.isVisible()
    assert drawn.project is before


def test_what_was_run_lately_comes_first(palette, window):
    for name in ("zoom in", "select all"):
        palette.open()
        QTest.keyClicks(palette.field, name)
        press(palette, Qt.Key.Key_Return)
    palette.open()
    assert palette.shown()[:2] == ["Select All", "Zoom In"]
    QTest.keyClicks(palette.field, "zoom")
    assert palette.shown()[0] == "Zoom In"


def test_what_fits_better_comes_before_what_was_run_lately(window):
    found = commands(window.menuBar())
    latest = ["minimap"]
    names = [found[i].name for i in ranked(found, "mi", latest)]
    assert names[0] == "minimap"
    names = [found[i].name for i in ranked(found, "align mi", latest)]
    assert names[0] == "align_middle"


def test_escape_and_a_click_elsewhere_close_it(palette, window):
    press(palette, Qt.Key.Key_Escape)
    assert not palette.isVisible()
    assert window.focusWidget() is window.panels.canvas.viewer
    palette.open()
    window.panels.canvas.viewer.setFocus()
    assert not palette.isVisible()


def test_nothing_is_run_where_nothing_fits(palette):
    QTest.keyClicks(palette.field, "qqqq")
    assert palette.shown() == []
    press(palette, Qt.Key.Key_Down)
    press(palette, Qt.Key.Key_Return)
    assert palette.isVisible()


def test_fits_a_small_window(palette, window):
    window.resize(800, 600)
    palette.open()
    assert window.rect().contains(palette.geometry())


def test_a_template_is_found(palette, drawn):
    QTest.keyClicks(palette.field, "siamese")
    assert palette.shown() == ["Siamese network"]


def test_shows_whole_rows_alone(palette):
    bottom = palette.list.viewport().height() - 1
    last = palette.list.itemAt(4, bottom)
    assert palette.list.visualItemRect(last).bottom() == bottom


def test_a_word_of_the_tip_finds_it_last(palette):
    QTest.keyClicks(palette.field, "import")
    assert palette.shown() == ["Import from keras.applications", "Open"]
