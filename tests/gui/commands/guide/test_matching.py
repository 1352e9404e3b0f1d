"""What was typed finds what was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.gui.commands.guide.matching import closeness


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("", 0),
        ("zoom t", 0),
        ("Zoom  To ", 0),
        ("sel zoom", 1),
        ("z s", 1),
        ("oom", 2),
        ("m to s", 2),
        ("ztsl", 3),
        ("zz", None),
        ("selection zoo x", None),
    ],
)
def test_better_fits_are_less(typed, expected):
    assert closeness("Zoom to Selection", typed) == expected


@given(st.text("abc de", max_size=12), st.integers(0, 12), st.integers(0, 12))
def test_every_part_of_a_text_fits_it(text, start, end):
    text = " ".join(text.split())
    assert closeness(text, text[start:end]) is not None
