"""Columns are dragged with Shift from the start, and selected with it as in any list."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

LEFT = Qt.MouseButton.LeftButton
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def tree(room):
    room.describe()
    tree = room.panel.columns.tree
    tree.dragged = []
    tree.startDrag = lambda actions: tree.dragged.append(tree.chosen())
    return tree


def place(tree, row: int) -> QPoint:
    return tree.visualItemRect(tree.topLevelItem(row)).center()


def drag_with_shift(tree, row: int, way: int) -> None:
    """Drags a row to the right; Shift is held from the beginning."""
    start = place(tree, row)
    QTest.mousePress(tree.viewport(), LEFT, SHIFT, start)
    for x in (1, way):
        QTest.mouseMove(tree.viewport(), start + QPoint(x, 0))
    QTest.mouseRelease(tree.viewport(), LEFT, SHIFT, start + QPoint(way, 0))


def click(tree, row: int, modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    QTest.mouseClick(tree.viewport(), LEFT, modifiers, place(tree, row))


def test_a_column_is_dragged_with_shift_held_from_the_start(tree):
    far = 2 * QApplication.startDragDistance()
    drag_with_shift(tree, 2, far)
    assert tree.dragged == [("pet",)]


def test_columns_that_are_selected_are_dragged_together(tree):
    click(tree, 1)
    click(tree, 3, Qt.KeyboardModifier.ControlModifier)
    drag_with_shift(tree, 3, 2 * QApplication.startDragDistance())
    assert tree.dragged == [("age", "note")]


def test_a_click_with_shift_selects_all_up_to_there(tree):
    click(tree, 1)
    click(tree, 3, SHIFT)
    assert tree.chosen() == ("age", "pet", "note")
    drag_with_shift(tree, 2, 1)  # that is a click of a hand that shakes
    assert tree.chosen() == ("age", "pet")
    assert tree.dragged == []
