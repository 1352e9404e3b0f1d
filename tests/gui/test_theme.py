"""Colours: text can be read, and a category has the same colour every day."""

import pytest
from PySide6.QtGui import QColor

from kgraph import catalog
from kgraph.gui.canvas.style import Style
from kgraph.gui.look import style_sheet
from kgraph.gui.theme import CATEGORIES, DARK, LIGHT, faded, palette

THEMES = pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
GROUNDS = ("window", "surface", "raised", "selection")
INKS = ("text", "muted", "accent", "error", "warning", "success")


def luminance(color: QColor) -> float:
    def linear(value):
        return value / 12.92 if value <= 0.03928 else ((value + 0.055) / 1.055) ** 2.4

    red, green, blue, _ = color.getRgbF()
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)


def contrast(a: QColor, b: QColor) -> float:
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


@THEMES
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("ink", INKS)
def test_text_can_be_read(theme, ground, ink):
    assert contrast(getattr(theme, ink), getattr(theme, ground)) >= 4.5


@THEMES
def test_text_on_colour_can_be_read(theme):
    badges = (theme.accent, theme.error, theme.warning, theme.muted)
    for color in (*badges, *theme.categories):
        assert contrast(theme.on_color, color) >= 4.5


@THEMES
@pytest.mark.parametrize("ink", ["text", "muted"])
@pytest.mark.parametrize("category", CATEGORIES)
def test_text_on_nodes_can_be_read(qapp, theme, category, ink):
    ground = Style(theme).tint(category).ground.color()
    assert contrast(getattr(theme, ink), ground) >= 4.5


@THEMES
@pytest.mark.parametrize("ink", ["text", "muted"])
@pytest.mark.parametrize("heat", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_text_on_heated_nodes_can_be_read(qapp, theme, heat, ink):
    ground = Style(theme).heat(heat).color()
    assert contrast(getattr(theme, ink), ground) >= 4.5


@THEMES
@pytest.mark.parametrize("category", CATEGORIES)
def test_marks_of_categories_stand_out(qapp, theme, category):
    tint = Style(theme).tint(category)
    grounds = (theme.surface, theme.raised, theme.selection, tint.tile.color())
    assert min(contrast(tint.color, ground) for ground in grounds) >= 3


@THEMES
def test_curves_stand_out(theme):
    assert len({c.name() for c in theme.curves}) == len(theme.curves)
    for color in theme.curves:
        assert contrast(color, theme.surface) >= 3


@THEMES
def test_every_category_has_a_colour(theme):
    names = {spec.category for spec in catalog.load().all("layer", "op")}
    for name in names:
        assert theme.category(name) == theme.category(name.upper())
        assert theme.category(name) in theme.categories
    assert theme.category("Of a plug-in nobody knows") in theme.categories


@THEMES
def test_the_style_sheet_and_the_palette_take_the_theme(theme):
    assert theme.accent.name() in style_sheet(theme)
    assert "$" not in style_sheet(theme)
    assert palette(theme).text().color() == theme.text
    assert faded(theme) != theme.text
