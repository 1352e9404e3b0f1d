"""Every category of the catalogue has a drawing of its own."""

from kgraph import catalog
from kgraph.gui.canvas.glyphs import SIZE, glyph


def test_every_category_has_a_drawing():
    categories = {spec.category for spec in catalog.load().all("layer", "op")}
    assert {"Convolution", "Merging"} <= categories
    unknown = glyph("unknown")
    for category in categories:
        assert glyph(category) != unknown, category


def test_every_drawing_keeps_within_its_square():
    for spec in catalog.load().all("layer", "op"):
        rect = glyph(spec.category).boundingRect()
        assert rect.left() >= 0
        assert rect.top() >= 0
        assert rect.right() <= SIZE
        assert rect.bottom() <= SIZE
