"""A mean is spread over a shape that fits into memory, and over no other."""

import keras
import numpy as np
import pytest

from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening.bounded import BoundedNormalization


def test_it_becomes_a_plain_layer_that_computes() -> None:
    layer = BoundedNormalization(mean=[1.0, 2.0], variance=[1.0, 4.0])
    assert np.allclose(layer(np.array([[2.0, 4.0]])), [[1.0, 1.0]])
    assert type(layer) is keras.layers.Normalization


def test_the_axes_that_are_kept_count() -> None:
    layer = BoundedNormalization(mean=1.0, variance=4.0, axis=-1)
    layer.build((None, 10**9, 3))
    layer = BoundedNormalization(mean=1.0, variance=4.0, axis=(1, -1))
    with pytest.raises(ImportRefusedError, match=r"would need 11\.2 GiB"):
        layer.build((None, 10**9, 3))


def test_weights_are_bounded_elsewhere() -> None:
    with keras.StatelessScope(initialize_variables=False):
        layer = BoundedNormalization()
        layer.build((None, 4))
    assert [v.shape for v in layer.weights] == [(4,), (4,), ()]
