"""Samples come in an order that seed and pass decide, and in batches as asked for."""

from itertools import chain, islice

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.data import Samples
from kgraph.training.feeding import Order, endless, once
from kgraph.training.feeding.feed import _Endless, _Once, first_batch, structure

ORDERS = st.builds(
    Order,
    samples=st.integers(1, 50),
    batch_size=st.integers(1, 60),
    seed=st.integers(0, 2**31),
    is_shuffled=st.booleans(),
)


def samples(count: int = 10, *, weighted: bool = False) -> Samples:
    numbers = np.arange(count, dtype="float32")
    weights = {"b": numbers / 10} if weighted else {}
    return Samples(
        {"x": numbers[:, None], "y": numbers},
        {"a": numbers * 2, "b": numbers * 3},
        weights,
    )


@given(ORDERS)
def test_a_pass_has_every_sample_once(order):
    batches = [order.batch(i) for i in range(order.batches)]
    assert sorted(np.concatenate(batches)) == list(range(order.samples))
    assert all(len(batch) == order.batch_size for batch in batches[:-1])


@given(ORDERS, st.integers(0, 5))
def test_the_same_seed_gives_the_same_pass(order, number):
    again = Order(order.samples, order.batch_size, order.seed, order.is_shuffled)
    assert (order.positions(number) == again.positions(number)).all()


def test_passes_differ():
    order = Order(100, 10, seed=0)
    assert (order.positions(0) != order.positions(1)).any()


def told(given_samples, order, first, count) -> list[list[int]]:
    """Returns the positions of batches by TensorFlow; each has all that belongs to it."""
    found = []
    for inputs, targets, weights in islice(endless(given_samples, order, first), count):
        positions = inputs[1].numpy()
        assert np.array_equal(inputs[0][:, 0], positions)
        assert np.array_equal(targets["a"], positions * 2)
        assert np.allclose(weights["a"], 1)
        assert np.allclose(weights["b"], positions / 10)
        found.append(positions.astype(int).tolist())
    return found


@pytest.mark.parametrize("first", [2, 3, 7])
def test_tensorflow_gives_the_same_batches_from_any_on(first):
    order = Order(10, 4, seed=3)
    given_samples = samples(weighted=True)
    whole = told(given_samples, order, 0, 12)
    assert told(given_samples, order, first, 5) == whole[first : first + 5]
    passes = [[*chain(*whole[i : i + 3])] for i in range(0, 12, 3)]
    assert all(sorted(one) == list(range(10)) for one in passes)
    assert len({tuple(one) for one in passes}) == 4
    assert [len(batch) for batch in whole[:3]] == [4, 4, 2]


@pytest.mark.parametrize("first", [0, 2, 7])
def test_python_gives_the_batches_of_the_order(first):
    order = Order(10, 4, seed=3)
    given_samples = samples(weighted=True)
    batches = _Endless(structure(given_samples), order, first)
    for number in range(8):
        inputs, targets, weights = batches[number]
        positions = order.batch(first + number)
        assert np.array_equal(inputs[1], positions)
        assert np.array_equal(targets["b"], positions * 3)
        assert np.allclose(weights["b"], positions / 10)


def test_one_pass_is_in_order_and_can_be_cut():
    found = [batch[0][1].numpy().tolist() for batch in once(samples(), 4)]
    assert found == [[0, 1, 2, 3], [4, 5, 6, 7], [8, 9]]
    assert len(list(once(samples(), 4, most=2))) == 2
    by_python = _Once(structure(samples()), Order(10, 4, 0, is_shuffled=False))
    assert [by_python[i][0][1].tolist() for i in range(3)] == found


def test_one_input_and_one_output_are_plain():
    plain = Samples({"x": np.zeros(3)}, {"a": np.ones(3)})
    inputs, targets = first_batch(plain, 2)
    assert inputs.shape == targets.shape == (2,)
