"""What counts as equal, and how a difference is told."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.export.proof.compare import (
    compare_configs,
    compare_outputs,
    compare_weights,
)

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


def outputs(*values: float) -> list[list[np.ndarray]]:
    return [[np.array(values)]]


@given(JSON)
def test_a_config_equals_itself(config):
    assert compare_configs("config", config, config).is_passed


@given(JSON, JSON)
def test_configs_are_equal_as_json_says(a, b):
    if "nan" not in repr((a, b)):
        assert compare_configs("config", {"x": a}, {"x": b}).is_passed == (a == b)


def test_a_difference_is_named_by_its_layer():
    ours = {"config": {"layers": [{"name": "conv", "config": {"filters": 8}}]}}
    theirs = {"config": {"layers": [{"name": "conv", "config": {"filters": 9}}]}}
    text = compare_configs("config", ours, theirs).text
    assert text == "config.layers.conv.config.filters: expected 8, received 9"


def test_a_key_that_is_not_there_is_not_the_same_as_none():
    assert not compare_configs("config", {"a": None}, {}).is_passed


def test_a_layer_too_many_is_told():
    text = compare_configs("config", {"layers": [1]}, {"layers": [1, 2]}).text
    assert text == "layers: expected 1 item, received 2"


def test_weights_that_differ_are_named():
    ours = [("dense/kernel", "a"), ("dense/bias", "b"), ("out/kernel", "c")]
    theirs = [("x/kernel", "a"), ("x/bias", "B"), ("y/kernel", "C")]
    check = compare_weights("weights", ours, theirs)
    assert not check.is_passed
    assert check.text == "dense/bias and 1 more of 3 differ"
    assert compare_weights("weights", ours, ours).text == "3 arrays, equal bit by bit"
    assert not compare_weights("weights", ours, ours[:2]).is_passed


@pytest.mark.parametrize(
    ("ours", "theirs", "difference"),
    [
        (outputs(1, 2), outputs(1, 2), 0.0),
        (outputs(1, 2), outputs(1, 2.5), 0.5),
        (outputs(math.nan, math.inf), outputs(math.nan, math.inf), 0.0),
        (outputs(1), outputs(math.nan), math.inf),
        (outputs(math.inf), outputs(-math.inf), math.inf),
        (outputs(1), outputs(1, 2), math.inf),
        ([[np.array(["a"])]], [[np.array(["a"])]], 0.0),
        ([[np.array(["a"])]], [[np.array(["b"])]], math.inf),
        ([[np.array([True])]], [[np.array([False])]], 1.0),
        ([[np.zeros((0, 2))]], [[np.zeros((0, 2))]], 0.0),
        ([[np.zeros(1)]], [[]], math.inf),
    ],
)
def test_outputs_are_as_far_apart_as_their_farthest_numbers(ours, theirs, difference):
    check, found = compare_outputs(ours, theirs, 0.0)
    assert found == difference
    assert check.is_passed == (difference == 0)


def test_a_tolerance_is_relative_to_large_outputs_alone():
    assert compare_outputs(outputs(100), outputs(100.9), 1e-2)[0].is_passed
    assert not compare_outputs(outputs(100), outputs(101.1), 1e-2)[0].is_passed
    assert compare_outputs(outputs(0), outputs(0.009), 1e-2)[0].is_passed
    assert not compare_outputs(outputs(0), outputs(0.011), 1e-2)[0].is_passed


def test_a_batch_that_is_not_there_is_no_success():
    with pytest.raises(ValueError, match="shorter"):
        compare_outputs([*outputs(1), *outputs(2)], outputs(1), 0.0)
