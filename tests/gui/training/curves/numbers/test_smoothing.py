"""Curves are averaged as TensorBoard does it, however many values there are."""

import math
from itertools import chain

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.gui.training.curves.numbers import smoothing
from kgraph.gui.training.curves.numbers.series import Series
from kgraph.gui.training.curves.numbers.smoothing import Smoothed, decaying_sums

weights = st.sampled_from([0.01, 0.5, 0.6, 0.9, 0.99])


def as_tensorboard(values, weight):
    """The loop of TensorBoard's own source."""
    last, count, smooth = 0.0, 0, []
    for value in values:
        if math.isfinite(value):
            last = last * weight + (1 - weight) * value
            count += 1
            smooth.append(last / (1 - weight**count))
        else:
            smooth.append(value)
    return smooth


def followed(source, weight):
    smoothed = Smoothed(source, weight)
    while smoothed.follow():
        pass
    return smoothed


@given(
    st.lists(st.lists(st.floats(-1e6, 1e6) | st.just(math.nan), max_size=300)), weights
)
@settings(max_examples=50, deadline=None)
def test_averages_are_those_of_tensorboard(parts, weight):
    source, smoothed = Series(), None
    for part in parts:
        first = source.last_step + 1
        source.extend(np.arange(first, first + len(part)), np.array(part, float))
        smoothed = smoothed or Smoothed(source, weight)
        smoothed.follow()
    if smoothed is not None:
        expected = as_tensorboard([*chain(*parts)], weight)
        np.testing.assert_allclose(smoothed.series.y, expected, rtol=1e-9, atol=1e-9)


def test_it_takes_a_portion_at_a_time(monkeypatch):
    monkeypatch.setattr(smoothing, "PORTION", 100)
    source = Series()
    source.extend(np.arange(1, 251), np.ones(250))
    smoothed = Smoothed(source, 0.9)
    assert [smoothed.follow() for _ in range(3)] == [True, True, False]
    np.testing.assert_allclose(smoothed.series.y, 1.0)


def test_it_begins_anew_where_points_were_taken_back():
    source = Series()
    source.extend(np.arange(1, 101), np.zeros(100))
    smoothed = followed(source, 0.5)
    source.extend(np.arange(2, 101), np.ones(99))
    smoothed.follow()
    assert smoothed.series.y[0] == 0.0
    assert smoothed.series.y[-1] == pytest.approx(1.0)
    assert len(smoothed.series) == 100


@pytest.mark.parametrize("count", [1, 63, 64, 65, 4097])
def test_sums_decay_over_blocks_of_blocks(count):
    values, expected, last = np.linspace(-1, 1, count), [], 3.0
    for value in values:
        last = 0.95 * last + value
        expected.append(last)
    sums = decaying_sums(values, 0.95, 3.0)
    np.testing.assert_allclose(sums, expected, atol=1e-12)
