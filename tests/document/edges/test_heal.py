"""Deleting nodes and healing leaves a drawing without gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import graph_of, graphs

from kgraph.document import edits
from kgraph.document.edges.heal import heal
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.order import reaches, sort
from kgraph.document.project import new_project


def drawn(**types: str) -> tuple[Graph, dict[str, str]]:
    """Nodes without edges, and their ids by the names that they are given."""
    graph, ids = new_project().main, {}
    for name, type in types.items():
        graph, ids[name] = edits.add(graph, type)
    return graph, ids


def connected(graph: Graph, ids: dict[str, str], *edges: str) -> Graph:
    """Adds edges, each written as `source > target argument`."""
    for text in edges:
        source, _, target = text.partition(" > ")
        node, argument = target.split()
        index = len(graph.nodes[ids[node]].inputs.get(argument, ()))
        port = Port(ids[node], argument, index)
        graph = edits.connect(graph, Source(ids[source]), port)
    return graph


def sources(graph: Graph, node: str, argument: str = "inputs") -> list[str]:
    return [s.node for s in graph.nodes[node].inputs.get(argument, ())]


def test_a_chain_is_closed_for_every_target():
    graph, ids = drawn(a="Input", b="Dense", c="Dense", d="Dense", e="Output")
    graph = connected(
        graph, ids, "a > b inputs", "b > c inputs", "c > d inputs", "c > e inputs"
    )
    healed = heal(graph, [ids["b"], ids["c"]])
    assert sources(healed, ids["d"]) == sources(healed, ids["e"]) == [ids["a"]]
    assert set(healed.nodes) == {ids["a"], ids["d"], ids["e"]}


def test_the_main_input_heals_where_there_are_several():
    graph, ids = drawn(a="Input", b="Input", add="Add", out="Output")
    graph = connected(
        graph, ids, "b > add inputs", "a > add inputs", "add > out inputs"
    )
    healed = heal(graph, [ids["add"]])
    assert sources(healed, ids["out"]) == [ids["b"]]


def test_the_catalogue_says_which_input_is_the_main_one():
    graph, ids = drawn(state="Input", a="Input", lstm="LSTM", out="Output")
    graph = connected(
        graph,
        ids,
        "state > lstm initial_state",
        "a > lstm sequences",
        "lstm > out inputs",
    )
    healed = heal(graph, [ids["lstm"]])
    assert sources(healed, ids["out"]) == [ids["a"]]


def test_places_in_a_list_are_kept():
    graph, ids = drawn(
        a="Input", b="Input", c="Input", dense="Dense", cat="Concatenate"
    )
    graph = connected(
        graph,
        ids,
        "b > dense inputs",
        "a > cat inputs",
        "dense > cat inputs",
        "c > cat inputs",
    )
    healed = heal(graph, [ids["dense"]])
    assert sources(healed, ids["cat"]) == [ids["a"], ids["b"], ids["c"]]


def test_no_argument_is_given_the_same_tensor_once_more():
    graph, ids = drawn(a="Input", conv="Conv2D", add="Add", out="Output")
    graph = connected(
        graph, ids, "a > conv inputs", "conv > add inputs", "a > add inputs"
    )
    assert sources(heal(graph, [ids["conv"]]), ids["add"]) == [ids["a"]]


def test_what_leads_nowhere_or_comes_from_nowhere_is_just_deleted():
    graph, ids = drawn(a="Input", b="Dense", c="Output")
    graph = connected(graph, ids, "a > b inputs", "b > c inputs")
    assert heal(graph, [ids["a"]]) == edits.delete(graph, [ids["a"]])
    assert heal(graph, [ids["c"]]) == edits.delete(graph, [ids["c"]])


def test_no_cycle_is_closed_in_a_drawing_that_has_one():
    graph = graph_of(["a", "b", "c"], [("a", "b"), ("b", "a"), ("b", "c")])
    healed = heal(graph, ["a"])
    assert not reaches(healed, "c", "b")
    assert not sort(healed).cycle


def test_a_node_that_is_not_there_cannot_be_deleted():
    with pytest.raises(EditError, match="n99"):
        heal(new_project().main, ["n99"])


@given(graphs(), st.data())
def test_healing_connects_only_what_was_connected_before(graph, data):
    gone = (
        data.draw(st.sets(st.sampled_from(sorted(graph.nodes)))) if graph.nodes else ()
    )
    healed = heal(graph, gone)
    assert set(healed.nodes) == set(graph.nodes) - set(gone)
    assert not sort(healed).cycle
    for edge in healed.edges():
        assert reaches(graph, edge.source.node, edge.target.node)
    before = set(edits.delete(graph, gone).edges())
    kept = {(e.source, e.target.node, e.target.argument) for e in before}
    assert kept <= {
        (e.source, e.target.node, e.target.argument) for e in healed.edges()
    }
    if not gone:
        assert healed is graph
