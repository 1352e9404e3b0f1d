import pytest
from keras import Input, Model, layers

from kgraph import blocks


def convolved(x, filters, kernel, stride=1):
    x = layers.Conv2D(filters, kernel, stride, padding="same", use_bias=False)(x)
    return layers.BatchNormalization()(x)


def residual(channels, filters, stride, is_projected, activation):
    inputs = x = Input((None, None, channels))
    y = layers.Activation(activation)(convolved(x, filters, 3, stride))
    y = convolved(y, filters, 3)
    if is_projected:
        x = convolved(x, filters, 1, stride)
    return Model(inputs, layers.Activation(activation)(layers.Add()([x, y])))


def bottleneck(channels, filters, expansion, stride, is_projected):
    inputs = x = Input((None, None, channels))
    y = layers.Activation("relu")(convolved(x, filters, 1, stride))
    y = layers.Activation("relu")(convolved(y, filters, 3))
    y = convolved(y, expansion * filters, 1)
    if is_projected:
        x = convolved(x, expansion * filters, 1, stride)
    return Model(inputs, layers.Activation("relu")(layers.Add()([x, y])))


@pytest.mark.parametrize(
    ("channels", "filters", "stride", "is_projected", "activation"),
    [
        (8, 8, 1, False, "relu"),
        (8, 16, 1, True, "relu"),
        (8, 8, 2, True, "gelu"),
        (4, 8, 2, True, "relu"),
    ],
)
def test_the_shortcut_of_a_residual_is_projected_where_shapes_differ(
    is_the_same, channels, filters, stride, is_projected, activation
):
    config = {
        "channels": channels,
        "filters": filters,
        "stride": stride,
        "activation": activation,
    }
    written = residual(channels, filters, stride, is_projected, activation)
    assert is_the_same("Residual", config, written)


def test_a_residual_lets_as_many_channels_out_as_come_in_unless_told(is_the_same):
    assert is_the_same("Residual", {"channels": 6}, residual(6, 6, 1, False, "relu"))


@pytest.mark.parametrize(
    ("config", "written"),
    [
        ({"channels": 32}, (32, 8, 4, 1, False)),
        ({"channels": 32, "stride": 2}, (32, 8, 4, 2, True)),
        ({"channels": 8, "filters": 4}, (8, 4, 4, 1, True)),
        ({"channels": 8, "filters": 4, "expansion": 2}, (8, 4, 2, 1, False)),
    ],
)
def test_a_bottleneck(is_the_same, config, written):
    assert is_the_same("Bottleneck", config, bottleneck(*written))


def test_a_bottleneck_of_few_channels_keeps_one_at_least():
    graph = blocks.find("Bottleneck").make({"channels": 3}).main
    assert graph.layer_of(graph.of_type("Conv2D")[0].id).config["filters"] == 1
