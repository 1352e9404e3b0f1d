"""The parts of DenseNet: each layer sees what all layers before it have made."""

from typing import Any

from kgraph.blocks.block import (
    Block,
    BlockError,
    activation,
    share,
    spec,
    whole,
    yes_or_no,
)
from kgraph.blocks.convolution import CHANNELS, activate, convolve, image
from kgraph.blocks.sketch import Sketch
from kgraph.document.project import Project

MOST_LAYERS = 64
WIDENING = 4  # how many times the growth a bottleneck lets through, as in the paper


def _dense_block(
    *, channels: int, layers: int, growth: int, bottleneck: bool, activation: Any
) -> Project:
    if layers > MOST_LAYERS:
        raise BlockError(
            f"'layers' of DenseBlock must be at most {MOST_LAYERS}. Received: {layers}."
        )
    s = Sketch("dense_block")
    x = image(s, channels)
    for _ in range(layers):
        y = activate(s, s.add("BatchNormalization", x), activation)
        if bottleneck:
            y = convolve(s, y, WIDENING * growth, 1)
            y = activate(s, s.add("BatchNormalization", y), activation)
        x = s.add("Concatenate", x, convolve(s, y, growth, 3))
    s.output(x)
    return s.bundle()


def _transition(*, channels: int, compression: float, activation: Any) -> Project:
    filters = max(1, int(channels * compression))
    s = Sketch("dense_transition")
    x = s.add("BatchNormalization", image(s, channels))
    x = convolve(s, activate(s, x, activation), filters, 1)
    s.output(s.add("AveragePooling2D", x, pool_size=2))
    return s.bundle()


DENSE_BLOCK = Block(
    spec(
        "DenseBlock",
        "Layers that each add channels to all that were made before.",
        "A dense block of DenseNet-BC (Huang et al., 2016, arXiv:1608.06993): "
        "normalize, activate and convolve, concatenated with what came in. Channels "
        "grow by layers times growth.",
        CHANNELS,
        whole("layers", 4, f"How many such steps there are; {MOST_LAYERS} at most."),
        whole("growth", 12, "Channels that each step adds."),
        yes_or_no(
            "bottleneck",
            True,
            f"Whether a 1 by 1 convolution to {WIDENING} times the growth comes before "
            "each 3 by 3.",
        ),
        activation("relu"),
    ),
    _dense_block,
)

TRANSITION = Block(
    spec(
        "DenseTransition",
        "Fewer channels and half the height and width, between two dense blocks.",
        "The transition of DenseNet-BC (Huang et al., 2016, arXiv:1608.06993): "
        "normalize, activate, convolve 1 by 1, pool the average.",
        CHANNELS,
        share("compression", 0.5, "Share of the channels that is kept; one at least."),
        activation("relu"),
    ),
    _transition,
)
