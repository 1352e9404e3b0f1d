import pytest
from keras import Input, Model, layers

from kgraph import blocks


def squeeze_excite(channels, units, activation):
    x = Input((None, None, channels))
    y = layers.GlobalAveragePooling2D(keepdims=True)(x)
    y = layers.Dense(units, activation=activation)(y)
    y = layers.Dense(channels, activation="sigmoid")(y)
    return Model(x, layers.Multiply()([x, y]))


def inverted_residual(
    channels, filters, stride, expansion, kernel=3, squeeze=None, activation="relu6"
):
    inputs = x = Input((None, None, channels))
    if expansion > 1:
        x = layers.Conv2D(expansion * channels, 1, padding="same", use_bias=False)(x)
        x = layers.Activation(activation)(layers.BatchNormalization()(x))
    x = layers.DepthwiseConv2D(kernel, stride, padding="same", use_bias=False)(x)
    x = layers.Activation(activation)(layers.BatchNormalization()(x))
    if squeeze:
        wide = expansion * channels
        x = squeeze_excite(wide, wide // squeeze, activation)(x)
    x = layers.Conv2D(filters, 1, padding="same", use_bias=False)(x)
    x = layers.BatchNormalization()(x)
    if stride == 1 and filters == channels:
        x = layers.Add()([inputs, x])
    return Model(inputs, x)


@pytest.mark.parametrize(
    ("channels", "ratio", "units"), [(32, 16, 2), (6, 4, 1), (5, 1, 5), (8, 16, 1)]
)
def test_squeeze_excite(is_the_same, channels, ratio, units):
    config = {"channels": channels, "ratio": ratio, "activation": "silu"}
    written = squeeze_excite(channels, units, "silu")
    assert is_the_same("SqueezeExcite", config, written)


@pytest.mark.parametrize(
    ("config", "written"),
    [
        ({"channels": 4}, (4, 4, 1, 6)),
        ({"channels": 4, "stride": 2}, (4, 4, 2, 6)),
        ({"channels": 4, "filters": 6, "expansion": 1}, (4, 6, 1, 1)),
        ({"channels": 4, "kernel": 5, "squeeze_ratio": 4}, (4, 4, 1, 6, 5, 4)),
        (
            {"channels": 4, "filters": 8, "squeeze_ratio": 2, "activation": "silu"},
            (4, 8, 1, 6, 3, 2, "silu"),
        ),
    ],
)
def test_an_inverted_residual(is_the_same, config, written):
    assert is_the_same("InvertedResidual", config, inverted_residual(*written))


def test_the_squeeze_inside_is_a_submodel_of_its_own():
    bundle = blocks.find("InvertedResidual").make({"squeeze_ratio": 4})
    names = [graph.name for graph in bundle.graphs.values()]
    assert names == ["inverted_residual", "squeeze_excite"]
