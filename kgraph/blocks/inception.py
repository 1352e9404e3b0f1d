"""The Inception module: one image seen through several kernels at once."""

from typing import Any

from kgraph.blocks.block import Block, activation, spec, whole
from kgraph.blocks.convolution import CHANNELS, activate, convolve, image
from kgraph.blocks.sketch import Sketch
from kgraph.document.project import Project


def _inception(
    *,
    channels: int,
    filters_1x1: int,
    reduce_3x3: int,
    filters_3x3: int,
    reduce_5x5: int,
    filters_5x5: int,
    pool_projection: int,
    activation: Any,
) -> Project:
    s = Sketch("inception")
    x = image(s, channels)

    def branch(tensor: str, filters: int, kernel: int, name: str) -> str:
        tensor = convolve(s, tensor, filters, kernel, use_bias=True, name=name)
        return activate(s, tensor, activation, f"{name}_activation")

    one = branch(x, filters_1x1, 1, "conv_1x1")
    three = branch(branch(x, reduce_3x3, 1, "reduce_3x3"), filters_3x3, 3, "conv_3x3")
    five = branch(branch(x, reduce_5x5, 1, "reduce_5x5"), filters_5x5, 5, "conv_5x5")
    pool = s.add(
        "MaxPooling2D", x, name="pool", pool_size=[3, 3], strides=1, padding="same"
    )
    pool = branch(pool, pool_projection, 1, "pool_projection")
    s.output(s.add("Concatenate", one, three, five, pool))
    return s.bundle()


INCEPTION = Block(
    spec(
        "Inception",
        "Kernels of 1, 3 and 5 and a pooling side by side, concatenated.",
        "The module of GoogLeNet with dimension reduction (Szegedy et al., 2014, "
        "arXiv:1409.4842); the defaults are those of its first, 3a.",
        CHANNELS,
        whole("filters_1x1", 64, "Filters of the 1 by 1 branch."),
        whole("reduce_3x3", 96, "Filters of the 1 by 1 before the 3 by 3."),
        whole("filters_3x3", 128, "Filters of the 3 by 3 branch."),
        whole("reduce_5x5", 16, "Filters of the 1 by 1 before the 5 by 5."),
        whole("filters_5x5", 32, "Filters of the 5 by 5 branch."),
        whole("pool_projection", 32, "Filters of the 1 by 1 behind the pooling."),
        activation("relu"),
    ),
    _inception,
)
