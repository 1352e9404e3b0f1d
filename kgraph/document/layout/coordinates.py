"""Gives each vertex its place in its row: chains straight, nothing overlapping.

After Brandes and Koepf, "Fast and Simple Horizontal Coordinate Assignment": vertices
are aligned into blocks in four ways (upward and downward, from the left and from the
right), each is placed by longest paths over its blocks, and the middle of the four is
taken. Every one of the four keeps the distances, hence so does their middle.
"""

import itertools
from collections.abc import Callable

from kgraph.document.layout.ranks import Rows

Order = list[list[int]]
Distance = Callable[[int, int], float]


def place(graph: Rows, rows: Order, distance: Distance) -> list[float]:
    """Returns the coordinate of the middle of each vertex along its row.

    Args:
        rows: The vertices of each row, in order.
        distance: How far apart the middles of two neighbours in a row must be.
    """
    marked = _conflicts(graph, rows)
    candidates = []
    for upward in (False, True):
        for from_right in (False, True):
            turned = [row[::-1] for row in rows] if from_right else rows
            root = _align(graph, turned, marked, upward)
            xs = _compact(turned, root, distance)
            candidates.append([-x for x in xs] if from_right else xs)
    return _middle(candidates)


def _conflicts(graph: Rows, rows: Order) -> set[tuple[int, int]]:
    """Returns the edges that cross a lane: they give way to it."""
    marked = set()
    for upper, lower in itertools.pairwise(rows):
        place = {vertex: at for at, vertex in enumerate(upper)}
        left, waiting = -1, []
        for vertex in lower:
            waiting.append(vertex)
            lane = _lane_above(graph, vertex)
            if lane is None and vertex != lower[-1]:
                continue
            right = len(upper) if lane is None else place[lane]
            for other in waiting:
                for source in graph.above[other]:
                    is_lane = other == vertex and source == lane
                    if not is_lane and not left <= place[source] <= right:
                        marked.add((source, other))
            left, waiting = right, []
    return marked


def _lane_above(graph: Rows, vertex: int) -> int | None:
    if vertex < graph.nodes:
        return None
    source = graph.above[vertex][0]
    return source if source >= graph.nodes else None


def _align(
    graph: Rows, rows: Order, marked: set[tuple[int, int]], upward: bool
) -> list[int]:
    """Joins vertices with a median neighbour into blocks; returns each one's root."""
    root = list(range(len(graph.rank)))
    taken = [False] * len(root)
    neighbours = _worth_aligning(graph, upward)
    pairs = list(itertools.pairwise(rows))
    for before, row in [(b, a) for a, b in reversed(pairs)] if upward else pairs:
        place = {vertex: at for at, vertex in enumerate(before)}
        last = -1
        for vertex in row:
            near = sorted(neighbours[vertex], key=place.__getitem__)
            for median in near[(len(near) - 1) // 2 : len(near) // 2 + 1]:
                edge = (vertex, median) if upward else (median, vertex)
                if taken[median] or place[median] <= last or edge in marked:
                    continue
                root[vertex] = root[median]
                taken[median] = True
                last = place[median]
                break
    return root


def _worth_aligning(graph: Rows, upward: bool) -> list[list[int]]:
    """Returns the neighbours to align with: lanes run beside a chain of nodes."""
    ahead, back = graph.above, graph.below
    if upward:
        ahead, back = back, ahead

    def is_node(vertex: int) -> bool:
        return vertex < graph.nodes

    chained = [any(map(is_node, near)) for near in back[: graph.nodes]]
    found = []
    for vertex, near in enumerate(ahead):
        if is_node(vertex):
            near = [n for n in near if is_node(n)] or near
        else:
            near = [n for n in near if not is_node(n) or not chained[n]]
        found.append(near)
    return found


def _compact(rows: Order, root: list[int], distance: Distance) -> list[float]:
    """Places blocks as far to the left as they go, then closes gaps from the right."""
    right_of: dict[int, dict[int, float]] = {r: {} for r in root}
    left_count = dict.fromkeys(right_of, 0)
    for row in rows:
        for a, b in itertools.pairwise(row):
            left, right = root[a], root[b]
            if right not in right_of[left]:
                left_count[right] += 1
                right_of[left][right] = 0.0
            gap = distance(a, b)
            right_of[left][right] = max(right_of[left][right], gap)
    order = [block for block, count in left_count.items() if not count]
    x = dict.fromkeys(right_of, 0.0)
    for block in order:  # grows while it is gone through
        for other, gap in right_of[block].items():
            x[other] = max(x[other], x[block] + gap)
            left_count[other] -= 1
            if not left_count[other]:
                order.append(other)
    for block in reversed(order):
        if right_of[block]:
            x[block] = min(x[o] - gap for o, gap in right_of[block].items())
    return [x[r] for r in root]


def _middle(candidates: list[list[float]]) -> list[float]:
    """Brings the candidates to the narrowest one's place and takes their middle."""
    spans = [(min(xs), max(xs)) for xs in candidates]
    low, high = min(spans, key=lambda span: span[1] - span[0])
    for number, (xs, span) in enumerate(zip(candidates, spans, strict=True)):
        shift = high - span[1] if number % 2 else low - span[0]
        candidates[number] = [x + shift for x in xs]
    sorted_ = (sorted(places) for places in zip(*candidates, strict=True))
    return [(second + third) / 2 for _, second, third, _ in sorted_]
