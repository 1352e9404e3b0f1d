"""Tidies a part of a drawing where it stands, beside the rest."""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from kgraph.document.graph import Graph
from kgraph.document.layout.arrange import (
    DEFAULT_SIZE,
    NODE_GAP,
    Direction,
    Position,
    Size,
    layout,
)

Box = tuple[float, float, float, float]  # left, top, right, bottom
WAYS = ((1, 0), (0, 1), (-1, 0), (0, -1))


def layout_part(
    graph: Graph,
    nodes: Iterable[str],
    sizes: Mapping[str, Size] | None = None,
    direction: Direction = "down",
) -> dict[str, Position]:
    """Returns positions for these nodes alone, laid out as if there were no others.

    Their top left corner stays where it was, unless they would cover other nodes
    there: then they step aside, as little as possible.

    Args:
        sizes: Node id to width and height; `DEFAULT_SIZE` where it is silent.
    """
    chosen = set(nodes)
    part = {id: node for id, node in graph.nodes.items() if id in chosen}
    old = [graph.positions[id] for id in part if id in graph.positions]
    if not old:
        return {}
    known = sizes or {}
    found = layout(replace(graph, nodes=part), known, direction)
    corner = min(x for x, _ in old), min(y for _, y in old)
    found = _shifted(found, corner)
    boxes = [_box(p, known.get(id, DEFAULT_SIZE)) for id, p in found.items()]
    others = [
        _box(p, known.get(id, DEFAULT_SIZE))
        for id, p in graph.positions.items()
        if id not in part
    ]
    return _shifted(found, _least_shift(boxes, others))


def _shifted(positions: Mapping[str, Position], way: Position) -> dict[str, Position]:
    return {id: (x + way[0], y + way[1]) for id, (x, y) in positions.items()}


def _box(position: Position, size: Size) -> Box:
    (x, y), (width, height) = position, size
    return x, y, x + width, y + height


def _least_shift(boxes: list[Box], others: list[Box]) -> Position:
    """Returns the shortest straight way to where no other box is covered."""
    shifts = [_shift_along(boxes, others, way) for way in WAYS]
    return min(shifts, key=lambda shift: abs(shift[0]) + abs(shift[1]))


def _shift_along(boxes: list[Box], others: list[Box], way: tuple[int, int]) -> Position:
    """Goes one way, each time past all that is covered, until nothing is."""
    far = 0.0
    while True:
        dx, dy = way[0] * far, way[1] * far
        moved = [(b[0] + dx, b[1] + dy, b[2] + dx, b[3] + dy) for b in boxes]
        steps = [_past(b, o, way) for b in moved for o in others if _meet(b, o)]
        if not steps:
            return dx, dy
        far += max(steps)


def _meet(one: Box, other: Box) -> bool:
    return (
        one[0] < other[2]
        and other[0] < one[2]
        and one[1] < other[3]
        and other[1] < one[3]
    )


def _past(box: Box, other: Box, way: tuple[int, int]) -> float:
    """Returns how far a box has to go to leave another one behind."""
    ways = {
        (1, 0): other[2] - box[0],
        (-1, 0): box[2] - other[0],
        (0, 1): other[3] - box[1],
        (0, -1): box[3] - other[1],
    }
    return ways[way] + NODE_GAP
