"""The window goes with the desktop's colours while it is open."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from kgraph.gui.look import choice
from kgraph.gui.theme import DARK, LIGHT


@pytest.fixture
def desktop(monkeypatch):
    """Returns a function that gives the desktop other colours."""

    def change(theme) -> None:
        monkeypatch.setattr(choice, "system_theme", lambda: theme)
        scheme = Qt.ColorScheme.Dark if theme.is_dark else Qt.ColorScheme.Light
        QGuiApplication.styleHints().colorSchemeChanged.emit(scheme)

    return change


def ground(window):
    viewer = window.panels.canvas.viewer
    return viewer.viewport().grab().toImage().pixelColor(3, 3)


def test_follows_at_once_and_to_the_last_panel(shown, desktop):
    shown.choose_theme("system")
    for theme in (DARK, LIGHT, DARK):
        desktop(theme)
        assert ground(shown).name() == theme.window.name()
        assert theme.accent.name() in shown.styleSheet()
        palette = QGuiApplication.palette()
        assert palette.base().color().name() == theme.surface.name()


def test_stays_with_what_the_person_chose(shown, desktop):
    shown.choose_theme("dark")
    desktop(LIGHT)
    assert ground(shown).name() == DARK.window.name()
    shown.choose_theme("system")
    assert ground(shown).name() == LIGHT.window.name()
