"""Keys that a person presses on a canvas."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def keys(canvas, key, modifiers=NONE) -> None:
    QTest.keyClick(canvas.panel.viewer, key, modifiers)
    QApplication.processEvents()
