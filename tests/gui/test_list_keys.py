"""The keys of a field walk the list below it, whichever list that is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QTreeWidget, QTreeWidgetItem

from kgraph.gui.list_keys import ListKeys

Key = Qt.Key


def filled_list():
    view = QListWidget()
    view.addItems(list("abcde"))
    return view


def filled_tree():
    view = QTreeWidget()
    view.addTopLevelItems([QTreeWidgetItem([letter]) for letter in "abcde"])
    return view


@pytest.fixture(params=[filled_list, filled_tree])
def walked(request, qtbot):
    field, view = QLineEdit(), request.param()
    qtbot.addWidget(field)
    qtbot.addWidget(view)
    view.setCurrentIndex(view.model().index(0, 0))
    return field, view, ListKeys(field, view, 3)


@pytest.mark.parametrize(
    ("keys", "row"),
    [
        ([Key.Key_Down], 1),
        ([Key.Key_Up], 4),
        ([Key.Key_Backtab, Key.Key_Tab, Key.Key_Tab], 1),
        ([Key.Key_PageDown], 3),
        ([Key.Key_PageDown, Key.Key_PageDown], 4),
        ([Key.Key_Down, Key.Key_PageUp], 0),
    ],
)
def test_single_steps_go_round_and_pages_end(walked, qtbot, keys, row):
    field, view, _ = walked
    for key in keys:
        qtbot.keyClick(field, key)
    assert view.currentIndex().row() == row


def test_enter_and_escape_are_told_and_letters_are_the_fields(walked, qtbot):
    field, _, list_keys = walked
    with qtbot.waitSignal(list_keys.entered, timeout=500):
        qtbot.keyClick(field, Key.Key_Return)
    with qtbot.waitSignal(list_keys.given_up, timeout=500):
        qtbot.keyClick(field, Key.Key_Escape)
    qtbot.keyClicks(field, "ab")
    assert field.text() == "ab"


def test_an_empty_list_is_walked_without_harm(walked, qtbot):
    field, view, _ = walked
    view.clear()
    for key in (Key.Key_Down, Key.Key_PageUp):
        qtbot.keyClick(field, key)
    assert not view.currentIndex().isValid()
