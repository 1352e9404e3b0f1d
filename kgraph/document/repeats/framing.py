"""Draws a frame around each block."""

from collections.abc import Iterable

from kgraph.document.arranging.framing import Sizes, add_frame_around
from kgraph.document.graph import Graph
from kgraph.document.repeats.find import Block


def frame_blocks(graph: Graph, blocks: Iterable[Block], sizes: Sizes) -> Graph:
    """Returns the graph with a frame around each block, titled with its name."""
    for block in blocks:
        graph, _ = add_frame_around(graph, block.nodes, (), sizes, block.name)
    return graph
