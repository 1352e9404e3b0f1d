"""Values become pictures, curves, waveforms and words that fit into a message."""

import numpy as np
import pytest

from kgraph.data.looking.looks import MOST_PIXELS, MOST_POINTS, is_image, look_at
from kgraph.data.table import TableColumn
from kgraph.document.looks import Curves, Picture, Waveform, Words


def of(values, categories=None, kind=""):
    """What the first sample of a column looks like."""
    return look_at(TableColumn("x", np.asarray(values), categories), 0, kind=kind)


def test_numbers_and_categories_are_words():
    assert of([0.25]) == Words("0.25")
    assert of([7]) == Words("7")
    assert of([np.nan]).is_missing
    assert of(np.array([1], "int32"), ("cat", "dog")) == Words("dog")
    assert of(np.array([-1], "int32"), ("cat", "dog")) == Words("", is_missing=True)
    assert of(np.array([[0, 1]], "int32"), ("a", "b")) == Words("2 categories")
    assert len(of(["long " * 1000]).text) == 400


def test_an_image_is_seen_in_the_range_of_its_column():
    dark, light = np.zeros((8, 8)), np.full((8, 8), 16.0)
    picture = of([light, dark])
    assert isinstance(picture, Picture)
    assert (picture.width, picture.height, picture.channels) == (8, 8, 1)
    assert set(picture.pixels) == {255}
    assert picture.size == "8 × 8"


def test_bytes_are_colours_as_they_are():
    picture = of(np.full((1, 8, 8, 3), 100, "uint8"))
    assert set(picture.pixels) == {100}
    see_through = of(np.full((1, 8, 8, 4), 100, "uint8"))
    assert see_through.channels == 3


@pytest.mark.parametrize("shape", [(1000, 700, 3), (97, 97), (6, 5000)])
def test_a_large_image_is_made_small(shape):
    picture = of(np.zeros((1, *shape), "uint8"))
    assert max(picture.width, picture.height) <= MOST_PIXELS
    size = picture.width * picture.height * picture.channels
    assert len(picture.pixels) == size
    assert picture.size == " × ".join(map(str, shape))


def test_a_closer_look_keeps_more():
    sound = TableColumn("x", np.zeros((1, 5000)))
    image = TableColumn("x", np.zeros((1, 300, 400), "uint8"))
    assert len(look_at(sound, 0, kind="audio", detail=2).highs) == 2 * MOST_POINTS
    assert look_at(image, 0, detail=8).width == 400


def test_means_and_no_single_pixels_make_a_large_image_small():
    board = np.indices((200, 200)).sum(axis=0) % 2 * 254  # black and white
    picture = of(board[None].astype("uint8"))
    assert {min(picture.pixels), max(picture.pixels)} <= {112, 113, 141, 142}


def test_steps_are_curves():
    curves = of([[[0.0, 5.0], [np.nan, 5.0], [10.0, 5.0]]])
    assert isinstance(curves, Curves)
    assert curves.lines == ((0.0, None, 1.0), (0.5, 0.5, 0.5))
    assert (curves.low, curves.high, curves.size) == (0.0, 10.0, "3 × 2")
    assert of([[1.0, 2.0]]).size == "2"
    many = of(np.zeros((1, 10_000, 50)), kind="series")
    assert len(many.lines) <= 6
    assert len(many.lines[0]) <= MOST_POINTS


def test_an_array_of_two_axes_is_an_image_unless_it_is_a_series():
    assert isinstance(of(np.zeros((1, 20, 20))), Picture)
    assert isinstance(of(np.zeros((1, 20, 20)), kind="series"), Curves)
    assert is_image((6, 6, 1))
    assert not is_image((5, 20))
    assert not is_image((20, 20, 2))


def test_a_sound_is_a_waveform():
    wave = of([np.sin(np.arange(16_000) / 10) / 2], kind="audio")
    assert isinstance(wave, Waveform)
    assert len(wave.lows) == len(wave.highs) == MOST_POINTS
    assert min(wave.lows) == pytest.approx(-0.5, abs=0.01)
    assert max(wave.highs) == pytest.approx(0.5, abs=0.01)
    loud = of([np.array([30_000.0, -15_000.0])], kind="audio")
    assert (loud.highs[0], loud.lows[1]) == (1.0, -0.5)


def test_pieces_of_a_sound_are_spread_evenly():
    many = MOST_POINTS * 3 // 2
    ramp = of(np.linspace(0, 1, many)[None], kind="audio")
    steps = np.diff(ramp.highs)
    assert len(ramp.highs) == MOST_POINTS
    assert abs(steps[: len(steps) // 2].sum() - steps.sum() / 2) < 0.02


def test_an_array_of_many_axes_is_told():
    assert of(np.zeros((1, 4, 5, 6, 2))) == Words("4 × 5 × 6 × 2 numbers")
