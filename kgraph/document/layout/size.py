"""How big a node is, estimated from what it says.

Rather too wide than too narrow: a node's size is part of the drawing's arrangement,
and must not depend on the fonts of a machine, nor on whether there is a window.
"""

from math import ceil

from kgraph.document.graph import SUBMODEL, Graph

Size = tuple[float, float]

DEFAULT_SIZE: Size = (224.0, 52.0)
TITLE_LETTER = 7.9
BESIDE_TITLE = 116.0  # the glyph before it and the count of parameters behind it
STEP = 8.0


def width_of(title: str) -> float:
    """Returns how wide a node with few ports is, in scene units."""
    needed = len(title) * TITLE_LETTER + BESIDE_TITLE
    return max(DEFAULT_SIZE[0], ceil(needed / STEP) * STEP)


def size_of(graph: Graph, id: str) -> Size:
    """Returns how big a node is as far as its type tells."""
    type = graph.layer_of(id).type
    if type.startswith(SUBMODEL):
        return DEFAULT_SIZE  # its title is the name of another graph
    return width_of(type), DEFAULT_SIZE[1]
