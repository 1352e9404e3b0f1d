"""Points of curves: they grow, what is no number is a gap, and few stand for many."""

import math
from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.gui.training.curves.numbers import buffer
from kgraph.gui.training.curves.numbers.buffer import Buffer
from kgraph.gui.training.curves.numbers.series import Series

floats = st.floats(allow_nan=True, allow_infinity=True)
PARTS = st.lists(st.lists(floats, max_size=400), max_size=8)


@pytest.fixture(autouse=True, scope="module")
def small_chunks():
    """A few hundred points reach over several chunks and levels."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(buffer, "CHUNK", 64)
        yield


def filled(parts):
    series, step = Series(), 1
    for part in parts:
        series.extend(np.arange(step, step + len(part)), np.array(part, float))
        step += len(part)
    return series


@given(PARTS)
@settings(max_examples=50, deadline=None)
def test_it_holds_what_it_was_given(parts):
    series = filled(parts)
    values = [v if math.isfinite(v) else math.nan for part in parts for v in part]
    np.testing.assert_array_equal(series.steps, np.arange(1, len(values) + 1))
    np.testing.assert_array_equal(series.y, values)
    odd = [i for i, part in enumerate(chain(*parts), 1) if not math.isfinite(part)]
    assert series.broken_at == (odd[0] if odd else None)


def test_the_first_odd_value_is_remembered():
    series = filled([[0.5, math.inf, math.nan]])
    assert (series.broken_at, series.broken_value) == (2, math.inf)


@given(PARTS, st.integers(0, 3000), st.integers(0, 3000), st.integers(1, 60))
@settings(max_examples=50, deadline=None)
def test_what_stands_for_a_window_has_its_extremes(parts, first, length, cells):
    series = filled(parts)
    steps, values = series.window(first, first + length, cells)
    inside = (series.steps >= first) & (series.steps <= first + length)
    seen = series.y[inside & np.isfinite(series.y)]
    assert (np.diff(steps) >= 0).all()
    if len(seen):
        assert np.nanmin(values) <= seen.min()
        assert np.nanmax(values) >= seen.max()
        drawn = np.isin(values, series.y) | np.isnan(values)
        assert drawn.all(), "no value is invented"
    assert len(steps) <= 2 * cells + 2 * 4 * len(series._levels) + 4


@given(PARTS, st.integers(0, 3000))
@settings(max_examples=50, deadline=None)
def test_what_is_taken_back_was_never_there(parts, step):
    series, kept = filled(parts), filled([[*chain(*parts)][:step]])
    series.truncate(step)
    series.extend(np.array([step + 1]), np.array([7.0]))
    kept.extend(np.array([step + 1]), np.array([7.0]))
    np.testing.assert_array_equal(series.y, kept.y)
    assert series.broken_at == kept.broken_at
    for cells in (1, 7):
        for mine, other in zip(
            series.window(0, 5000, cells), kept.window(0, 5000, cells), strict=True
        ):
            np.testing.assert_array_equal(mine, other)


def test_extremes_that_were_taken_back_are_not_drawn():
    series = filled([np.full(1000, 9.0)])
    series.truncate(500)
    series.extend(np.arange(501, 1001), np.zeros(500))
    steps, values = series.window(520, 1000, 10)
    assert np.nanmax(values[steps > 520]) == 0.0


def test_points_that_come_again_replace_the_old_ones():
    series = filled([[1.0, 2.0, 3.0, 4.0]])
    series.extend(np.array([3, 4]), np.array([30.0, 40.0]))
    assert series.y.tolist() == [1.0, 2.0, 30.0, 40.0]
    assert series.version == 1


def test_a_smooth_curve_is_drawn_between_its_extremes():
    series = filled([np.sin(np.linspace(0, 3, 1000))])
    steps, values = series.window(0, 1000, 100, is_smooth=True)
    assert len(steps) <= 104
    assert (np.diff(steps) > 0).all(), "one point in each place"
    np.testing.assert_allclose(values, series.y[steps - 1], atol=0.05)


def test_a_gap_is_seen_where_points_are_seen():
    series = filled([[1.0, math.nan, 3.0]])
    assert np.isnan(series.window(0, 10, 100)[1][1])


def test_the_nearest_value_is_told():
    series = Series()
    assert series.value_at(3) is None
    series.extend(np.array([10, 20, 30]), np.array([1.0, 2.0, 3.0]))
    told = [series.value_at(step) for step in (0, 14, 16, 20, 29.9, 1e9, math.inf)]
    assert told == [1.0, 1.0, 2.0, 2.0, 3.0, 3.0, 3.0]


@given(st.lists(st.integers(0, 500)), st.integers(-10, 510))
@settings(max_examples=50, deadline=None)
def test_a_sorted_buffer_finds_places_as_numpy_does(numbers, value):
    numbers.sort()
    tested = Buffer("i8")
    tested.extend(np.array(numbers, dtype=np.int64))
    for side in ("left", "right"):
        expected = np.searchsorted(np.array(numbers, dtype=np.int64), value, side)
        assert tested.position_of(value, side) == expected
