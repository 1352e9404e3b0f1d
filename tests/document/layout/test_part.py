"""A part of a drawing is tidied where it stands."""

import itertools

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import graph_of, graphs

from kgraph.document import edits
from kgraph.document.layout import DEFAULT_SIZE, layout, layout_part

CHAIN = [("n0", "n1"), ("n1", "n2")]


def placed(positions, pairs=()):
    graph = graph_of(list(positions), list(pairs))
    return replace(graph, positions=dict(positions))


def covers(graph, one, other) -> bool:
    return all(
        abs(a - b) < size
        for a, b, size in zip(
            graph.positions[one], graph.positions[other], DEFAULT_SIZE, strict=True
        )
    )


def test_only_the_part_moves_and_its_corner_stays():
    positions = {"n0": (500.0, 90.0), "n1": (-40.0, 70.0), "n2": (3000.0, 0.0)}
    graph = placed(positions, CHAIN)
    found = layout_part(graph, ["n1", "n0"])
    assert found == {"n0": (-40.0, 70.0), "n1": (-40.0, 158.0)}


def test_all_nodes_are_laid_out_as_ever():
    graph = placed(dict.fromkeys(["n0", "n1", "n2"], (0.0, 0.0)), CHAIN)
    for direction in ("down", "right"):
        found = layout_part(graph, graph.nodes, direction=direction)
        assert found == layout(graph, direction=direction)


def test_steps_aside_as_little_as_it_can():
    positions = {"n0": (0.0, 0.0), "n1": (900.0, 0.0), "n2": (20.0, 100.0)}
    graph = placed(positions, CHAIN[:1])
    found = layout_part(graph, ["n0", "n1"])
    moved = edits.move(graph, found)
    assert not any(covers(moved, "n2", id) for id in found)
    assert found["n0"][0] == 0.0
    assert found["n0"][1] < 0.0


def test_nothing_is_laid_out_of_nothing():
    assert layout_part(placed({"n0": (1.0, 2.0)}), []) == {}


@given(graphs(), st.data())
def test_the_part_covers_nothing(graph, data):
    part = data.draw(st.sets(st.sampled_from(sorted(graph.nodes) or ["none"])))
    part &= graph.nodes.keys()
    found = layout_part(graph, part)
    assert set(found) == part
    moved = edits.move(graph, found)
    others = graph.nodes.keys() - part
    pairs = [*itertools.product(part, others), *itertools.combinations(part, 2)]
    assert not any(covers(moved, a, b) for a, b in pairs)
