import numpy as np
import pytest

from kgraph.data.lazy import LazyArray


class Counting:
    """Reads a file as its name's number, and remembers which were read."""

    shape, dtype, minimum, maximum = (2,), "float32", 0.0, 9.0

    def __init__(self):
        self.was_read = []

    def read(self, path):
        self.was_read.append(path)
        return np.full(2, int(path), "float32")


@pytest.fixture
def lazy():
    return LazyArray(tuple("0123456789"), Counting())


def test_it_has_the_shape_of_an_array_and_reads_nothing_for_it(lazy):
    assert (len(lazy), lazy.shape, lazy.ndim, lazy.dtype) == (10, (10, 2), 2, "float32")
    assert not lazy.decoding.was_read


def test_it_reads_what_is_asked_for_and_no_more(lazy):
    np.testing.assert_array_equal(lazy[3], [3, 3])
    np.testing.assert_array_equal(lazy[-1], [9, 9])
    np.testing.assert_array_equal(lazy[2:4], [[2, 2], [3, 3]])
    np.testing.assert_array_equal(lazy[np.array([7, 5])], [[7, 7], [5, 5]])
    np.testing.assert_array_equal(lazy[np.arange(10) == 1], [[1, 1]])
    assert lazy[[]].shape == (0, 2)
    assert "".join(lazy.decoding.was_read) == "3923751"


def test_taking_samples_reads_none(lazy):
    taken = lazy.take([4, 2]).take([1])
    assert (len(taken), taken.paths) == (1, ("2",))
    assert not lazy.decoding.was_read
    np.testing.assert_array_equal(taken[0], [2, 2])


def test_what_is_scaled_twice_is_scaled_in_that_order(lazy):
    scaled = lazy.scaled(2, 1).scaled(10, 5)
    np.testing.assert_array_equal(scaled[3], [75, 75])
    assert scaled[3].dtype == "float32"


def test_samples_can_be_given_another_shape(lazy):
    shaped = lazy.reshape(-1, 1, 2)
    assert shaped.shape == (10, 1, 2)
    assert shaped[[1, 2]].shape == (2, 1, 2)


def test_a_position_that_is_not_there_is_an_error(lazy):
    with pytest.raises(IndexError):
        lazy[10]
