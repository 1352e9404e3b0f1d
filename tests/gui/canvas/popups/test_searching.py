"""What the search offers for what was typed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph import catalog
from kgraph.catalog.phrase import Phrase, phrases
from kgraph.gui.canvas.popups.searching import hint, rows
from kgraph.gui.placeables import SUBMODELS, Placeable

OWN = (SUBMODELS, Placeable("graph:g2", "dense tower"))
BLOCKS = [("Blocks", Placeable("block:d", "Dense Block")), OWN]
BLOCKS.append(("Blocks", Placeable("block:r", "Residual")))


def titles(text: str) -> list[str]:
    return [row.title for row in rows(text, BLOCKS)]


def test_nothing_typed_offers_own_submodels_and_all_layers():
    found = titles("")
    assert found[:4] == ["dense tower", "Input", "Output", "Dense"]
    assert "Dense Block" not in found


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("dense", "dense tower", "Dense Block"),
        ("dense b", "Dense Block", "EinsumDense"),  # which has no argument `b`
        ("densebl", "Dense Block", "Dense Block"),
        ("tower", "dense tower", "dense tower"),
    ],
)
def test_own_submodels_come_first_and_blocks_behind_the_layers(text, first, last):
    found = titles(text)
    assert (found[0], found[-1]) == (first, last)


def test_a_block_of_that_very_name_comes_first():
    assert titles("residual")[:2] == ["Residual", "Add"]


def test_the_hint_shows_the_signature_around_the_current_parameter():
    assert hint(phrases("conv ")[0]).startswith(
        "Conv2D(<b><u>filters</u></b>, kernel_size, "
    )
    late = hint(phrases("conv 3 3 1 same groups=")[0])
    assert late.startswith("Conv2D(…, ")
    assert "<b><u>groups</u></b>" in late
    assert late.endswith("<br>groups: a whole number")


def test_what_takes_no_arguments_says_so():
    assert hint(Phrase(catalog.load().operation("ops.add"))) == (
        "ops.add takes no arguments."
    )


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=30))
def test_there_is_always_a_row_and_one_without_a_key_cannot_be_chosen(text):
    found = rows(text, BLOCKS)
    assert found
    assert all(row.key is not None or row.problem for row in found)
