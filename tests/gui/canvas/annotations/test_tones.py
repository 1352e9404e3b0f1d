"""Frames and notes are legible in both themes, whatever their colour."""

import pytest
from PySide6.QtGui import QColor

from kgraph.document.arranging.annotations import COLORS
from kgraph.gui.canvas.annotations.tones import ROLES, Tones, color_of
from kgraph.gui.theme import DARK, LIGHT

LEGIBLE = 4.5


def luminance(color: QColor) -> float:
    parts = [
        x / 12.92 if x <= 0.04045 else ((x + 0.055) / 1.055) ** 2.4
        for x in color.getRgbF()[:3]
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: QColor, other: QColor) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_every_name_has_a_color():
    assert {"", *ROLES} == set(COLORS)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("name", [*COLORS, "unheard of"])
def test_text_is_legible(theme, name):
    tones = Tones(theme, name)
    for ground in (tones.ground, tones.title, tones.paper):
        assert contrast(theme.text, ground.color()) >= LEGIBLE
    assert contrast(theme.on_color, tones.solid.color()) >= LEGIBLE


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
def test_colors_are_told_apart(theme):
    assert len({color_of(theme, name).name() for name in COLORS}) == len(COLORS)
