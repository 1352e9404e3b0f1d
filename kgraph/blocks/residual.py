"""The blocks of ResNet: what they compute is added to what came in."""

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


def _residual(
    *, channels: int, filters: int | None, stride: int, activation: Any
) -> Project:
    filters = filters or channels
    s = Sketch("residual")
    x = image(s, channels)
    y = convolve_and_normalize(s, x, filters, 3, stride=stride, activation=activation)
    y = convolve_and_normalize(s, y, filters, 3)
    return _added(s, x, y, channels, filters, stride, activation)


def _bottleneck(
    *, channels: int, filters: int | None, expansion: int, stride: int, activation: Any
) -> Project:
    filters = filters or max(1, channels // expansion)
    s = Sketch("bottleneck")
    x = image(s, channels)
    y = convolve_and_normalize(s, x, filters, 1, stride=stride, activation=activation)
    y = convolve_and_normalize(s, y, filters, 3, activation=activation)
    y = convolve_and_normalize(s, y, filters * expansion, 1)
    return _added(s, x, y, channels, filters * expansion, stride, activation)


def _added(
    s: Sketch,
    x: str,
    y: str,
    channels: int,
    filters: int,
    stride: int,
    activation: Any,
) -> Project:
    """Adds the shortcut: what came in, projected only if its shape is another."""
    if stride > 1 or filters != channels:
        x = convolve_and_normalize(s, x, filters, 1, stride=stride, name="shortcut")
    s.output(activate(s, s.add("Add", x, y), activation))
    return s.bundle()


RESIDUAL = Block(
    spec(
        "Residual",
        "Two 3 by 3 convolutions whose result is added to what came in.",
        "The basic block of ResNet v1 (He et al., 2015, arXiv:1512.03385). The "
        "shortcut is the identity, or a 1 by 1 projection where filters or stride "
        "change the shape.",
        CHANNELS,
        whole(
            "filters", None, "Channels that come out; as many as come in, if not given."
        ),
        STRIDE,
        activation("relu"),
    ),
    _residual,
)

BOTTLENECK = Block(
    spec(
        "Bottleneck",
        "Narrows, convolves and widens again; the result is added to what came in.",
        "The bottleneck of ResNet v1 (He et al., 2015, arXiv:1512.03385): 1 by 1, "
        "3 by 3, 1 by 1, the stride in the first. The shortcut is the identity, or a "
        "1 by 1 projection where the shape changes.",
        CHANNELS,
        whole(
            "filters",
            None,
            "Channels of the narrow part; those that come in divided by the expansion, "
            "if not given.",
        ),
        whole("expansion", 4, "How many times wider the result is than that."),
        STRIDE,
        activation("relu"),
    ),
    _bottleneck,
)
