"""The list of formats: what may be chosen, and what is to be installed."""

from importlib.util import find_spec

import pytest
from msgspec.structs import replace

from kgraph.document.formats import (
    FORMATS,
    Format,
    FormatError,
    Option,
    format_named,
    missing,
    settle,
)

STYLE = Option("style", "Style", ("functional", "subclass"), ("Functional", "Class"))
PAPER = Format("paper", "Paper", ".txt", "", options=(STYLE,), extra="ink")


def test_every_format_has_its_file_of_the_room_that_writes():
    for name, format in FORMATS.items():
        assert name == format.name
        has_file = find_spec(f"kgraph.export.formats.{name}") is not None
        assert has_file is not format.is_figure  # the window draws figures


def test_options_have_as_many_titles_as_choices():
    for format in FORMATS.values():
        for option in format.options:
            assert len(option.choices) == len(option.titles) > 1


def test_what_was_not_chosen_is_the_first_choice():
    assert settle(PAPER, {}) == {"style": "functional"}
    assert settle(PAPER, {"style": "subclass"}) == {"style": "subclass"}


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"style": "loud"}, "Expected functional or subclass .* Received: 'loud'"),
        ({"size": "9"}, "Expected style for the format paper. Received: size=9"),
    ],
)
def test_what_cannot_be_chosen_is_said(chosen, said):
    with pytest.raises(FormatError, match=said):
        settle(PAPER, chosen)


def test_a_format_without_options_says_so():
    with pytest.raises(FormatError, match="Expected no option"):
        settle(replace(PAPER, options=()), {"style": "functional"})


def test_an_unknown_format_is_told_the_known_ones():
    with pytest.raises(FormatError, match=r"keras, weights, .* Received: 'paper'"):
        format_named("paper")


def test_what_is_missing_is_said_with_the_extra_that_brings_it():
    absent = replace(PAPER, packages=("json", "no_such_ink"))
    assert missing(absent) == (
        "Paper needs no_such_ink, not installed here: pip install 'kgraph[ink]'"
    )
    assert missing(replace(PAPER, packages=("json",))) == ""
