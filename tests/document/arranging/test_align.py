"""Nodes are put in line, and at equal distances."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import graphs

from kgraph.document import edits
from kgraph.document.arranging.align import align, distribute
from kgraph.document.project import new_project

SIZES = {"n1": (100.0, 50.0), "n2": (200.0, 50.0), "n3": (60.0, 80.0)}
POSITIONS = {"n1": (0.0, 10.0), "n2": (30.0, 200.0), "n3": (400.0, 90.0)}


@pytest.fixture
def graph():
    graph = new_project().main
    for position in (*POSITIONS.values(), (7.0, 7.0)):
        graph, _ = edits.add(graph, "Dense", position)
    return graph


@pytest.mark.parametrize(
    ("line", "places"),
    [
        ("left", [(0, 10), (0, 200), (0, 90)]),
        ("center", [(180, 10), (130, 200), (200, 90)]),
        ("right", [(360, 10), (260, 200), (400, 90)]),
        ("top", [(0, 10), (30, 10), (400, 10)]),
        ("middle", [(0, 105), (30, 105), (400, 90)]),
        ("bottom", [(0, 200), (30, 200), (400, 170)]),
    ],
)
def test_nodes_come_in_line_and_others_stay(graph, line, places):
    aligned = align(graph, SIZES, line)
    assert [aligned.positions[id] for id in SIZES] == places
    assert aligned.positions["n4"] == (7.0, 7.0)
    assert align(aligned, SIZES, line) is aligned


def test_one_node_is_in_line_and_two_are_at_equal_distances(graph):
    assert align(graph, {"n2": SIZES["n2"]}, "left") is graph
    two = {id: SIZES[id] for id in ("n1", "n3")}
    assert distribute(graph, two, "horizontal") is graph
    assert distribute(graph, {}, "vertical") is graph


def test_gaps_become_equal_and_the_ends_stay(graph):
    across = distribute(graph, SIZES, "horizontal")
    assert across.positions == {**graph.positions, "n2": (150.0, 200.0)}
    down = distribute(graph, SIZES, "vertical")
    assert down.positions == {**graph.positions, "n3": (400.0, 90.0)}
    assert distribute(across, SIZES, "horizontal") is across


@given(graphs(), st.data(), st.sampled_from(["horizontal", "vertical"]))
def test_distributing_keeps_the_order(graph, data, axis):
    side = st.integers(20, 400)
    sizes = {id: data.draw(st.tuples(side, side)) for id in graph.nodes}
    number = ("horizontal", "vertical").index(axis)
    found = distribute(graph, sizes, axis)

    def middle(graph, id):
        return graph.positions[id][number] + sizes[id][number] / 2

    order = sorted(sizes, key=lambda id: middle(graph, id))
    gaps = [
        found.positions[b][number] - found.positions[a][number] - sizes[a][number]
        for a, b in pairwise(order)
    ]
    if len(order) > 2:
        assert max(gaps) - min(gaps) <= 2
