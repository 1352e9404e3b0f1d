"""The order of a list of tensors is changed, and no edge is lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgraph.document import edits
from kgraph.document.edges.reorder import reorder
from kgraph.document.errors import EditError
from kgraph.document.graph import Port, Source
from kgraph.document.project import new_project


def merged(count: int):
    graph, ids = new_project().main, []
    for type in ("Input",) * count + ("Add",):
        graph, id = edits.add(graph, type)
        ids.append(id)
    for index, source in enumerate(ids[:-1]):
        graph = edits.connect(graph, Source(source), Port(ids[-1], "inputs", index))
    return graph, ids


@given(st.integers(2, 6), st.data())
def test_one_goes_to_its_place_and_the_others_keep_their_order(count, data):
    graph, (*sources, add) = merged(count)
    old = data.draw(st.integers(0, count - 1))
    new = data.draw(st.integers(0, count + 2))
    after = reorder(graph, Port(add, "inputs", old), new)
    given = [s.node for s in after.nodes[add].inputs["inputs"]]
    assert given[min(new, count - 1)] == sources[old]
    given.remove(sources[old])
    assert given == [s for s in sources if s != sources[old]]
    if old == new:
        assert after is graph


@pytest.mark.parametrize("index", [-1, 2])
def test_a_port_without_an_edge_has_no_place(index):
    graph, (_, _, add) = merged(2)
    with pytest.raises(EditError, match="at which an edge ends"):
        reorder(graph, Port(add, "inputs", index), 0)
