"""An output is offered every port that it may lead to, and is told of the others."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import graphs

from kgraph.document import edits
from kgraph.document.errors import CycleError, EditError
from kgraph.document.graph import Port, Source
from kgraph.document.project import new_project
from kgraph.gui.canvas.popups.destinations import destinations, lead_all

PROJECT = new_project()


def offered(graph, node):
    found = destinations(PROJECT, graph, node)
    return [(d.target.node, d.target.index) for d in found if not d.refusal]


def test_the_nearest_free_port_comes_first_and_a_taken_one_after_it(placed):
    graph, (a, b, c, d) = placed("Input", "Dense", "Dense", "Input")
    graph = edits.connect(graph, Source(d), Port(b, "inputs"))
    found = destinations(PROJECT, graph, a)
    assert [x.target.node for x in found] == [c, b]
    assert [x.instead_of for x in found] == [None, Source(d)]


def test_a_list_is_offered_its_free_place_once(placed):
    graph, (a, b, c) = placed("Input", "Input", "Add")
    assert offered(graph, a) == [(c, 0)]
    graph = edits.connect(graph, Source(b), Port(c, "inputs"))
    assert offered(graph, a) == [(c, 1)]
    graph = edits.connect(graph, Source(a), Port(c, "inputs", 1))
    assert offered(graph, a) == []


def test_what_would_close_a_cycle_is_named_once_with_the_reason(chained):
    graph, (_, b, c) = chained("Input", "Dense", "Dense")
    (refused,) = (d for d in destinations(PROJECT, graph, c) if d.refusal)
    assert refused.target.node == b
    assert "'dense' already leads to 'dense_1'" in refused.refusal


def test_each_output_of_a_node_may_lead_somewhere(placed):
    graph, (a, b, _) = placed("LSTM", "Dense", "Output")
    graph = edits.connect(graph, Source(a, 2), Port(b, "inputs"))
    found = destinations(PROJECT, graph, a)
    assert {d.source.output for d in found} == {0, 1, 2}


def test_an_output_of_the_model_leads_nowhere(placed):
    graph, (a, _) = placed("Output", "Dense")
    assert destinations(PROJECT, graph, a) == []


@given(graphs(max_edits=15))
def test_what_is_offered_can_be_drawn_and_what_is_refused_cannot(graph):
    for node in graph.nodes:
        for d in destinations(PROJECT, graph, node):
            if d.refusal:
                with pytest.raises(CycleError):
                    edits.connect(graph, d.source, d.target)
            else:
                after = edits.connect(graph, d.source, d.target)
                inputs = after.nodes[d.target.node].inputs[d.target.argument]
                assert d.source in inputs
                assert after is not graph


def test_several_nodes_lead_to_one_in_their_order(placed):
    graph, (a, b, c, add) = placed("Input", "Input", "Input", "Add")
    graph, replaced = lead_all(PROJECT, graph, [c, a, b], add)
    assert [s.node for s in graph.nodes[add].inputs["inputs"]] == [c, a, b]
    assert replaced == []


def test_the_only_port_is_given_the_new_tensor_and_the_old_one_is_named(placed):
    graph, (a, b, c) = placed("Input", "Input", "Dense")
    graph = edits.connect(graph, Source(a), Port(c, "inputs"))
    graph, replaced = lead_all(PROJECT, graph, [b], c)
    assert graph.nodes[c].inputs["inputs"] == (Source(b),)
    assert replaced == ["input"]


@pytest.mark.parametrize(
    ("types", "sources", "target", "words"),
    [
        (("Input", "Output"), [1], 0, "'output' has no output"),
        (("Input", "Input"), [0], 1, "'input_1' has no free input for 'input'"),
        (("Dense",), [0], 0, "to itself would close a cycle"),
    ],
)
def test_what_cannot_be_connected_is_refused_in_words(
    placed, types, sources, target, words
):
    graph, ids = placed(*types)
    with pytest.raises(EditError, match=words):
        lead_all(PROJECT, graph, [ids[n] for n in sources], ids[target])


def test_nothing_is_connected_twice(chained):
    graph, (a, b) = chained("Input", "Dense")
    with pytest.raises(EditError, match="leads to 'dense' already"):
        lead_all(PROJECT, graph, [a], b)


@given(st.lists(st.integers(0, 3), min_size=1, max_size=4, unique=True))
def test_what_leads_in_is_kept_whatever_the_order(numbers):
    graph, ids = PROJECT.main, []
    for type in ("Input",) * 4:
        graph, id = edits.add(graph, type)
        ids.append(id)
    graph, add = edits.add(graph, "Concatenate")
    graph, _ = lead_all(PROJECT, graph, [ids[n] for n in numbers], add)
    given = [s.node for s in graph.nodes[add].inputs["inputs"]]
    assert given == [ids[n] for n in numbers]
