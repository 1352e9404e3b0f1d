"""Tidying NASNetLarge's 1,041 layers, and how it compares with Graphviz's `dot`."""

import itertools
import shutil
import subprocess

import keras
import numpy as np
import pytest

from kgraph.document.graph import Graph
from kgraph.document.layout import DEFAULT_SIZE, layout
from kgraph.document.layout.arrange import LANE_GAP, NODE_GAP, ROW_GAP, _components
from kgraph.document.layout.coordinates import place
from kgraph.document.layout.crossings import order
from kgraph.document.layout.ranks import assign
from kgraph.modeling import read

WIDTH, HEIGHT = DEFAULT_SIZE
INCH = 72
PIECES = 6  # straight ones, for each piece of a spline

Line = tuple[str, str, list[tuple[float, float]]]
"""Source, target, and the points of an edge."""


@pytest.fixture(scope="module")
def nasnet() -> Graph:
    with keras.StatelessScope(initialize_variables=False):
        model = keras.applications.NASNetLarge(weights=None)
    return read(model).main


def test_tidy_nasnet_large(benchmark, nasnet):
    """Wanted: under 1 s."""
    found = benchmark(layout, nasnet)
    corners = np.array([found[id] for id in nasnet.nodes])
    apart = np.abs(corners[:, None] - corners)
    overlaps = (apart[..., 0] < WIDTH) & (apart[..., 1] < HEIGHT)
    assert overlaps.sum() == len(nasnet.nodes)  # each with itself


@pytest.mark.skipif(not shutil.which("dot"), reason="Graphviz is not installed")
def test_crossings_next_to_those_of_dot(benchmark, nasnet):
    """Wanted: no more than 1.3 times as many."""
    theirs = crossings(drawn_by_dot(nasnet))
    ours = benchmark.pedantic(lambda: crossings(drawn_in_lanes(nasnet)), rounds=1)
    benchmark.extra_info.update(ours=ours, dot=theirs)
    assert ours <= 1.3 * theirs


def drawn_in_lanes(graph: Graph) -> list[Line]:
    """Edges as the layout makes room for them."""
    lines: list[Line] = []
    for part in _components(graph):
        ids = list(part)
        number = {id: at for at, id in enumerate(ids)}
        rows = assign([[number[t] for t in targets] for targets in part.values()])

        def distance(a: int, b: int, nodes: int = rows.nodes) -> float:
            half = sum(WIDTH / 2 for v in (a, b) if v < nodes)
            return half + (NODE_GAP if max(a, b) < nodes else LANE_GAP)

        middles = place(rows, order(rows), distance)
        for source in range(len(ids)):
            top = rows.rank[source] * (HEIGHT + ROW_GAP)
            waiting = [
                (v, [(middles[source], top + HEIGHT)]) for v in rows.below[source]
            ]
            while waiting:
                vertex, points = waiting.pop()
                top = rows.rank[vertex] * (HEIGHT + ROW_GAP)
                points = [*points, (middles[vertex], top)]
                if vertex < rows.nodes:
                    lines.append((ids[source], ids[vertex], points))
                else:
                    points.append((middles[vertex], top + HEIGHT))
                    waiting += [(v, points) for v in rows.below[vertex]]
    return lines


def drawn_by_dot(graph: Graph) -> list[Line]:
    size = f"width={WIDTH / INCH} height={HEIGHT / INCH}"
    gaps = f"nodesep={NODE_GAP / INCH} ranksep={ROW_GAP / INCH}"
    text = [f'digraph {{ node [shape=box fixedsize=true {size} label=""] {gaps}']
    text += [f"{id};" for id in graph.nodes]
    text += [f"{e.source.node} -> {e.target.node};" for e in graph.edges()]
    answer = subprocess.run(
        ["dot", "-Tplain"],
        input="\n".join([*text, "}"]),
        text=True,
        capture_output=True,
        check=True,
    ).stdout
    lines: list[Line] = []
    for words in map(str.split, answer.splitlines()):
        if words[0] == "edge":
            numbers = [float(word) * INCH for word in words[4 : 4 + 2 * int(words[3])]]
            points = list(zip(numbers[::2], numbers[1::2], strict=True))
            lines.append((words[1], words[2], straightened(points)))
    return lines


def straightened(points: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """The control points of a spline of cubic pieces as a line of straight ones."""
    found = points[:1]
    for start in range(0, len(points) - 3, 3):
        corners = np.array(points[start : start + 4])
        for t in np.arange(1, PIECES + 1) / PIECES:
            shares = np.array(
                [(1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t * t, t**3]
            )
            found.append(tuple(shares @ corners))
    return found


def crossings(lines: list[Line]) -> int:
    """Counts pairs of edges that cross, of those with no end in common."""
    pieces = [
        (a, b, at, source, target)
        for at, (source, target, points) in enumerate(lines)
        for a, b in itertools.pairwise(points)
    ]
    starts, ends = (np.array([piece[n] for piece in pieces]) for n in (0, 1))
    edges, sources, targets = (
        np.array([piece[n] for piece in pieces]) for n in (2, 3, 4)
    )
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    found = set()
    for i, (a, b) in enumerate(zip(starts, ends, strict=True)):
        near = ((low < high[i]) & (high > low[i])).all(axis=1)
        near &= (edges > edges[i]) & (sources != sources[i]) & (targets != targets[i])
        j = np.nonzero(near)[0]
        crossed = side(a, b, starts[j]) * side(a, b, ends[j]) < 0
        crossed &= side(starts[j], ends[j], a) * side(starts[j], ends[j], b) < 0
        found |= {(edges[i], edge) for edge in edges[j[crossed]]}
    return len(found)


def side(a, b, point):
    """On which side of the line from a to b a point lies, by its sign."""
    return (b[..., 0] - a[..., 0]) * (point[..., 1] - a[..., 1]) - (
        b[..., 1] - a[..., 1]
    ) * (point[..., 0] - a[..., 0])
