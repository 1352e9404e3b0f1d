"""Gives every node a row below its sources, and long edges a lane of their own.

Vertices are numbers here: first the nodes, then the dummies that hold a lane open.
"""

from dataclasses import dataclass

from kgraph.document.layout.shortening import shorten

# Lanes are given to short edges first, until there are this many dummies per node:
# a drawing in which everything leads everywhere must not grow quadratically.
DUMMIES_PER_NODE = 8


@dataclass(frozen=True)
class Rows:
    """A graph whose edges lead from each row to the next one.

    Attributes:
        rank: Row of each vertex.
        above, below: Vertex to its neighbours in the row above and below.
        nodes: How many vertices are nodes; the others are dummies.
    """

    rank: list[int]
    above: list[list[int]]
    below: list[list[int]]
    nodes: int

    @property
    def rows(self) -> list[list[int]]:
        """The vertices of each row, by number."""
        rows: list[list[int]] = [[] for _ in range(max(self.rank, default=-1) + 1)]
        for vertex, rank in enumerate(self.rank):
            rows[rank].append(vertex)
        return rows


def assign(targets: list[list[int]]) -> Rows:
    """Puts vertices into rows.

    Args:
        targets: Vertex to the vertices that it leads to, all of higher number.
    """
    return _with_lanes(shorten(_longest_paths(targets), targets), targets)


def _longest_paths(targets: list[list[int]]) -> list[int]:
    rank = [0] * len(targets)
    for vertex, leads_to in enumerate(targets):
        for target in leads_to:
            rank[target] = max(rank[target], rank[vertex] + 1)
    return rank


def _with_lanes(rank: list[int], targets: list[list[int]]) -> Rows:
    count = len(targets)
    rank = list(rank)
    above: list[list[int]] = [[] for _ in range(count)]
    below: list[list[int]] = [[] for _ in range(count)]

    def join(upper: int, lower: int) -> None:
        below[upper].append(lower)
        above[lower].append(upper)

    with_lane = _lanes(rank, targets)
    for vertex in range(count):
        lane = vertex  # all long edges of a node share one lane
        for target in sorted(targets[vertex], key=rank.__getitem__):
            if rank[target] - rank[vertex] > 1 and vertex not in with_lane:
                continue
            while rank[lane] < rank[target] - 1:
                rank.append(rank[lane] + 1)
                above.append([])
                below.append([])
                join(lane, len(rank) - 1)
                lane = len(rank) - 1
            join(lane, target)
    return Rows(rank, above, below, count)


def _lanes(rank: list[int], targets: list[list[int]]) -> set[int]:
    """Returns the vertices whose long edges are given a lane."""
    lengths = {
        vertex: max(rank[target] for target in leads_to) - rank[vertex]
        for vertex, leads_to in enumerate(targets)
        if leads_to
    }
    left = DUMMIES_PER_NODE * len(targets)
    chosen = set()
    for vertex in sorted(lengths, key=lengths.__getitem__):
        left -= lengths[vertex] - 1
        if left < 0:
            break
        chosen.add(vertex)
    return chosen
