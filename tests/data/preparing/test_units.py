"""A number that was scaled for training comes back as it is in the data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.data.preparing.prepare import fit
from kgraph.data.preparing.units import back_to_units
from kgraph.data.table import Table, TableColumn
from kgraph.document.project import Binding, Preparation

NUMBERS = st.lists(st.integers(-(10**6), 10**6), min_size=3, max_size=40)


def table(*columns):
    names = "abc"[: len(columns)]
    pairs = zip(names, columns, strict=True)
    return Table({n: TableColumn(n, np.array(v, "float64")) for n, v in pairs})


@settings(deadline=None, max_examples=50)
@given(NUMBERS, st.sampled_from(["standard", "minmax"]))
def test_scaling_is_undone(numbers, scaling):
    numbers = [n + 0.25 for n in numbers]
    whole = table(numbers, numbers[::-1])
    everyone = np.arange(len(numbers))
    prepare = fit(whole, Binding(("a", "b"), scaling=scaling), everyone[:3])
    back = back_to_units(prepare)
    scaled = prepare(whole, everyone)
    found = scaled if back is None else back(scaled)
    reach = max(np.ptp(numbers), 1.0)
    expected = np.column_stack([numbers, numbers[::-1]])
    # What does not vary among the samples to train on cannot be told from the mean.
    varied = np.ptp(expected[:3], axis=0) > reach * 1e-3
    difference = np.abs(found - expected).max(axis=0) / reach
    assert (difference[varied] < 1e-2).all()


def test_columns_with_scalings_of_their_own_are_undone_one_by_one():
    whole = table([1.5, 2.0, 7.0], [100.0, 300.0, 200.5])
    own = {"a": Preparation("standard"), "b": Preparation("minmax")}
    prepare = fit(whole, Binding(("a", "b"), per_column=own), np.arange(3))
    back = back_to_units(prepare)
    found = back(prepare(whole, np.arange(3)))
    assert found == pytest.approx(np.array([[1.5, 100], [2, 300], [7, 200.5]]))


def test_what_is_not_scaled_stays():
    whole = table([1.5, 2.0, 7.0])
    prepare = fit(whole, Binding(("a",)), np.arange(3))
    assert back_to_units(prepare) is None
