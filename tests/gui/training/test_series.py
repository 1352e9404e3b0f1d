"""Buffers of curves: they grow, and what is no number is a gap."""

import math

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from kgraph.gui.training.series import Series


@given(st.lists(st.lists(st.floats(allow_nan=True, allow_infinity=True), max_size=400)))
def test_it_holds_what_it_was_given(parts):
    series = Series()
    position = 0
    for part in parts:
        series.extend([float(position + i) for i in range(len(part))], part)
        position += len(part)
    values = [v if math.isfinite(v) else math.nan for part in parts for v in part]
    np.testing.assert_array_equal(series.x, np.arange(len(values)))
    np.testing.assert_array_equal(series.y, values)
    assert series.has_points == any(math.isfinite(v) for v in values)
    odd = [i for i, v in enumerate(values) if not math.isfinite(v)]
    assert series.broken_at == (odd[0] if odd else None)


def test_the_first_odd_value_is_remembered():
    series = Series()
    series.extend([1.0, 2.0, 3.0], [0.5, math.inf, math.nan])
    assert (series.broken_at, series.broken_value) == (2.0, math.inf)
