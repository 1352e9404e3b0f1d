"""Looks for the blocks of which a network is built."""

from collections.abc import Sequence
from itertools import takewhile

from msgspec import Struct

from kgraph.document.graph import Graph
from kgraph.document.repeats.form import form
from kgraph.document.repeats.runs import Run, runs
from kgraph.document.repeats.segments import Segment, segments

LEAST = 3  # nodes that are worth a name of their own


class Block(Struct, frozen=True):
    """A part of a graph that comes again, perhaps with other parameters.

    Attributes:
        name: What the names of its layers have in common, or `block_3`.
        nodes: In canonical order: the n-th nodes of blocks of one kind correspond.
        kind: Equal for blocks that compute the same.
    """

    name: str
    nodes: tuple[str, ...]
    kind: int


def find_blocks(graph: Graph) -> tuple[Block, ...]:
    """Returns the blocks that a graph repeats, in the order of its calls.

    A network is a row of segments between the points where all its paths meet. Blocks
    are what comes several times in a row there: the same layers where that covers most
    of the network, else what looks alike from afar, as the residual blocks with and
    without a convolution in their shortcut do.
    """
    row = segments(graph)
    sizes = [len(segment.nodes) for segment in row]
    views = ([s.rough for s in row], [s.outline for s in row])
    found = max(
        (runs(items, sizes, LEAST) for items in views),
        key=lambda taken: sum(sum(sizes[run.first : run.end]) for run in taken),
    )
    return _blocks(graph, [part for run in found for part in _parts(row, run)])


def _parts(row: Sequence[Segment], run: Run) -> list[tuple[str, ...]]:
    starts = range(run.first, run.end, run.length)
    return [
        tuple(id for segment in row[at : at + run.length] for id in segment.nodes)
        for at in starts
    ]


def _blocks(graph: Graph, parts: list[tuple[str, ...]]) -> tuple[Block, ...]:
    kinds: dict[str, int] = {}
    names: dict[str, None] = {}
    blocks = []
    for number, nodes in enumerate(parts, start=1):
        kind = kinds.setdefault(form(graph, nodes), len(kinds) + 1)
        name = _name(graph, nodes)
        if not name or name in names:
            name = f"block_{number}"
        names[name] = None
        blocks.append(Block(name, nodes, kind))
    return tuple(blocks)


def _name(graph: Graph, nodes: Sequence[str]) -> str:
    """Returns what the names of the layers with weights begin with, in whole words."""
    names = [graph.layer_of(id).name for id in nodes if not graph.layer_of(id).is_op]
    words = zip(*(name.split("_") for name in names), strict=False)
    shared = takewhile(lambda column: len(set(column)) == 1, words)
    return "_".join(column[0] for column in shared)
