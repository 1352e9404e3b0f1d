"""F6 takes the keyboard from panel to panel."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

SHIFT = Qt.KeyboardModifier.ShiftModifier


def panel_with_focus(window):
    panels = window.panels
    known = (panels.canvas, *(dock.widget() for dock in window.docks.all()))
    focused = QApplication.focusWidget()
    return next(p for p in known if p is focused or p.isAncestorOf(focused))


def test_f6_goes_round_all_that_is_seen(active):
    panels, seen = active.panels, []
    for _ in range(4):
        seen.append(panel_with_focus(active))
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert seen == [panels.canvas, panels.palette, panels.inspector, panels.problems]
    assert panel_with_focus(active) is panels.canvas


def test_shift_f6_goes_the_other_way(active):
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, SHIFT)
    assert panel_with_focus(active) is active.panels.problems


def test_a_hidden_panel_is_left_out(active):
    active.docks.palette.hide()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6)
    assert panel_with_focus(active) is active.panels.inspector


def test_tab_goes_on_within_the_panel(active):
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, SHIFT)
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_F6, SHIFT)
    first = QApplication.focusWidget()
    QTest.keyClick(first, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is not first
    assert panel_with_focus(active) is active.panels.inspector
