"""What each node costs next to the others, shown on demand."""

from collections.abc import Mapping
from math import sqrt
from typing import Literal, get_args

from msgspec.structs import replace

from kgraph.document.analysis import NodeAnalysis
from kgraph.gui.canvas.nodes.card import Card
from kgraph.gui.quantities import amount, memory

Measure = Literal["parameters", "multiply_adds", "activations"]
MEASURES: tuple[Measure, ...] = get_args(Measure)


def cost(known: NodeAnalysis, measure: Measure) -> int:
    """Returns what a call costs; activations in bytes for one sample."""
    match measure:
        case "parameters":
            return known.trainable + known.non_trainable
        case "multiply_adds":
            return known.multiply_adds or 0
        case "activations":
            return known.activation_bytes or 0


def greatest(known: Mapping[str, NodeAnalysis], measure: Measure | None) -> int:
    """Returns what the dearest node costs; 0 where no heat is shown."""
    if measure is None:
        return 0
    return max((cost(node, measure) for node in known.values()), default=0)


def heated(
    card: Card, known: NodeAnalysis | None, measure: Measure | None, most: int
) -> Card:
    """Returns a card that shows its cost, and how hot that is.

    The heat is the square root of the share of the dearest node's cost, so that more
    than one or two nodes can be told apart.
    """
    if measure is None or known is None or not most:
        return card
    value = cost(known, measure)
    text = memory(value) if measure == "activations" else amount(value)
    return replace(card, heat=sqrt(value / most), parameters=text if value else "")
