"""A drawing leads from its Inputs to its Outputs through known operations."""

import pytest
from checked import only, problems, with_layer, with_node
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.graph import Layer, Node, Port, Source
from kgraph.document.project import new_project


def test_an_empty_drawing_lacks_both_ends():
    found = problems(new_project().main)
    assert {rule: p.severity for rule, p in found.items()} == {
        "has-input": "error",
        "has-output": "error",
    }


def test_members_of_a_cycle_are_named(graph):
    graph, add = edits.add(graph, "Add")
    graph = edits.connect(graph, Source("n2"), Port(add, "inputs"))
    looped = replace(graph.nodes["n2"], inputs={"inputs": (Source(add),)})
    found = problems(with_node(graph, looped))["no-cycles"]
    assert (
        found.message
        == "These nodes lie on a cycle: 'dense', 'add'. Take one of its edges away."
    )
    assert (found.node, found.severity) == ("n2", "error")


def test_what_leads_nowhere_is_a_warning_where_it_ends(graph):
    graph, first = edits.add(graph, "Dense")
    graph, last = edits.add(graph, "Dense", config={"units": "many"})
    graph = edits.connect(graph, Source(first), Port(last, "inputs"))
    found = problems(graph)
    assert found["unused"].node == last
    assert found["required-ports"].node == first
    assert found["required-parameters"].node == first
    assert found["parameter-kinds"].node == last
    assert {p.severity for p in found.values()} == {"warning"}


def test_an_input_that_is_not_used_is_a_warning(graph):
    graph, id = edits.add(graph, "Input", config={"shape": [1]})
    assert (only(graph).rule, only(graph).node) == ("unused", id)
    assert only(graph).severity == "warning"


def test_an_operation_that_is_not_known_is_an_error_with_a_hint(graph):
    found = only(with_layer(graph, Layer("l2", "Dens", "dense")))
    assert (found.rule, found.node, found.severity) == (
        "known-operations",
        "n2",
        "error",
    )
    assert found.received == "'Dens'"
    assert found.message.endswith("Did you mean 'Dense'?")
    assert (
        "Did you"
        not in only(with_layer(graph, Layer("l2", "Qqqqqqq", "dense"))).message
    )


def test_a_node_whose_layer_is_missing(graph):
    found = problems(with_node(graph, Node("n2", "l9", {"inputs": (Source("n1"),)})))
    assert found["known-layers"].node == "n2"
    assert found["known-sources"].node == "n3"


def test_an_output_without_a_loss_is_a_warning(graph):
    found = only(edits.reset_parameter(graph, "l3", "loss"))
    assert (found.rule, found.node, found.severity) == ("has-loss", "n3", "warning")


@pytest.mark.parametrize("id", ["l1", "l3"])
def test_an_input_or_output_is_placed_once(graph, id):
    found = problems(edits.call(graph, id)[0])
    assert found["single-calls"].node == "n4"


def test_a_placeholder_of_a_foreign_model_is_a_warning(graph):
    origin = {"module": "mylib.layers"}
    found = only(with_layer(graph, Layer("l2", "Gate", "dense", origin=origin)))
    assert (found.rule, found.node) == ("known-operations", "n2")
    assert found.severity == "warning"
    assert "the class Gate is not here" in found.message
