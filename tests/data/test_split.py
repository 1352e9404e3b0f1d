import math
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.data import DataError
from kgraph.data.split import divide
from kgraph.document.project import Split

SHARES = st.floats(0, 0.45).map(lambda share: round(share, 3))


@settings(max_examples=80, deadline=None)
@given(
    samples=st.integers(10, 300),
    validation=SHARES,
    test=SHARES,
    seed=st.integers(0, 2**32 - 1),
    classes=st.integers(0, 5),
)
def test_parts_are_disjoint_complete_sized_and_repeatable(
    samples, validation, test, seed, classes
):
    labels = np.arange(samples) % classes if classes else None
    split = Split(validation=validation, test=test, seed=seed)
    try:
        parts = divide(samples, split, labels)
    except DataError:
        assert samples * (1 - validation - test) < 2
        return
    assert sorted(np.concatenate(parts)) == list(range(samples))
    assert abs(len(parts.test) - samples * test) <= 1
    assert abs(len(parts.validation) - samples * validation) <= 2
    again = divide(samples, split, labels)
    for part, same in zip(parts, again, strict=True):
        np.testing.assert_array_equal(part, same)


@settings(max_examples=40, deadline=None)
@given(sizes=st.lists(st.integers(20, 60), min_size=2, max_size=4))
def test_every_part_has_its_share_of_every_class(sizes):
    labels = np.repeat(np.arange(len(sizes)), sizes)
    parts = divide(len(labels), Split(validation=0.2, test=0.2), labels)
    for part in parts:
        counts = Counter(labels[part].tolist())
        for label, size in enumerate(sizes):
            fair = size * len(part) / len(labels)
            assert math.floor(fair) - 1 <= counts[label] <= math.ceil(fair) + 1


def test_a_class_that_is_too_small_is_no_obstacle():
    labels = np.array([0] * 30 + [1])
    parts = divide(31, Split(validation=0.2, test=0.2), labels)
    assert sorted(np.concatenate(parts)) == list(range(31))
    unlabelled = divide(31, Split(validation=0.2, test=0.2))
    np.testing.assert_array_equal(parts.test, unlabelled.test)


def test_another_seed_is_another_split():
    parts = [divide(100, Split(seed=seed)).test.tolist() for seed in (0, 1)]
    assert parts[0] != parts[1]


def test_a_share_of_zero_takes_nothing():
    parts = divide(5, Split(validation=0, test=0))
    assert parts.train.tolist() == [0, 1, 2, 3, 4]
    assert not len(parts.validation)
    assert not len(parts.test)


@pytest.mark.parametrize(
    ("validation", "test"), [(0.5, 0.5), (-0.1, 0.2), (1, 0), (0.7, 0.7), (math.nan, 0)]
)
def test_shares_that_leave_nothing_are_refused(validation, test):
    with pytest.raises(DataError, match="shares of validation and test"):
        divide(100, Split(validation=validation, test=test))


def test_too_few_samples_are_refused():
    with pytest.raises(DataError, match=r"Of 1 sample, .*too few"):
        divide(1, Split())


def test_a_seed_that_numpy_cannot_take_is_refused():
    with pytest.raises(DataError, match="seed"):
        divide(10, Split(seed=-1))
