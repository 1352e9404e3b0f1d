"""The steps of U-Net: down, where the image shrinks, and up again."""

from typing import Any

from kgraph.blocks.block import Block, activation, spec, whole, yes_or_no
from kgraph.blocks.convolution import (
    CHANNELS,
    activate,
    convolve,
    convolve_and_normalize,
    image,
)
from kgraph.blocks.sketch import Sketch
from kgraph.document.project import Project


def _down(*, channels: int, filters: int, batch_norm: bool, activation: Any) -> Project:
    s = Sketch("unet_down")
    x = _convolve_twice(s, image(s, channels), filters, batch_norm, activation)
    s.output(s.add("MaxPooling2D", x, pool_size=2), "pooled")
    s.output(x, "skip")
    return s.bundle()


def _up(
    *,
    channels: int,
    skip_channels: int | None,
    filters: int,
    batch_norm: bool,
    activation: Any,
) -> Project:
    s = Sketch("unet_up")
    x = image(s, channels)
    skip = image(s, skip_channels or filters, "skip")
    x = s.add(
        "Conv2DTranspose",
        x,
        name="up",
        filters=filters,
        kernel_size=2,
        strides=2,
        padding="same",
    )
    x = s.add("Concatenate", skip, x)
    s.output(_convolve_twice(s, x, filters, batch_norm, activation))
    return s.bundle()


def _convolve_twice(
    s: Sketch, x: str, filters: int, batch_norm: bool, activation: Any
) -> str:
    for _ in range(2):
        if batch_norm:
            x = convolve_and_normalize(s, x, filters, 3, activation=activation)
        else:
            x = activate(s, convolve(s, x, filters, 3, use_bias=True), activation)
    return x


_BATCH_NORM = yes_or_no(
    "batch_norm",
    True,
    "Whether each convolution is normalized; the paper's U-Net does not.",
)

DOWN = Block(
    spec(
        "UNetDown",
        "Two convolutions and a pooling; what is not pooled yet is the skip.",
        "A step of U-Net's contracting path (Ronneberger et al., 2015, "
        "arXiv:1505.04597), with padding, so that sizes stay. Its first output goes "
        "on down; the second, the skip, leads to the step up of the same size.",
        CHANNELS,
        whole("filters", 64, "Channels that come out."),
        _BATCH_NORM,
        activation("relu"),
    ),
    _down,
)

UP = Block(
    spec(
        "UNetUp",
        "Twice the height and width, the skip beside it, and two convolutions.",
        "A step of U-Net's expanding path (Ronneberger et al., 2015, "
        "arXiv:1505.04597). The skip comes from the step down of the same size.",
        CHANNELS,
        whole(
            "skip_channels",
            None,
            "Channels of the skip; as many as the filters, if not given.",
        ),
        whole("filters", 64, "Channels that come out."),
        _BATCH_NORM,
        activation("relu"),
    ),
    _up,
    ("channels", "skip_channels"),
)
