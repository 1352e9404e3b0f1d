"""What is inserted has room, and what is taken out leaves no gap."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sketch import Sketch

from kgraph.document import edits
from kgraph.document.errors import EditError
from kgraph.document.graph import Port
from kgraph.document.repairs.inserting import Part, insert, take_out

PLACES = st.tuples(st.floats(-600, 600), st.floats(-600, 600))


def column() -> Sketch:
    s = Sketch()
    one = s.add("Input", shape=[4])
    other = s.add("Dense", one, units=2)
    s.output(s.add("Dense", other, units=2))
    places = {id: (0.0, 90.0 * row) for row, id in enumerate(s.graph.nodes)}
    s.graph = edits.move(s.graph, places)
    return s


def test_it_stands_between_and_the_rest_moves_on():
    graph = insert(
        column().graph, [Part("Dropout", {"rate": 0.5})], Port("n2", "inputs")
    )
    new = next(
        n for n in graph.nodes.values() if graph.layers[n.layer].type == "Dropout"
    )
    assert graph.nodes["n2"].inputs["inputs"][0].node == new.id
    assert new.inputs["inputs"][0].node == "n1"
    heights = [graph.positions[id][1] for id in ("n1", new.id, "n2", "n3", "n4")]
    assert all(b - a > 60 for a, b in pairwise(heights))


@given(st.lists(PLACES, min_size=4, max_size=4))
def test_it_covers_no_other_node(places):
    graph = edits.move(
        column().graph, dict(zip(("n1", "n2", "n3", "n4"), places, strict=True))
    )
    after = insert(graph, [Part("ReLU")], Port("n2", "inputs"))
    (new,) = after.nodes.keys() - graph.nodes.keys()
    x, y = after.positions[new]
    assert all(
        abs(x - a) >= 224 or abs(y - b) >= 52
        for id, (a, b) in after.positions.items()
        if id != new
    )


def test_an_edge_that_is_gone_is_said():
    graph = edits.disconnect(column().graph, Port("n2", "inputs"))
    with pytest.raises(EditError, match="no longer there"):
        insert(graph, [Part("ReLU")], Port("n2", "inputs"))


def test_taking_out_leaves_no_gap():
    graph = take_out(column().graph, "n2")
    assert graph.nodes["n3"].inputs["inputs"][0].node == "n1"
    assert "n2" not in graph.nodes
