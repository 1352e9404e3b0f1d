"""Presses buttons as a person does: `from pressing import press`."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest


def press(button):
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
