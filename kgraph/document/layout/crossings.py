"""Orders the vertices of each row so that few edges cross.

After Gansner, Koutsofios, North and Vo, "A Technique for Drawing Directed Graphs":
sweeps down and up sort each row by the medians of its neighbours, and neighbours in a
row are exchanged where that takes crossings away.
"""

import itertools

from kgraph.document.layout.ranks import Rows

SWEEPS = 16
EXCHANGES = 8  # passes over all rows after each sweep, at most


def order(graph: Rows) -> list[list[int]]:
    """Returns the rows, each in the best order that a few sweeps found."""
    rows = _first_order(graph)
    best, fewest = rows, crossings(graph, rows)
    for sweep in range(SWEEPS):
        if not fewest:
            break
        # What ties changes places every other time, or the sweeps go in circles soon.
        turn_ties = bool(sweep // 2 % 2)
        rows = _swept(graph, rows, down=sweep % 2 == 0, turn_ties=turn_ties)
        _exchange(graph, rows, turn_ties)
        count = crossings(graph, rows)
        if count < fewest:
            best, fewest = [list(row) for row in rows], count
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
    """Orders rows as a walk in breadth from the top meets them."""
    rows: list[list[int]] = [[] for _ in graph.rows]
    met = [v for v, sources in enumerate(graph.above) if not sources]
    seen = set(met)
    for vertex in met:  # grows while it is gone through
        rows[graph.rank[vertex]].append(vertex)
        new = [v for v in graph.below[vertex] if v not in seen]
        seen.update(new)
        met.extend(new)
    return rows


def _swept(
    graph: Rows, rows: list[list[int]], down: bool, turn_ties: bool
) -> list[list[int]]:
    """Sorts each row by the medians of its neighbours in the row before."""
    rows = list(rows)
    neighbours = graph.above if down else graph.below
    numbers = range(1, len(rows)) if down else range(len(rows) - 2, -1, -1)
    for number in numbers:
        row = rows[number][::-1] if turn_ties else rows[number]
        before = rows[number - 1 if down else number + 1]
        place = {vertex: at for at, vertex in enumerate(before)}
        keys = {}
        for at, vertex in enumerate(row):
            near = sorted(place[n] for n in neighbours[vertex])
            # A vertex without neighbours stays about where it is.
            keys[vertex] = _median(near) if near else at * len(before) / len(row)
        rows[number] = sorted(row, key=keys.__getitem__)
    return rows


def _median(places: list[int]) -> float:
    """Returns the median; of an even number, the middle weighed by how dense it is."""
    middle = len(places) // 2
    if len(places) % 2:
        return places[middle]
    left, right = places[middle - 1], places[middle]
    before, after = left - places[0], places[-1] - right
    if not before and not after:
        return (left + right) / 2
    return (left * after + right * before) / (before + after)


def _exchange(graph: Rows, rows: list[list[int]], turn_ties: bool) -> None:
    """Exchanges neighbours in a row, in place, as long as that avoids crossings."""
    place = [0] * len(graph.rank)
    for row in rows:
        for at, vertex in enumerate(row):
            place[vertex] = at
    for number in range(EXCHANGES):
        least = 0 if turn_ties and not number else 1
        total = 0
        for row in rows:
            for at in range(len(row) - 1):
                left, right = row[at], row[at + 1]
                saved = _saved(graph, place, left, right)
                if saved >= least:
                    row[at], row[at + 1] = right, left
                    place[left], place[right] = at + 1, at
                    total += saved
        if number and not total:
            break


def _saved(graph: Rows, place: list[int], left: int, right: int) -> int:
    """Returns how many crossings fewer there are if two neighbours change places."""
    saved = 0
    for near in (graph.above, graph.below):
        for one in near[left]:
            for other in near[right]:
                saved += (place[one] > place[other]) - (place[one] < place[other])
    return saved
