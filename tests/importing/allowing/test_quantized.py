"""Models with layers that no public class of Keras describes alone."""

import keras
import numpy as np
import pytest

from kgraph.importing.opening.loading import load
from kgraph.importing.opening.placeholders import StandIn
from kgraph.importing.source import read
from kgraph.modeling import build
from kgraph.modeling.weights import give


@pytest.mark.parametrize("mode", ["int8", "int4", "float8"])
def test_a_quantized_layer_keeps_its_weights(tmp_path, mode):
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4, name="d")])
    model.get_layer("d").quantize(mode)
    model.save(tmp_path / "m.keras")
    reading = read(tmp_path / "m.keras")
    assert "placeholder" not in str(reading.report)
    again = build(reading.project)
    give(reading.project, again, reading.weights)
    # Keras orders the variables of a layer by whether it was quantized when it was made.
    ours, theirs = ({v.name: v.numpy() for v in m.weights} for m in (again, model))
    np.testing.assert_equal(ours, theirs)


def test_a_quantizer_that_is_not_of_keras_is_not_made(tmp_path):
    model = keras.Sequential([keras.Input((8,)), keras.layers.Dense(4, name="d")])
    model.get_layer("d").quantize("int8")
    text = model.to_json().replace('"keras.quantizers"', '"os.path"')
    (tmp_path / "m.json").write_text(text)
    assert isinstance(load(tmp_path / "m.json").model.layers[0], StandIn)


def test_a_layer_of_the_applications_alone_is_one_of_keras(tmp_path):
    from keras.src.applications.convnext import LayerScale

    x = keras.Input((4,))
    keras.Model(x, LayerScale(1e-6, 4)(x)).save(tmp_path / "m.keras")
    assert isinstance(load(tmp_path / "m.keras").model.layers[-1], LayerScale)
