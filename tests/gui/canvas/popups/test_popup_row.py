"""A row of a popup can be read, also when it is the current one."""

import pytest

from kgraph.gui.canvas.popups.popup_row import Row, parts
from kgraph.gui.theme import DARK, LIGHT

ROW = Row(None, "title", "Core", "detail", "note", "problem")


def _luminance(color) -> float:
    channels = (color.redF(), color.greenF(), color.blueF())
    linear = (
        v / 12.92 if v <= 0.03928 else ((v + 0.055) / 1.055) ** 2.4 for v in channels
    )
    return sum(w * v for w, v in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one, other) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
@pytest.mark.parametrize("is_current", [False, True])
def test_every_part_is_legible(theme, is_current):
    ground = theme.selection if is_current else theme.surface
    for text, color in parts(ROW, theme, is_current):
        assert contrast(color, ground) >= 4.5, text
