"""Puts nodes in line, or at equal distances: pure functions from graph to graph."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Literal

from kgraph.document import edits
from kgraph.document.graph import Graph

Size = tuple[float, float]
Line = Literal["left", "center", "right", "top", "middle", "bottom"]
Axis = Literal["horizontal", "vertical"]

_AXES: dict[Line, int] = {
    "left": 0,
    "center": 0,
    "right": 0,
    "top": 1,
    "middle": 1,
    "bottom": 1,
}
_SHARES: dict[Line, float] = {
    "left": 0.0,
    "center": 0.5,
    "right": 1.0,
    "top": 0.0,
    "middle": 0.5,
    "bottom": 1.0,
}


def align(graph: Graph, sizes: Mapping[str, Size], line: Line) -> Graph:
    """Moves nodes so that they share an edge or a middle of the box around them.

    Args:
        sizes: Width and height of each node that is to be aligned, in scene units.
        line: `center` puts them below each other, `middle` beside each other.
    """
    axis, share = _AXES[line], _SHARES[line]
    spans = _spans(graph, sizes, axis)
    if len(spans) < 2:
        return graph
    start = min(low for low, _ in spans.values())
    end = max(low + size for low, size in spans.values())
    goal = start + (end - start) * share
    return _moved(
        graph, axis, {id: goal - size * share for id, (_, size) in spans.items()}
    )


def distribute(graph: Graph, sizes: Mapping[str, Size], axis: Axis) -> Graph:
    """Moves nodes so that the gaps between neighbours are equal; the ends stay.

    Args:
        sizes: Width and height of each node that is to be moved, in scene units.
        axis: Along which the gaps are measured.
    """
    number = 0 if axis == "horizontal" else 1
    spans = _spans(graph, sizes, number)
    if len(spans) < 3:
        return graph
    order = sorted(spans, key=lambda id: spans[id][0] + spans[id][1] / 2)
    (start, _), (last, _) = spans[order[0]], spans[order[-1]]
    gap = (last - start - sum(spans[id][1] for id in order[:-1])) / (len(order) - 1)
    places = {order[0]: start}
    for before, id in pairwise(order):
        places[id] = places[before] + spans[before][1] + gap
    return _moved(graph, number, places)


def _spans(
    graph: Graph, sizes: Mapping[str, Size], axis: int
) -> dict[str, tuple[float, float]]:
    """Returns where each node begins along an axis, and how long it is."""
    return {
        id: (graph.positions[id][axis], size[axis])
        for id, size in sizes.items()
        if id in graph.positions
    }


def _moved(graph: Graph, axis: int, places: Mapping[str, float]) -> Graph:
    """Gives nodes another place along one axis, in whole units."""
    found = {}
    for id, place in places.items():
        x, y = graph.positions[id]
        whole = float(round(place))
        found[id] = (whole, y) if axis == 0 else (x, whole)
    return edits.move(graph, found)
