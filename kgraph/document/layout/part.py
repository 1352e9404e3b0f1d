"""Tidies a part of a drawing where it stands, beside the rest."""

from collections.abc import Iterable, Mapping
from operator import itemgetter

from msgspec.structs import replace

from kgraph.document.graph import Graph
from kgraph.document.layout.arrange import NODE_GAP, Direction, Position, layout
from kgraph.document.layout.size import Size, size_of

Box = tuple[float, float, float, float]  # left, top, right, bottom
Span = tuple[float, float]


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
        sizes: Node id to width and height; estimated where it is silent.
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
    boxes = [_box(p, known.get(id) or size_of(graph, id)) for id, p in found.items()]
    others = [
        _box(p, known.get(id) or size_of(graph, id))
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
    across, down = (_free(_blocked(boxes, others, axis)) for axis in (0, 1))
    ways = [*((shift, 0.0) for shift in across), *((0.0, shift) for shift in down)]
    return min(ways, key=lambda way: abs(way[0]) + abs(way[1]))


def _blocked(boxes: list[Box], others: list[Box], axis: int) -> list[Span]:
    """Returns the shifts along an axis with which a box would cover another one."""
    near, far = (1, 3) if axis == 0 else (0, 2)
    return [
        (other[axis] - box[axis + 2], other[axis + 2] - box[axis])
        for box in boxes
        for other in others
        if box[near] < other[far] and other[near] < box[far]
    ]


def _free(blocked: list[Span]) -> Position:
    """Returns the shifts nearest to none that are free, ahead and back."""
    ahead = back = 0.0
    for low, high in sorted(blocked):
        if low < ahead < high:
            ahead = high + NODE_GAP
    for low, high in sorted(blocked, key=itemgetter(1), reverse=True):
        if low < back < high:
            back = low - NODE_GAP
    return ahead, back
