import pytest
from keras import Input, Model, layers
from msgspec.structs import replace
from sketch import Sketch

from kgraph import blocks
from kgraph.document.project import Project
from kgraph.modeling import build


def convolved_twice(x, filters, is_normalized, activation):
    for _ in range(2):
        x = layers.Conv2D(filters, 3, padding="same", use_bias=not is_normalized)(x)
        if is_normalized:
            x = layers.BatchNormalization()(x)
        x = layers.Activation(activation)(x)
    return x


def down(channels, filters, is_normalized, activation):
    inputs = Input((None, None, channels))
    x = convolved_twice(inputs, filters, is_normalized, activation)
    return Model(inputs, [layers.MaxPooling2D(2)(x), x])


def up(channels, skip_channels, filters, is_normalized, activation):
    inputs = Input((None, None, channels))
    skip = Input((None, None, skip_channels))
    x = layers.Conv2DTranspose(filters, 2, 2, padding="same")(inputs)
    x = layers.Concatenate()([skip, x])
    x = convolved_twice(x, filters, is_normalized, activation)
    return Model([inputs, skip], x)


@pytest.mark.parametrize(
    ("channels", "filters", "is_normalized", "activation"),
    [(3, 8, True, "relu"), (1, 4, False, "elu")],
)
def test_down(is_the_same, channels, filters, is_normalized, activation):
    config = {
        "channels": channels,
        "filters": filters,
        "batch_norm": is_normalized,
        "activation": activation,
    }
    written = down(channels, filters, is_normalized, activation)
    assert is_the_same("UNetDown", config, written)


@pytest.mark.parametrize("is_normalized", [True, False])
@pytest.mark.parametrize("skip_channels", [None, 6])
def test_up(is_the_same, is_normalized, skip_channels):
    config = {
        "channels": 8,
        "skip_channels": skip_channels,
        "filters": 4,
        "batch_norm": is_normalized,
    }
    written = up(8, skip_channels or 4, 4, is_normalized, "relu")
    shapes = [(2, 4, 6, 8), (2, 8, 12, skip_channels or 4)]
    assert is_the_same("UNetUp", config, written, shapes)


def test_down_and_up_again_fit_together():
    s = Sketch("unet")
    x = s.add("Input", shape=[16, 16, 1])
    first = s.add("graph:down", name="down", at={"inputs": [x]})
    second = s.add(
        "graph:up", name="up", at={"inputs": [(first, 0)], "skip": [(first, 1)]}
    )
    s.output(second)
    bundles = {
        "down": blocks.find("UNetDown").make({"channels": 1, "filters": 4}),
        "up": blocks.find("UNetUp").make({"channels": 4, "filters": 4}),
    }
    graphs = {id: replace(bundle.main, id=id) for id, bundle in bundles.items()}
    model = build(Project(graphs={"main": s.graph, **graphs}))
    assert model.output_shape == (None, 16, 16, 4)
