"""Whatever a config of Keras can hold comes back: read, built, compared."""

import keras
import numpy as np
import pytest
from keras_models import CASES
from same_config import same_config

from kgraph.document.files import dumps, loads
from kgraph.modeling import build, read


# What Keras says of tensors that are held together otherwise than it wishes.
@pytest.mark.filterwarnings("ignore:When providing `inputs` as a dict")
@pytest.mark.filterwarnings("ignore:The structure of `inputs` doesn't match")
@pytest.mark.filterwarnings("ignore:Layer 'inner' .* was passed an input with a mask")
@pytest.mark.parametrize("name", CASES)
def test_comes_back_with_equal_config_and_outputs(name):
    model = CASES[name]()
    project = loads(dumps(read(model)), "model.kgraph")
    again = build(project)
    assert type(again) is type(model)
    assert same_config(again) == same_config(model)
    assert read(again) == read(model)
    if name in ("quantized", "four_bits", "eight_bits_of_a_float"):
        return  # its weights are others than those of a new layer
    again.set_weights(model.get_weights())
    is_sequential = isinstance(model, keras.Sequential)
    given = keras.tree.map_structure(
        _some, model.inputs[0] if is_sequential else model.input
    )
    for ours, theirs in zip(
        keras.tree.flatten(again(given)), keras.tree.flatten(model(given)), strict=True
    ):
        np.testing.assert_array_equal(np.asarray(ours), np.asarray(theirs))


def _some(tensor):
    shape = [2 if size is None else size for size in tensor.shape]
    numbers = np.random.default_rng(7).integers(0, 5, shape)
    if tensor.dtype == "string":
        return keras.ops.convert_to_tensor(np.where(numbers > 2, "a", "b").tolist())
    return keras.ops.convert_to_tensor(numbers, dtype=tensor.dtype)
