"""A window that has the keyboard."""

import pytest


@pytest.fixture
def active(shown, qtbot):
    """The window, as soon as it hears keys; the canvas has the focus."""
    shown.activateWindow()
    qtbot.waitUntil(shown.isActiveWindow)
    shown.panels.canvas.viewer.setFocus()
    return shown
