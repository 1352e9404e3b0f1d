"""Whatever a config of Keras can hold comes back: read, built, compared."""

import keras
import numpy as np
import pytest
from keras_models import CASES, called_with
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


@pytest.mark.filterwarnings("ignore:When providing `inputs` as a dict")
@pytest.mark.filterwarnings(r"ignore:[\s\S]*structure of `inputs` doesn't match")
@pytest.mark.parametrize(
    ("form", "given", "expected"),
    [
        ("list", "tuple", {"q": "x", "p": "y"}),
        ("list", "dict", {"q": "y", "p": "x"}),
        ("dict", "list", {"p": "x", "q": "y"}),
        ("dict", "dict", {"p": "x", "q": "y"}),
        ("swapped", "dict", {"p": "y", "q": "x"}),
    ],
)
def test_edges_lead_to_the_input_that_keras_gives_the_tensor(form, given, expected):
    graph = read(called_with(form, given)).main
    (node,) = (n for n in graph.nodes.values() if len(n.inputs) == 2)
    found = {name: graph.layer_of(s.node).name for name, (s,) in node.inputs.items()}
    assert found == expected
    model = called_with(form, given)
    x, y = np.full((1, 4), 1.0, "float32"), np.full((1, 4), 3.0, "float32")
    tensors = {"x": x, "y": y}
    difference = tensors[expected["p"]] - tensors[expected["q"]]
    np.testing.assert_array_equal(np.asarray(model([x, y])), difference)
