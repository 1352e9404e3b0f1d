"""Ranks whose edges are as short as can be in sum: the network simplex method.

After Gansner, Koutsofios, North and Vo, "A Technique for Drawing Directed Graphs".
A tree of edges of length one holds all vertices together. To cut one of its edges
frees a branch; where more edges lead out of the branch than into it, or the other way
round, it moves until another edge has length one and takes the cut one's place.
"""

import heapq
from collections.abc import Container

PIVOTS_PER_VERTEX = 8  # the method ends long before, but nobody has proven that it does


def shorten(rank: list[int], targets: list[list[int]]) -> list[int]:
    """Returns ranks with the least total length of edges, from 0.

    Args:
        rank: Ranks in which every edge leads down.
        targets: Vertex to the vertices that it leads to.
    """
    branches = _Branches(list(rank), targets)
    stale = pivots = 0
    vertex = 0
    while stale < len(rank) and pivots < PIVOTS_PER_VERTEX * len(rank):
        if branches.improve(vertex):
            stale, pivots = 0, pivots + 1
        else:
            stale += 1
        vertex = (vertex + 1) % len(rank)
    top = min(branches.rank, default=0)
    return [r - top for r in branches.rank]


class _Branches:
    """In each part a spanning tree of edges of length one.

    Attributes:
        parent: Vertex to the one that it hangs from, -1 for a root.
        pull: Vertex to how many more edges lead out of its branch than into it.
    """

    def __init__(self, rank: list[int], targets: list[list[int]]) -> None:
        self.rank = rank
        self.targets = targets
        self.sources: list[list[int]] = [[] for _ in targets]
        for vertex, leads_to in enumerate(targets):
            for target in leads_to:
                self.sources[target].append(vertex)
        self.parent = [-1] * len(rank)
        self.children: list[set[int]] = [set() for _ in rank]
        self.pull = [
            len(out) - len(into)
            for out, into in zip(targets, self.sources, strict=True)
        ]
        for vertex in reversed(self._grown()):
            if self.parent[vertex] >= 0:
                self.pull[self.parent[vertex]] += self.pull[vertex]

    def improve(self, vertex: int) -> bool:
        """Moves the branch at a vertex if that shortens edges; whether it did."""
        parent, pull = self.parent[vertex], self.pull[vertex]
        if parent < 0 or not pull:
            return False
        is_down = pull > 0
        if is_down != (self.rank[parent] < self.rank[vertex]):
            return False
        branch = self._branch(vertex)
        ahead = self.targets if is_down else self.sources
        found = min(
            (abs(self.rank[other] - self.rank[own]) - 1, own, other)
            for own in branch
            for other in ahead[own]
            if other not in branch
        )
        way, own, other = found
        for moved in branch:
            self.rank[moved] += way if is_down else -way
        self._hang(vertex, own, other)
        return True

    def _branch(self, vertex: int) -> dict[int, None]:
        found = {vertex: None}
        waiting = [vertex]
        while waiting:
            children = self.children[waiting.pop()]
            found.update(dict.fromkeys(children))
            waiting.extend(children)
        return found

    def _hang(self, top: int, own: int, other: int) -> None:
        """Takes the branch at `top` off its parent and hangs it by `own` on `other`."""
        whole = self.pull[top]
        self._weigh(self.parent[top], -whole)
        self._weigh(other, whole)
        self.children[self.parent[top]].discard(top)
        upper, vertex, below = other, own, 0
        while True:
            next_, weight = self.parent[vertex], self.pull[vertex]
            self.parent[vertex] = upper
            self.children[upper].add(vertex)
            self.pull[vertex] = whole - below
            if vertex == top:
                return
            self.children[next_].discard(vertex)
            upper, vertex, below = vertex, next_, weight

    def _weigh(self, vertex: int, pull: int) -> None:
        while vertex >= 0:
            self.pull[vertex] += pull
            vertex = self.parent[vertex]

    def _grown(self) -> list[int]:
        """Grows a tree in each part and returns the vertices as they joined one.

        What has joined moves as one, until an edge to the nearest of the others has
        length one.
        """
        rank, moved = self.rank, 0  # the ranks of what has joined are short of `moved`
        joined: dict[int, None] = {}
        down: list[tuple[int, int, int]] = []  # length, as if nothing had moved
        up: list[tuple[int, int, int]] = []

        def join(vertex: int) -> None:
            joined[vertex] = None
            rank[vertex] -= moved
            for target in self.targets[vertex]:
                heapq.heappush(down, (rank[target] - rank[vertex], vertex, target))
            for source in self.sources[vertex]:
                heapq.heappush(up, (rank[vertex] - rank[source], vertex, source))

        for root in range(len(rank)):
            if root not in joined:
                join(root)
            while nearest := _nearest(down, up, joined, moved):
                way, own, other = nearest
                moved += way
                self.parent[other] = own
                self.children[own].add(other)
                join(other)
        return list(joined)


def _nearest(
    down: list[tuple[int, int, int]],
    up: list[tuple[int, int, int]],
    joined: Container[int],
    moved: int,
) -> tuple[int, int, int] | None:
    """Returns the way to the nearest that has not joined, and the edge to it."""
    for heap in (down, up):
        while heap and heap[0][2] in joined:
            heapq.heappop(heap)
    if not down and not up:
        return None
    if not up or (down and down[0][0] - moved <= up[0][0] + moved):
        length, own, other = heapq.heappop(down)
        return length - moved - 1, own, other
    length, own, other = heapq.heappop(up)
    return 1 - length - moved, own, other
