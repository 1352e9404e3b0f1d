"""Random inputs that a model can take, and outputs that can be compared."""

from collections.abc import Sequence

import keras
import numpy as np
import pytest

from kgraph.export.proof.reference import digests, expected
from kgraph.export.proof.samples import ShapelessError, batches

layers = keras.layers


class Lots(layers.Layer):
    """Draws random numbers also when it predicts."""

    def __init__(self):
        super().__init__()
        self.seed = keras.random.SeedGenerator(1)

    def call(self, inputs):
        return inputs + keras.random.normal(keras.ops.shape(inputs), seed=self.seed)


def drawn(inputs, outputs, length: int = 32) -> list[list[np.ndarray]]:
    return list(batches(keras.Model(inputs, outputs), length, 3))


def test_numbers_have_the_shape_and_are_the_same_each_time():
    x = keras.Input((None, 3))
    (first,), *others = drawn(x, layers.Dense(2)(x))
    assert first.shape == (2, 32, 3)
    assert first.dtype == "float32"
    assert not np.array_equal(first, others[0][0])
    y = keras.Input((None, 3))
    assert np.array_equal(first, drawn(y, layers.Dense(2)(y))[0][0])


def test_a_fixed_batch_stays():
    x = keras.Input((3,), batch_size=5)
    assert drawn(x, layers.Dense(2)(x))[0][0].shape == (5, 3)


@pytest.mark.parametrize("dtype", ["int32", "float32"])
def test_what_an_embedding_takes_is_within_its_range(dtype):
    x = keras.Input((40,), dtype=dtype)
    inner = keras.Sequential([layers.Reshape((8, 5)), layers.Embedding(3, 2)])
    found = drawn(x, inner(layers.Reshape((40,))(x)))
    assert set(np.unique(found)) == {0, 1, 2}


def test_what_a_dense_takes_is_not_bound_by_an_embedding_behind_another_input():
    x, words = keras.Input((40,)), keras.Input((4,), dtype="int32")
    joined = layers.Flatten()(layers.Embedding(3, 2)(words))
    (numbers, ints), *_ = drawn(
        [x, words], layers.concatenate([layers.Dense(2)(x), joined])
    )
    assert numbers.min() < 0
    assert ints.max() <= 2


def test_words_are_those_of_the_vocabulary():
    x = keras.Input((6,), dtype="string")
    lookup = layers.StringLookup(vocabulary=["yes", "no"], num_oov_indices=0)
    assert set(np.unique(drawn(x, lookup(x)))) == {"yes", "no"}


@pytest.mark.parametrize("dtype", ["bool", "uint8", "int64", "string", "float16"])
def test_every_dtype_can_be_drawn(dtype):
    x = keras.Input((3,), dtype=dtype)
    (values,) = drawn(x, layers.Identity()(x))[0]
    assert values.shape == (2, 3)


def of(model: keras.Model, folder, holds: Sequence[str] = ("weights",)):
    return expected(model, folder, 0.0, holds)


def test_a_size_that_is_left_open_grows_until_the_model_takes_it(tmp_path):
    x = keras.Input((None, None, 1))
    model = keras.Model(x, layers.Conv2D(1, 100)(x))
    assert of(model, tmp_path).samples == 8


def test_a_model_that_draws_lots_is_not_compared_by_its_outputs(tmp_path):
    x = keras.Input((9,))
    model = keras.Model(x, Lots()(x))
    found = of(model, tmp_path)
    assert found.samples == 0
    assert "other outputs each time" in found.reason


def test_a_model_that_cannot_be_run_says_why(tmp_path):
    x = keras.Input((2,), dtype="string")
    model = keras.Model(x, layers.StringLookup()(x))
    found = of(model, tmp_path)
    assert found.samples == 0
    assert found.reason


def test_a_model_without_inputs_says_so():
    with pytest.raises(ShapelessError):
        next(batches(keras.Sequential([layers.Dense(1)]), 32, 1))


def test_digests_know_shape_dtype_and_each_bit_but_one_nan():
    def digest(value, dtype="float32"):
        return digests([keras.Variable(np.array(value, dtype))])[0][1]

    assert digest([1, 2]) == digest([1, 2])
    assert digest([1, 2]) != digest([[1, 2]])
    assert digest([1, 2]) != digest([1, 2], "float64")
    assert digest([0.0]) != digest([-0.0])
    other = np.array([0x7FC00001], "uint32").view("float32")
    assert digest([np.nan]) == digest(other)


def test_a_text_is_of_words_that_the_model_knows():
    words = layers.TextVectorization(vocabulary=["cat", "sat"])
    x = keras.Input((1,), dtype="string")
    (first,), *_ = drawn(x, layers.Embedding(4, 2)(words(x)))
    assert set(first.flat) <= {"cat", "sat"}
