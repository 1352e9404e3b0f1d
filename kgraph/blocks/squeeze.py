"""Squeeze-and-excite, and the inverted residual that may contain it."""

from typing import Any

from kgraph.blocks.block import Block, activation, spec, whole
from kgraph.blocks.convolution import (
    CHANNELS,
    STRIDE,
    activate,
    convolve_and_normalize,
    image,
)
from kgraph.blocks.sketch import Sketch
from kgraph.document.project import Project


def _squeeze_excite(*, channels: int, ratio: int, activation: Any) -> Project:
    s = Sketch("squeeze_excite")
    x = image(s, channels)
    y = s.add("GlobalAveragePooling2D", x, name="squeeze", keepdims=True)
    y = s.add("Dense", y, units=max(1, channels // ratio), activation=activation)
    y = s.add("Dense", y, name="excite", units=channels, activation="sigmoid")
    s.output(s.add("Multiply", x, y))
    return s.bundle()


def _inverted_residual(
    *,
    channels: int,
    filters: int | None,
    stride: int,
    expansion: int,
    kernel: int,
    squeeze_ratio: int | None,
    activation: Any,
) -> Project:
    filters = filters or channels
    s = Sketch("inverted_residual")
    x = y = image(s, channels)
    wide = channels * expansion
    if expansion > 1:
        y = convolve_and_normalize(s, y, wide, 1, activation=activation, name="expand")
    y = s.add(
        "DepthwiseConv2D",
        y,
        kernel_size=kernel,
        strides=[stride, stride],
        padding="same",
        use_bias=False,
    )
    y = activate(s, s.add("BatchNormalization", y), activation)
    if squeeze_ratio is not None:
        excite = _squeeze_excite(
            channels=wide, ratio=squeeze_ratio, activation=activation
        )
        y = s.place(excite, y)
    y = convolve_and_normalize(s, y, filters, 1, name="project")
    is_residual = stride == 1 and filters == channels
    s.output(s.add("Add", x, y) if is_residual else y)
    return s.bundle()


SQUEEZE_EXCITE = Block(
    spec(
        "SqueezeExcite",
        "Weighs the channels by what the whole image holds.",
        "Squeeze-and-excitation (Hu et al., 2017, arXiv:1709.01507): the average of "
        "each channel goes through two Dense layers, and multiplies the channel.",
        CHANNELS,
        whole("ratio", 16, "How many times fewer units than channels there are."),
        activation("relu", "The function between the two Dense layers."),
    ),
    _squeeze_excite,
)

INVERTED_RESIDUAL = Block(
    spec(
        "InvertedResidual",
        "Widens, convolves each channel for itself and narrows again.",
        "The block of MobileNetV2 (Sandler et al., 2018, arXiv:1801.04381), with the "
        "squeeze-and-excite of MobileNetV3 if wished. What came in is added where "
        "shapes allow it. An expansion of 1 leaves the widening out.",
        CHANNELS,
        whole(
            "filters", None, "Channels that come out; as many as come in, if not given."
        ),
        STRIDE,
        whole("expansion", 6, "How many times wider the inner part is."),
        whole("kernel", 3, "Height and width of the depthwise kernel."),
        whole(
            "squeeze_ratio",
            None,
            "Ratio of a squeeze-and-excite inside; none if not given.",
        ),
        activation("relu6"),
    ),
    _inverted_residual,
)
