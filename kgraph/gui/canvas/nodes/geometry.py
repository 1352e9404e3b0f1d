"""Where a node's ports and texts stand: sizes from ports, in scene units, no Qt."""

from collections.abc import Sequence
from math import ceil
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from kgraph.document.graph import Graph
from kgraph.document.layout.size import DEFAULT_SIZE, STEP, width_of
from kgraph.gui.canvas.nodes.ports import InputPort, Ports

Direction = Literal["down", "right"]
Point = tuple[float, float]

WIDTH, HEIGHT = DEFAULT_SIZE
COLLAPSED = 28.0  # height of a node of which no more than the title is shown
ROW = 18.0  # height of a row of port labels
PITCH = 28.0  # least distance of two ports
NARROW_PITCH = 18.0  # of ports at the left and right
TIGHT_PITCH = 10.0  # of the same, at a node that is collapsed
EXTRA_PITCH = 14.0  # of ports that are free and may stay so
SIDE = 10.0  # least distance of a port from a corner

LETTER = 6.4  # of a port's label; estimated, like a title's


class Outline(Struct, frozen=True):
    """The size of a node and where its ports are, from its top left corner.

    Attributes:
        body: Top of the part that holds the texts.
    """

    width: float
    height: float
    inputs: tuple[Point, ...]
    outputs: tuple[Point, ...]
    body: float = 0.0


def outline(
    ports: Ports, direction: Direction, title: str = "", is_collapsed: bool = False
) -> Outline:
    """Returns how big a node with these ports is, and where they are."""
    width = width_of(title)
    arrange = _down if direction == "down" else _right
    return arrange(_unlabelled(ports) if is_collapsed else ports, width, is_collapsed)


def direction_of(graph: Graph) -> Direction:
    """Returns where the edges of a graph lead, as its nodes are placed."""
    down = right = 0.0
    for edge in graph.edges():
        ends = (edge.source.node, edge.target.node)
        if all(end in graph.positions for end in ends):
            (x1, y1), (x2, y2) = (graph.positions[end] for end in ends)
            right += x2 - x1
            down += y2 - y1
    return "right" if right > down else "down"


def _unlabelled(ports: Ports) -> Ports:
    inputs = tuple(replace(port, label="") for port in ports.inputs)
    return Ports(inputs, ("",) * len(ports.outputs))


def _down(ports: Ports, width: float, is_collapsed: bool) -> Outline:
    inputs, outputs = ports.inputs, ports.outputs
    above = ROW - 4 if any(p.label for p in inputs) else 0.0
    below = ROW - 4 if any(outputs) else 0.0
    height = above + (COLLAPSED if is_collapsed else HEIGHT) + below
    xs = _aligned(inputs, _pitch([p.label for p in inputs]))
    out = _spread(len(outputs), _pitch(outputs))
    width = max(width, 2 * (max(map(abs, (0.0, *xs, *out))) + SIDE))
    middle = ceil(width / STEP) * STEP / 2
    return Outline(
        2 * middle,
        height,
        tuple((middle + x, 0.0) for x in xs),
        tuple((middle + x, height) for x in out),
        above,
    )


def _aligned(inputs: tuple[InputPort, ...], pitch: float) -> list[float]:
    """Returns where inputs are along their side, from its middle.

    Those that are free and may stay so step aside: the others keep to the middle.
    """
    mains = [p for p in inputs if not p.is_spare] or list(inputs)
    places = iter(_spread(len(mains), pitch))
    end = (len(mains) - 1) / 2 * pitch
    found = []
    for port in inputs:
        if port in mains:
            found.append(next(places))
        else:
            end += EXTRA_PITCH
            found.append(end)
    return found


def _right(ports: Ports, width: float, is_collapsed: bool) -> Outline:
    inputs, outputs = ports.inputs, ports.outputs
    pitch = TIGHT_PITCH if is_collapsed else NARROW_PITCH
    beside = _aligned(inputs, pitch), _spread(len(outputs), pitch)
    rows = [len(inputs) * any(p.label for p in inputs), len(outputs) * any(outputs)]
    bare = [abs(y) for ys, n in zip(beside, rows, strict=True) if not n for y in ys]
    least = COLLAPSED if is_collapsed else HEIGHT
    body = max(least, 2 * (max(bare, default=0.0) + SIDE))
    height = body + max(rows) * ROW + (8 if any(rows) else 0)
    left, right = (
        [body + ROW * (i + 0.5) for i in range(n)] if n else [body / 2 + y for y in ys]
        for ys, n in zip(beside, rows, strict=True)
    )
    return Outline(
        width,
        height,
        tuple((0.0, y) for y in left),
        tuple((width, y) for y in right),
        (body - least) / 2,
    )


def _pitch(labels: Sequence[str]) -> float:
    return max([PITCH, *(len(x) * LETTER + 12 for x in labels)])


def _spread(count: int, pitch: float) -> list[float]:
    return [(i - (count - 1) / 2) * pitch for i in range(count)]
