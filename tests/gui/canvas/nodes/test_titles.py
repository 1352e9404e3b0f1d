"""Titles of layers are shown whole, beside a usual count of parameters."""

import pytest
from PySide6.QtGui import QFontMetricsF

from kgraph import catalog
from kgraph.document.layout.size import width_of
from kgraph.gui.canvas.nodes.node_texts import PADDING, TILE
from kgraph.gui.canvas.style import Style
from kgraph.gui.theme import DARK

ODD = 6  # of 142, whose letters are wider than usual; fonts differ
GAPS = 19  # between the glyph, the title, the count and the corner


@pytest.mark.parametrize("count", ["118 k", "2.36 M"])
def test_few_titles_are_cut_short(qapp, count):
    style = Style(DARK)
    used = PADDING + TILE + GAPS + PADDING
    used += style.text_metrics.horizontalAdvance(count)
    names = [spec.name for spec in catalog.load().all("layer")]
    cut = [
        name
        for name in names
        if used + style.title_metrics.horizontalAdvance(name) > width_of(name)
    ]
    assert len(cut) <= ODD, cut


@pytest.mark.parametrize("title", ["Dense", "BatchNormalization", "MultiHeadAttention"])
def test_titles_from_afar_are_as_large_as_fits(qapp, title):
    style = Style(DARK)
    room = width_of(title) - PADDING - TILE - 9 - PADDING - 2
    font = style.line_title_for(title, room)
    assert QFontMetricsF(font).horizontalAdvance(title) <= room
    assert font.pixelSize() == style.line_title.pixelSize() or title != "Dense"
