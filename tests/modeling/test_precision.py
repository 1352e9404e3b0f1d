"""A model is built under the policy that its training asks for, and ends in float32."""

import keras
import pytest
from sketch import Sketch

from kgraph.document.project import Project
from kgraph.modeling import build


def mixed() -> Project:
    part = Sketch("part", "g1")
    x = part.add("Input", name="x", shape=[5, 8])
    part.output(part.add("Dense", x, name="inside", units=4), name="end")
    s = Sketch()
    x = s.add("Input", name="x", shape=[5, 8])
    x = s.add("graph:g1", at={"x": [x]}, name="part")
    dense = {"class_name": "Dense", "config": {"units": 2}}
    x = s.add("BatchNormalization", x, name="norm")
    s.output(s.add("TimeDistributed", x, name="each", layer=dense), name="a")
    s.output(s.add("LSTM", x, name="lstm", units=3), name="b")
    return s.project(part)


@pytest.mark.parametrize("precision", ["mixed_float16", "mixed_bfloat16"])
def test_layers_compute_in_half_and_the_last_ones_in_full(precision):
    model = build(mixed(), precision=precision)
    policies = {x.name: x.dtype_policy.name for x in model.layers}
    assert policies["norm"] == precision
    assert policies["each"] == policies["lstm"] == "float32"
    assert model.get_layer("part").get_layer("inside").dtype_policy.name == precision
    assert model.get_layer("each").layer.dtype_policy.name == "float32"
    assert {weight.dtype for weight in model.weights} == {"float32"}
    assert {tensor.dtype for tensor in model.outputs} == {"float32"}
    assert model.dtype_policy.name == precision


def test_the_policy_of_one_model_is_not_that_of_the_next():
    build(mixed(), precision="mixed_float16")
    assert keras.config.dtype_policy().name == "float32"
    policies = {layer.dtype_policy.name for layer in build(mixed()).layers}
    assert policies == {"float32"}
