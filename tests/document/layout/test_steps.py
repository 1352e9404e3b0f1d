"""The steps of the layout, each against a slower and plainer way to the same."""

import itertools
import random

from hypothesis import given
from hypothesis import strategies as st

from kgraph.document.layout.coordinates import place
from kgraph.document.layout.crossings import _first_order, crossings, order
from kgraph.document.layout.ranks import DUMMIES_PER_NODE, Rows, assign


@st.composite
def targets(draw: st.DrawFn) -> list[list[int]]:
    """Vertex to the later vertices that it leads to."""
    count = draw(st.integers(1, 14))
    return [
        sorted(draw(st.sets(st.integers(v + 1, count - 1), max_size=4)))
        if v + 1 < count
        else []
        for v in range(count)
    ]


@given(targets())
def test_every_edge_leads_from_a_row_to_the_next(leads_to):
    graph = assign(leads_to)
    assert min(graph.rank) == 0
    for vertex, below in enumerate(graph.below):
        assert all(graph.rank[t] == graph.rank[vertex] + 1 for t in below)
        assert all(vertex in graph.above[t] for t in below)
    for vertex, ends in enumerate(leads_to):
        assert all(graph.rank[end] > graph.rank[vertex] for end in ends)


@given(targets())
def test_there_are_not_many_more_dummies_than_nodes(leads_to):
    graph = assign(leads_to)
    assert graph.nodes == len(leads_to)
    assert len(graph.rank) <= (1 + DUMMIES_PER_NODE) * graph.nodes


def test_an_edge_too_many_goes_without_a_lane():
    chain = [[i + 1] for i in range(99)] + [[]]
    for i in range(0, 97, 2):
        chain[i].append(99)
    graph = assign(chain)
    assert len(graph.rank) <= (1 + DUMMIES_PER_NODE) * 100
    assert graph.below[98] == [99]


@given(targets())
def test_crossings_are_counted(leads_to):
    graph = assign(leads_to)
    rows = order(graph)
    at = {v: number for row in rows for number, v in enumerate(row)}
    edges = [(v, t) for v, below in enumerate(graph.below) for t in below]
    count = sum(
        graph.rank[a] == graph.rank[c] and (at[a] - at[c]) * (at[b] - at[d]) < 0
        for (a, b), (c, d) in itertools.combinations(edges, 2)
    )
    assert crossings(graph, rows) == count


@given(targets())
def test_rows_keep_their_vertices_and_cross_no_more_than_before(leads_to):
    graph = assign(leads_to)
    rows = order(graph)
    assert [sorted(row) for row in rows] == graph.rows
    assert crossings(graph, rows) <= crossings(graph, _first_order(graph))


def by_chance(seed: int) -> Rows:
    """Forty vertices, each but the first with two sources among the ten before it."""
    chance = random.Random(seed)
    leads_to: list[set[int]] = [set() for _ in range(40)]
    for vertex in range(1, 40):
        for _ in range(2):
            leads_to[chance.randrange(max(0, vertex - 10), vertex)].add(vertex)
    return assign([sorted(ends) for ends in leads_to])


def test_sweeps_take_crossings_out():
    graphs = [by_chance(seed) for seed in range(20)]
    before = sum(crossings(graph, _first_order(graph)) for graph in graphs)
    after = sum(crossings(graph, order(graph)) for graph in graphs)
    assert after < 0.7 * before


def test_blocks_that_would_cross_are_not_made():
    for seed in range(20):
        graph = by_chance(seed)
        rows = order(graph)
        xs = place(graph, rows, lambda a, b: 10)
        for row in rows:
            assert all(xs[b] - xs[a] > 9.9 for a, b in itertools.pairwise(row))


def test_a_tree_is_drawn_without_crossings():
    tree = [[2 * i + 1, 2 * i + 2] if i < 31 else [] for i in range(63)]
    graph = assign(tree)
    assert crossings(graph, order(graph)) == 0


@given(targets(), st.data())
def test_neighbours_in_a_row_keep_their_distance(leads_to, data):
    graph = assign(leads_to)
    rows = order(graph)
    widths = [data.draw(st.integers(0, 300)) for _ in graph.rank]

    def distance(a: int, b: int) -> float:
        return (widths[a] + widths[b]) / 2 + 10

    xs = place(graph, rows, distance)
    for row in rows:
        for a, b in itertools.pairwise(row):
            assert xs[b] - xs[a] >= distance(a, b) - 1e-6


def test_a_lane_is_straight():
    # 0 to 4 along a chain, and one long edge beside it.
    graph = assign([[1, 4], [2], [3], [4], []])
    xs = place(graph, order(graph), lambda a, b: 100)
    lane = range(graph.nodes, len(graph.rank))
    assert len(lane) == 3
    assert len({xs[v] for v in lane}) == 1
    assert len({xs[v] for v in range(5)}) == 1


def test_one_row_is_spread_out():
    graph = Rows([0, 0, 0], [[], [], []], [[], [], []], 3)
    assert place(graph, [[2, 0, 1]], lambda a, b: 50) == [50, 100, 0]
