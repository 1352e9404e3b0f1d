"""What lies in a frame, and how it is carried along: pure functions on graphs.

A node, a frame or a note lies in a frame when its middle does. The document knows
positions alone, so that sizes of nodes are given by those who draw them.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from kgraph.document import edits
from kgraph.document.arranging import annotations
from kgraph.document.arranging.annotations import Annotation, Rect, holds, rect_of
from kgraph.document.edits import Position
from kgraph.document.errors import EditError
from kgraph.document.graph import Frame, Graph
from kgraph.document.layout.size import DEFAULT_SIZE, Size

# Together no higher than the gap between two rows of nodes: frames around both of them
# then touch, and cover none.
TITLE = 22.0  # height of a frame's title bar
ABOVE, BELOW = 6.0, 8.0  # between a frame and what it is drawn around
BESIDE = 16.0

Sizes = Mapping[str, Size]


class Contents(NamedTuple):
    """Ids of nodes, and of frames and notes."""

    nodes: frozenset[str] = frozenset()
    annotations: frozenset[str] = frozenset()


def by_area(graph: Graph) -> list[Frame]:
    """Returns the frames, those that lie around others first."""
    frames = graph.frames.values()
    return sorted(frames, key=lambda frame: frame.width * frame.height, reverse=True)


def contents(graph: Graph, ids: Iterable[str], sizes: Sizes) -> Contents:
    """Returns what lies in these frames, and in frames that lie in them.

    Args:
        ids: Of frames; notes hold nothing.
        sizes: Node id to width and height; the usual size where it is silent.
    """
    nodes = {id: _middle(_node_rect(graph, id, sizes)) for id in graph.positions}
    found: set[str] = set()
    waiting = [graph.frames[id] for id in ids if id in graph.frames]
    held: set[str] = set()
    seen = {frame.id for frame in waiting}
    while waiting:
        frame = waiting.pop()
        found.update(id for id, middle in nodes.items() if holds(frame, middle))
        inside = set(_annotations_in(graph, frame))
        held |= inside
        waiting += [graph.frames[id] for id in inside - seen if id in graph.frames]
        seen |= inside
    return Contents(frozenset(found), frozenset(held))


def frames_of(graph: Graph, nodes: Iterable[str], sizes: Sizes) -> list[str]:
    """Returns the innermost frames that these nodes lie in."""
    inner_first = by_area(graph)[::-1]
    middles = [_middle(_node_rect(graph, id, sizes)) for id in nodes]
    innermost = (
        next((f.id for f in inner_first if holds(f, middle)), None)
        for middle in middles
    )
    return list(dict.fromkeys(id for id in innermost if id is not None))


def add_frame_around(
    graph: Graph,
    nodes: Iterable[str],
    others: Iterable[str],
    sizes: Sizes,
    title: str = "",
) -> tuple[Graph, str]:
    """Draws a frame around nodes, and around frames and notes.

    Returns:
        The graph, and the id of the frame.

    Raises:
        EditError: If there is nothing that it could be drawn around.
    """
    rects = [_node_rect(graph, id, sizes) for id in nodes if id in graph.positions]
    rects += [rect_of(annotations.find(graph, id)) for id in others]
    if not rects:
        raise EditError("Select the nodes that the frame is to be drawn around.")
    return annotations.add_frame(graph, _around(rects), title)


def carry(
    graph: Graph,
    nodes: Iterable[str],
    others: Iterable[str],
    way: Position,
    sizes: Sizes,
) -> Graph:
    """Moves nodes, notes, and frames with all that lies in them."""
    chosen = frozenset(others)
    inside = contents(graph, chosen, sizes)
    dx, dy = way
    places = {id: graph.positions[id] for id in {*nodes} | inside.nodes}
    moved = {id: (x + dx, y + dy) for id, (x, y) in places.items()}
    boxes = [annotations.find(graph, id) for id in chosen | inside.annotations]
    graph = edits.move(graph, moved)
    return annotations.move(graph, {b.id: (b.x + dx, b.y + dy) for b in boxes})


def refit(before: Graph, after: Graph, sizes: Sizes) -> Graph:
    """Draws each frame anew around the nodes that it had, wherever they are now.

    Notes stay beside what they were beside. Frames without nodes stay where they are.

    Args:
        before: Says what lies in which frame.
        after: The same graph, with its nodes elsewhere.
    """
    for frame in reversed(by_area(before)):
        if frame.id in after.frames:
            after = _refitted(before, after, frame, sizes)
    return after


def _refitted(before: Graph, after: Graph, frame: Frame, sizes: Sizes) -> Graph:
    inside = contents(before, [frame.id], sizes)
    nodes = [id for id in inside.nodes if id in after.positions]
    if not nodes or all(after.positions[n] == before.positions[n] for n in nodes):
        return after
    x, y, *_ = _bounds([_node_rect(before, id, sizes) for id in nodes])
    rects = [_node_rect(after, id, sizes) for id in nodes]
    left, top, *_ = _bounds(rects)
    notes = {
        id: (note.x + left - x, note.y + top - y)
        for id in inside.annotations
        if (note := before.notes.get(id)) and id in after.notes
    }
    after = annotations.move(after, notes)
    rects += [rect_of(annotations.find(after, id)) for id in inside.annotations]
    return annotations.resize(after, frame.id, _around(rects))


def _annotations_in(graph: Graph, frame: Frame) -> Iterator[str]:
    others: list[Annotation] = [*graph.frames.values(), *graph.notes.values()]
    for other in others:
        is_smaller = other.width * other.height < frame.width * frame.height
        is_other = other.id != frame.id
        if is_other and is_smaller and holds(frame, _middle(rect_of(other))):
            yield other.id


def _middle(rect: Rect) -> Position:
    x, y, width, height = rect
    return x + width / 2, y + height / 2


def _node_rect(graph: Graph, id: str, sizes: Sizes) -> Rect:
    x, y = graph.positions[id]
    return (x, y, *sizes.get(id, DEFAULT_SIZE))


def _around(rects: list[Rect]) -> Rect:
    x, y, width, height = _bounds(rects)
    return (
        x - BESIDE,
        y - ABOVE - TITLE,
        width + 2 * BESIDE,
        height + ABOVE + BELOW + TITLE,
    )


def _bounds(rects: list[Rect]) -> Rect:
    left, top = min(r[0] for r in rects), min(r[1] for r in rects)
    right = max(x + width for x, _, width, _ in rects)
    bottom = max(y + height for _, y, _, height in rects)
    return left, top, right - left, bottom - top
