"""Every category has a drawing and a colour of its own, also where it is listed."""

from itertools import combinations

import pytest

from kgraph import catalog
from kgraph.gui.look.glyphs import SCALES, SIZE, glyph, mark
from kgraph.gui.theme import CATEGORIES, DARK, LIGHT

KNOWN = {spec.category.lower() for spec in catalog.load().all("layer", "op")}
LISTED = sorted(KNOWN | {"submodels", "blocks", "my library"})


def test_no_two_categories_share_a_drawing():
    assert {"convolution", "merging"} <= KNOWN
    for one, other in combinations([*LISTED, "unknown"], 2):
        assert glyph(one) != glyph(other), (one, other)


def test_a_submodel_looks_like_those_that_it_is_placed_from():
    assert glyph("Submodel") == glyph("Submodels")
    assert CATEGORIES["submodel"] == CATEGORIES["submodels"]


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda t: t.name)
def test_what_is_not_in_the_catalogue_has_colours_of_its_own(theme):
    taken = {theme.category(name).name() for name in KNOWN}
    own = {theme.category(name).name() for name in LISTED} - taken
    assert len(own) == 3
    assert len({color.name() for color in theme.categories}) == len(theme.categories)


def test_every_drawing_keeps_within_its_square():
    for category in LISTED:
        rect = glyph(category).boundingRect()
        assert rect.left() >= 0
        assert rect.top() >= 0
        assert rect.right() <= SIZE
        assert rect.bottom() <= SIZE


def test_a_mark_is_drawn_for_each_scale_in_its_colour(qapp):
    drawn = mark("Pooling", DARK.accent)
    widths = sorted(size.width() for size in drawn.availableSizes())
    assert widths == [SIZE * scale for scale in SCALES]
    image = drawn.pixmap(int(SIZE)).toImage()
    middle = image.pixelColor(image.width() // 2, int(image.height() * 0.7))
    assert middle.alpha() > 100
    assert abs(middle.blue() - DARK.accent.blue()) < 8
