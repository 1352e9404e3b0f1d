"""Every port has the tensors that it needs, from where there are some."""

import pytest
from checked import only, problems, with_node
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.graph import Port, Source


def test_a_missing_edge_is_an_error(graph):
    found = problems(edits.disconnect(graph, Port("n2", "inputs")))["required-ports"]
    assert (found.node, found.argument, found.severity) == ("n2", "inputs", "error")
    assert (found.expected, found.received) == ("a tensor", "nothing")
    assert (
        found.message
        == "'dense' needs a tensor at its port 'inputs'. Draw an edge to it."
    )


def test_a_many_port_needs_one_tensor_or_more(graph):
    graph, _ = edits.add(graph, "Add")
    assert problems(graph)["required-ports"].expected == "one tensor or more"


def test_a_constant_stands_for_a_tensor(graph):
    graph, id = edits.add(graph, "ops.multiply")
    graph = edits.connect(graph, Source("n2"), Port(id, "x1"))
    graph = edits.connect(graph, Source(id), Port("n3", "inputs"))
    assert only(graph).argument == "x2"
    assert problems(edits.set_constant(graph, id, "x2", 0.0)) == {}


def test_an_optional_port_may_stay_empty(graph):
    graph, id = edits.add(graph, "LSTM", config={"units": 3})
    graph = edits.connect(graph, Source("n1"), Port(id, "sequences"))
    graph = edits.connect(graph, Source(id), Port("n3", "inputs"))
    assert set(problems(graph)) == {"unused"}


def test_a_port_that_is_not_there(graph):
    node = replace(
        graph.nodes["n2"], inputs={"inputs": (Source("n1"),), "x": (Source("n1"),)}
    )
    found = only(with_node(graph, node))
    assert (found.rule, found.argument) == ("known-ports", "x")
    assert (found.expected, found.received) == ("'inputs'", "'x'")


def test_two_edges_at_a_port_that_takes_one(graph):
    node = replace(graph.nodes["n2"], inputs={"inputs": (Source("n1"), Source("n1"))})
    found = only(with_node(graph, node))
    assert (found.rule, found.index, found.received) == ("port-limits", 1, "2 edges")


@pytest.mark.parametrize(
    ("source", "expected", "received"),
    [
        (Source("n1", 1), "an output from 0 to 0", "1"),
        (Source("n1", -1), "an output from 0 to 0", "-1"),
        (Source("n9"), "a node", "'n9'"),
        (Source("n3"), "a tensor", "none"),
    ],
)
def test_an_edge_from_what_is_not_there(graph, source, expected, received):
    node = replace(graph.nodes["n2"], inputs={"inputs": (source,)})
    found = problems(with_node(graph, node))["known-sources"]
    assert (found.node, found.argument) == ("n2", "inputs")
    assert (found.expected, found.received) == (expected, received)


def test_three_edges_at_a_port_that_takes_two(graph):
    subtract = replace(graph.layer_of("n2"), type="Subtract", config={})
    graph = replace(graph, layers={**graph.layers, subtract.id: subtract})
    node = replace(graph.nodes["n2"], inputs={"inputs": (Source("n1"),) * 3})
    found = only(with_node(graph, node))
    assert (found.rule, found.index, found.expected) == ("port-limits", 2, "2 tensors")
