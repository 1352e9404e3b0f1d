import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import graph_of, graphs, tangled_graphs

from kgraph.document import edits
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.layout import DEFAULT_SIZE, layout
from kgraph.document.layout.arrange import NODE_GAP
from kgraph.document.layout.size import size_of
from kgraph.document.project import new_project

sizes = st.tuples(st.integers(20, 400), st.integers(20, 200))


def drawn(*pairs: tuple[int, int], count: int = 0) -> Graph:
    """A graph with an edge for each pair of numbers."""
    count = max([count, *(max(pair) + 1 for pair in pairs)])
    return graph_of(
        [f"n{i}" for i in range(count)], [(f"n{a}", f"n{b}") for a, b in pairs]
    )


def overlap(a, b) -> bool:
    """Whether two rectangles (x, y, width, height) have a point in common."""
    return (
        a[0] < b[0] + b[2]
        and b[0] < a[0] + a[2]
        and a[1] < b[1] + b[3]
        and b[1] < a[1] + a[3]
    )


@given(
    st.one_of(graphs(), tangled_graphs()), st.data(), st.sampled_from(["down", "right"])
)
def test_no_two_nodes_overlap(graph, data, direction):
    given_sizes = {id: data.draw(sizes) for id in graph.nodes}
    found = layout(graph, given_sizes, direction)
    assert list(found) == list(graph.nodes)
    boxes = [(*found[id], *given_sizes[id]) for id in found]
    assert not any(overlap(a, b) for a, b in itertools.combinations(boxes, 2))


@given(graphs(), st.data())
def test_every_edge_points_the_same_way(graph, data):
    given_sizes = {id: data.draw(sizes) for id in graph.nodes}
    down = layout(graph, given_sizes)
    right = layout(graph, given_sizes, "right")
    for edge in graph.edges():
        source, target = edge.source.node, edge.target.node
        assert down[source][1] + given_sizes[source][1] < down[target][1]
        assert right[source][0] + given_sizes[source][0] < right[target][0]


@given(graphs())
def test_the_layout_is_the_same_each_time(graph):
    assert layout(graph) == layout(graph)


def test_nothing_is_laid_out_as_nothing():
    assert layout(Graph("main", "m")) == {}


def test_a_chain_stands_straight():
    found = layout(drawn((0, 1), (1, 2), (2, 3)))
    assert len({x for x, _ in found.values()}) == 1


def test_a_chain_with_skips_stands_straight():
    found = layout(
        drawn((0, 1), (1, 2), (2, 3), (0, 3), (3, 4), (4, 5), (5, 6), (3, 6))
    )
    assert len({x for x, _ in found.values()}) == 1


def test_branches_stand_side_by_side_under_the_middle_of_their_source():
    found = layout(drawn((0, 1), (0, 2), (1, 3), (2, 3)))
    width = DEFAULT_SIZE[0]
    assert found["n1"][1] == found["n2"][1]
    assert abs(found["n1"][0] - found["n2"][0]) == width + NODE_GAP
    assert found["n0"][0] == found["n3"][0] == (width + NODE_GAP) / 2


def test_an_input_that_is_used_late_stands_close_to_its_target():
    found = layout(drawn((0, 1), (1, 2), (2, 3), (4, 3)))
    assert found["n4"][1] == found["n2"][1]


def test_crossings_that_need_not_be_are_taken_out():
    # Two chains, placed so that their nodes alternate the wrong way round.
    found = layout(
        drawn((0, 3), (1, 2), (2, 5), (3, 4), (4, 6), (5, 6), (7, 0), (7, 1))
    )
    first = [found[f"n{i}"][0] for i in (0, 3, 4)]
    second = [found[f"n{i}"][0] for i in (1, 2, 5)]
    assert len(set(first)) == len(set(second)) == 1
    assert first != second


def test_parts_that_are_not_connected_stand_next_to_each_other():
    found = layout(drawn((0, 1), (2, 3)))
    assert found["n0"][1] == found["n2"][1]
    assert found["n0"][0] + DEFAULT_SIZE[0] < found["n2"][0]


def test_many_parts_are_set_in_lines():
    found = layout(drawn(count=100))
    widest = max(x for x, _ in found.values())
    assert widest < 20 * DEFAULT_SIZE[0]


def test_members_of_a_cycle_are_placed_like_a_chain():
    found = layout(drawn((0, 1), (1, 2), (2, 0), (2, 3), (3, 3)))
    ys = [found[f"n{i}"][1] for i in range(4)]
    assert ys == sorted(set(ys))


@pytest.mark.parametrize(
    "pairs",
    [
        [(i, i + 1) for i in range(4_999)],
        [(0, i) for i in range(1, 3_000)],
        [(i, j) for j in range(150) for i in range(j)],
        [
            p
            for i in range(0, 3_000, 3)
            for p in ((i, i + 1), (i, i + 2), (i + 1, i + 3), (i + 2, i + 3))
        ],
    ],
    ids=["chain", "star", "everything to everything", "2^1000 paths"],
)
def test_large_graphs_need_neither_recursion_nor_paths(pairs):
    assert len(layout(drawn(*pairs))) == max(max(pair) for pair in pairs) + 1


def test_nodes_with_long_titles_stand_in_line_without_being_measured():
    graph = new_project().main
    for type in ("Conv2D", "BatchNormalization", "ReLU"):
        graph, _ = edits.add(graph, type, (0.0, 0.0))
    ids = list(graph.nodes)
    for one, other in itertools.pairwise(ids):
        graph = edits.connect(graph, Source(one), Port(other, "inputs"))
    found = layout(graph)
    widths = [size_of(graph, id)[0] for id in ids]
    assert widths[1] > widths[0]
    middles = {found[id][0] + width / 2 for id, width in zip(ids, widths, strict=True)}
    assert len(middles) == 1
