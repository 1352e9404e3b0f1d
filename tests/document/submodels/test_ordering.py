"""Inputs and Outputs change places, and nothing else does."""

import pytest
from sketch import Sketch

from kgraph.document.calls import inputs_of, outputs_of
from kgraph.document.errors import EditError
from kgraph.document.submodels.ordering import move_end


@pytest.fixture
def graph():
    s = Sketch("pair", "g1")
    left, right = s.add("Input", name="left"), s.add("Input", name="right")
    joined = s.add("Add", left, right)
    s.output(joined, "sum")
    s.output(left, "same")
    return s.graph


def names(graph, nodes):
    return [graph.layers[n.layer].name for n in nodes]


def test_an_input_moves_among_the_inputs(graph):
    moved = move_end(graph, "n2", -1)
    assert names(moved, inputs_of(moved)) == ["right", "left"]
    assert names(moved, outputs_of(moved)) == ["sum", "same"]
    assert moved.nodes == graph.nodes
    assert list(moved.nodes) == ["n2", "n1", "n3", "n4", "n5"]


def test_an_output_moves_among_the_outputs(graph):
    moved = move_end(graph, "n4", 1)
    assert names(moved, outputs_of(moved)) == ["same", "sum"]
    assert list(move_end(moved, "n4", -1).nodes) == list(graph.nodes)


def test_the_first_and_the_last_stay(graph):
    assert move_end(graph, "n1", -1) is graph
    assert move_end(graph, "n5", 1) is graph


def test_a_node_that_is_not_there_is_said(graph):
    with pytest.raises(EditError, match="n9"):
        move_end(graph, "n9", 1)
