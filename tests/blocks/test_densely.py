import pytest
from keras import Input, Model, layers

from kgraph import blocks
from kgraph.blocks import BlockError


def dense_block(channels, steps, growth, is_bottleneck):
    inputs = x = Input((None, None, channels))
    for _ in range(steps):
        y = layers.Activation("relu")(layers.BatchNormalization()(x))
        if is_bottleneck:
            y = layers.Conv2D(4 * growth, 1, padding="same", use_bias=False)(y)
            y = layers.Activation("relu")(layers.BatchNormalization()(y))
        y = layers.Conv2D(growth, 3, padding="same", use_bias=False)(y)
        x = layers.Concatenate()([x, y])
    return Model(inputs, x)


def transition(channels, filters, activation):
    inputs = Input((None, None, channels))
    x = layers.Activation(activation)(layers.BatchNormalization()(inputs))
    x = layers.Conv2D(filters, 1, padding="same", use_bias=False)(x)
    return Model(inputs, layers.AveragePooling2D(2)(x))


@pytest.mark.parametrize(
    ("channels", "steps", "growth", "is_bottleneck"),
    [(8, 1, 4, True), (6, 3, 2, True), (6, 2, 5, False)],
)
def test_a_dense_block(is_the_same, channels, steps, growth, is_bottleneck):
    config = {
        "channels": channels,
        "layers": steps,
        "growth": growth,
        "bottleneck": is_bottleneck,
    }
    written = dense_block(channels, steps, growth, is_bottleneck)
    assert written.output_shape[-1] == channels + steps * growth
    assert is_the_same("DenseBlock", config, written)


@pytest.mark.parametrize(
    ("compression", "filters"), [(0.5, 4), (1.0, 9), (0.3, 2), (0.0, 1)]
)
def test_a_transition(is_the_same, compression, filters):
    config = {"channels": 9, "compression": compression, "activation": "elu"}
    assert is_the_same("DenseTransition", config, transition(9, filters, "elu"))


def test_a_dense_block_is_not_drawn_with_layers_without_end():
    with pytest.raises(BlockError, match=r"at most 64\. Received: 65\."):
        blocks.find("DenseBlock").make({"layers": 65})
