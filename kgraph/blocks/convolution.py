"""What blocks of images are made of: convolutions, normalized and activated."""

from typing import Any

from kgraph.blocks.block import whole
from kgraph.blocks.sketch import Sketch

CHANNELS = whole(
    "channels", 64, "Channels of the image that comes in: the last axis of its shape."
)
STRIDE = whole("stride", 1, "2 halves height and width; 1 keeps them.")


def image(s: Sketch, channels: int, name: str = "inputs") -> str:
    """Places the Input of an image of any height and width."""
    return s.input([None, None, channels], name)


def convolve(
    s: Sketch,
    tensor: str,
    filters: int,
    kernel: int,
    *,
    stride: int = 1,
    use_bias: bool = False,
    name: str | None = None,
) -> str:
    """Places a convolution that pads its image."""
    return s.add(
        "Conv2D",
        tensor,
        name=name,
        filters=filters,
        kernel_size=kernel,
        strides=[stride, stride],
        padding="same",
        use_bias=use_bias,
    )


def convolve_and_normalize(
    s: Sketch,
    tensor: str,
    filters: int,
    kernel: int,
    *,
    stride: int = 1,
    activation: Any = None,
    name: str | None = None,
) -> str:
    """Places a convolution, a BatchNormalization and, if one is given, an activation.

    Args:
        name: Of the convolution; the normalization is `<name>_norm`.
    """
    tensor = convolve(s, tensor, filters, kernel, stride=stride, name=name)
    norm = f"{name}_norm" if name else None
    tensor = s.add("BatchNormalization", tensor, name=norm)
    return tensor if activation is None else activate(s, tensor, activation)


def activate(s: Sketch, tensor: str, activation: Any, name: str | None = None) -> str:
    """Places an activation."""
    return s.add("Activation", tensor, name=name, activation=activation)
