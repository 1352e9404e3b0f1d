import pytest
from keras import Input, Model, layers

NAMES = (
    "filters_1x1",
    "reduce_3x3",
    "filters_3x3",
    "reduce_5x5",
    "filters_5x5",
    "pool_projection",
)


def inception(channels, activation, one, before_three, three, before_five, five, pool):
    def convolved(x, filters, kernel):
        x = layers.Conv2D(filters, kernel, padding="same")(x)
        return layers.Activation(activation)(x)

    x = Input((None, None, channels))
    branches = [
        convolved(x, one, 1),
        convolved(convolved(x, before_three, 1), three, 3),
        convolved(convolved(x, before_five, 1), five, 5),
        convolved(layers.MaxPooling2D(3, strides=1, padding="same")(x), pool, 1),
    ]
    return Model(x, layers.Concatenate()(branches))


@pytest.mark.parametrize(
    ("channels", "activation", "filters"),
    [
        (16, "relu", (64, 96, 128, 16, 32, 32)),
        (3, "silu", (2, 3, 4, 5, 6, 7)),
    ],
)
def test_inception(is_the_same, channels, activation, filters):
    config = dict(zip(NAMES, filters, strict=True))
    config |= {"channels": channels, "activation": activation}
    assert is_the_same("Inception", config, inception(channels, activation, *filters))
