"""Finds a place for every node of a graph: edges point one way, nothing overlaps."""

import math
from collections.abc import Mapping
from typing import Literal

from kgraph.document.graph import Graph
from kgraph.document.layout.coordinates import place
from kgraph.document.layout.crossings import order
from kgraph.document.layout.ranks import assign
from kgraph.document.layout.size import Size, size_of
from kgraph.document.order import sort, sources_of

Direction = Literal["down", "right"]
Position = tuple[float, float]

ROW_GAP = 36.0
NODE_GAP = 40.0
LANE_GAP = 20.0
COMPONENT_GAP = 80.0


def layout(
    graph: Graph,
    sizes: Mapping[str, Size] | None = None,
    direction: Direction = "down",
) -> dict[str, Position]:
    """Returns a position (top left corner, scene units) for every node.

    Args:
        sizes: Node id to width and height; estimated where it is silent.
        direction: Where the edges lead. Those that close a cycle lead back.
    """
    known = sizes or {}
    taken = {id: known.get(id) or size_of(graph, id) for id in graph.nodes}
    if direction == "right":
        taken = {id: (height, width) for id, (width, height) in taken.items()}
    parts = [_arrange(targets, taken) for targets in _components(graph)]
    found = _side_by_side(parts, taken)
    if direction == "right":
        found = {id: (y, x) for id, (x, y) in found.items()}
    return {id: found[id] for id in graph.nodes}


def _downward(graph: Graph) -> dict[str, list[str]]:
    """Returns node to targets; each target comes later, so there is no cycle."""
    sorted_ = dict.fromkeys(sort(graph).nodes)
    sequence = [*sorted_, *(id for id in graph.nodes if id not in sorted_)]
    number = {id: at for at, id in enumerate(sequence)}
    targets: dict[str, dict[str, None]] = {id: {} for id in sequence}
    for id in sequence:
        sources = sources_of(graph.nodes[id], number) - {id}
        for source in sorted(sources, key=number.__getitem__):
            upper, lower = sorted((source, id), key=number.__getitem__)
            targets[upper][lower] = None
    return {id: list(leads_to) for id, leads_to in targets.items()}


def _components(graph: Graph) -> list[dict[str, list[str]]]:
    """Returns the connected parts, the one that was placed first in front."""
    targets = _downward(graph)
    near = {id: list(leads_to) for id, leads_to in targets.items()}
    for id, leads_to in targets.items():
        for target in leads_to:
            near[target].append(id)
    part_of: dict[str, int] = {}
    parts: list[dict[str, list[str]]] = []
    for start in graph.nodes:
        if start in part_of:
            continue
        part_of[start] = len(parts)
        waiting = [start]
        while waiting:
            for id in near[waiting.pop()]:
                if id not in part_of:
                    part_of[id] = len(parts)
                    waiting.append(id)
        parts.append({})
    for id, leads_to in targets.items():
        parts[part_of[id]][id] = leads_to
    return parts


def _arrange(
    targets: Mapping[str, list[str]], size_of: Mapping[str, Size]
) -> dict[str, Position]:
    """Places one connected part, its top left corner at the origin."""
    ids = list(targets)
    number = {id: at for at, id in enumerate(ids)}
    graph = assign([[number[t] for t in leads_to] for leads_to in targets.values()])
    rows = order(graph)
    widths = [size_of[id][0] for id in ids]
    widths += [0.0] * (len(graph.rank) - len(ids))

    def distance(a: int, b: int) -> float:
        gap = NODE_GAP if max(a, b) < graph.nodes else LANE_GAP
        return (widths[a] + widths[b]) / 2 + gap

    middles = place(graph, rows, distance)
    left = min(middles[v] - widths[v] / 2 for v in range(len(ids)))
    found = {}
    top = 0.0
    for row in rows:
        nodes = [v for v in row if v < graph.nodes]
        height = max((size_of[ids[v]][1] for v in nodes), default=0.0)
        for v in nodes:
            down = (height - size_of[ids[v]][1]) / 2
            found[ids[v]] = (middles[v] - widths[v] / 2 - left, top + down)
        top += height + ROW_GAP
    return found


def _side_by_side(
    parts: list[dict[str, Position]], size_of: Mapping[str, Size]
) -> dict[str, Position]:
    """Sets parts next to each other, in lines if there are too many for one."""
    extents = []
    for part in parts:
        right = max(x + size_of[id][0] for id, (x, _) in part.items())
        bottom = max(y + size_of[id][1] for id, (_, y) in part.items())
        extents.append((right + COMPONENT_GAP, bottom + COMPONENT_GAP))
    area = sum(width * height for width, height in extents)
    limit = max(2 * math.sqrt(area), *(w for w, _ in extents)) if extents else 0.0
    found: dict[str, Position] = {}
    left = top = line = 0.0
    for part, (width, height) in zip(parts, extents, strict=True):
        if left and left + width > limit:
            left, top, line = 0.0, top + line, 0.0
        for id, (x, y) in part.items():
            found[id] = (float(round(left + x)), float(round(top + y)))
        left, line = left + width, max(line, height)
    return found
