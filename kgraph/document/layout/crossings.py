"""Orders the vertices of each row so that few edges cross."""

import itertools

from kgraph.document.layout.ranks import Rows

SWEEPS = 12


def order(graph: Rows) -> list[list[int]]:
    """Returns the rows, each in the best order that a few sweeps found."""
    rows = _first_order(graph)
    best, fewest = rows, crossings(graph, rows)
    stale = 0
    for sweep in range(SWEEPS):
        if not fewest or stale == 4:
            break
        rows = _swept(graph, rows, down=sweep % 2 == 0)
        count = crossings(graph, rows)
        stale += 1
        if count < fewest:
            best, fewest, stale = rows, count, 0
    return best


def crossings(graph: Rows, rows: list[list[int]]) -> int:
    """Counts the crossings of edges between neighbouring rows."""
    total = 0
    for upper, lower in itertools.pairwise(rows):
        place = {vertex: number for number, vertex in enumerate(lower)}
        ends = [end for v in upper for end in sorted(place[t] for t in graph.below[v])]
        total += _inversions(ends, len(lower))
    return total


def _inversions(numbers: list[int], size: int) -> int:
    """Counts pairs in the wrong order, with a Fenwick tree."""
    tree = [0] * (size + 1)
    total = 0
    for seen, number in enumerate(numbers):
        at, not_greater = number + 1, 0
        while at:
            not_greater += tree[at]
            at &= at - 1
        total += seen - not_greater
        at = number + 1
        while at <= size:
            tree[at] += 1
            at += at & -at
    return total


def _first_order(graph: Rows) -> list[list[int]]:
    """Orders rows as a depth-first walk meets them: branches stay together."""
    rows: list[list[int]] = [[] for _ in graph.rows]
    seen = [False] * len(graph.rank)
    for start in range(len(graph.rank)):
        waiting = [start]
        while waiting:
            vertex = waiting.pop()
            if seen[vertex]:
                continue
            seen[vertex] = True
            rows[graph.rank[vertex]].append(vertex)
            waiting += reversed(graph.below[vertex])
            waiting += reversed(graph.above[vertex])
    return rows


def _swept(graph: Rows, rows: list[list[int]], down: bool) -> list[list[int]]:
    """Sorts each row by the barycentres of its neighbours in the row before."""
    rows = list(rows)
    neighbours = graph.above if down else graph.below
    numbers = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
    for number in numbers:
        before = rows[number - 1 if down else number + 1]
        place = {vertex: at for at, vertex in enumerate(before)}
        keys = {}
        for at, vertex in enumerate(rows[number]):
            near = neighbours[vertex]
            # A vertex without neighbours stays about where it is.
            keys[vertex] = (
                sum(place[n] for n in near) / len(near)
                if near
                else at * len(before) / len(rows[number])
            )
        rows[number] = sorted(rows[number], key=keys.__getitem__)
    return rows
