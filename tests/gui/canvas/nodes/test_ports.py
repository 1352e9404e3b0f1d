"""Ports follow from the catalogue, the edges and the constants."""

import pytest
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.analysis import NodeAnalysis, Tensor
from kgraph.document.graph import Port, Source
from kgraph.document.project import new_project
from kgraph.gui.canvas.nodes.ports import ports_of

PROJECT = new_project()


def ports(graph, node, analysis=None):
    return ports_of(PROJECT, graph, graph.nodes[node], analysis)


@pytest.mark.parametrize(
    ("type", "inputs", "outputs"),
    [
        ("Input", [], 1),
        ("Output", ["inputs"], 0),
        ("Dense", ["inputs"], 1),
        ("Add", ["inputs", "inputs"], 1),
        ("ops.add", ["x1", "x2"], 1),
    ],
)
def test_ports_are_those_of_the_catalogue(placed, type, inputs, outputs):
    graph, (a,) = placed(type)
    found = ports(graph, a)
    assert [p.argument for p in found.inputs] == inputs
    assert len(found.outputs) == outputs


def test_names_are_shown_only_where_there_is_a_choice(placed):
    graph, (a, b) = placed("Dense", "ops.add")
    assert [p.label for p in ports(graph, a).inputs] == [""]
    assert [p.label for p in ports(graph, b).inputs] == ["x1", "x2"]


def test_optional_ports_are_there_and_say_so(placed):
    graph, (a,) = placed("LSTM")
    first, *rest = ports(graph, a).inputs
    assert (first.argument, first.is_optional) == ("sequences", False)
    assert rest
    assert all(p.is_optional for p in rest)


def test_a_constant_takes_the_place_of_a_port(placed):
    graph, (a,) = placed("ops.multiply")
    graph = edits.set_constant(graph, a, "x2", 2.0)
    assert [p.argument for p in ports(graph, a).inputs] == ["x1"]


def test_a_many_port_has_one_free_place_behind_its_edges(placed):
    graph, (a, b, c) = placed("Input", "Input", "Add")
    for index, source in enumerate((a, b)):
        graph = edits.connect(graph, Source(source), Port(c, "inputs", index))
    assert [p.is_taken for p in ports(graph, c).inputs] == [True, True, False]


def test_a_many_port_has_no_more_places_than_its_layer_takes(placed):
    graph, (a, b) = placed("Input", "Subtract")
    for index in range(2):
        assert len(ports(graph, b).inputs) == 2
        graph = edits.connect(graph, Source(a), Port(b, "inputs", index))
    assert [p.is_taken for p in ports(graph, b).inputs] == [True, True]
    graph = edits.connect(graph, Source(a), Port(b, "inputs", 2))
    assert len(ports(graph, b).inputs) == 3, "what is there is shown"


def test_an_unknown_operation_shows_the_edges_it_has(placed):
    graph, (a, b) = placed("Input", "Unknown")
    assert ports(graph, b).inputs == ()
    graph = edits.connect(graph, Source(a), Port(b, "x"))
    assert [p.argument for p in ports(graph, b).inputs] == ["x"]


def test_outputs_that_depend_on_the_configuration_come_from_the_analysis(placed):
    graph, (a,) = placed("LSTM")
    assert len(ports(graph, a).outputs) == 1
    analysis = NodeAnalysis((Tensor((None, 4)),) * 3)
    assert ports(graph, a, analysis).outputs == ("0", "1", "2")


def test_outputs_that_are_used_are_there_without_an_analysis(placed):
    graph, (a, b) = placed("LSTM", "Dense")
    graph = edits.connect(graph, Source(a, 2), Port(b, "inputs"))
    assert len(ports(graph, a).outputs) == 3


def test_a_submodel_that_is_missing_is_a_placeholder(placed):
    graph, (a, b) = placed("Input", "graph:gone")
    graph = edits.connect(graph, Source(a), Port(b, "x"))
    found = ports_of(replace(PROJECT, graphs={"main": graph}), graph, graph.nodes[b])
    assert [p.argument for p in found.inputs] == ["x"]
