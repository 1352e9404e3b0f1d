"""What a node says about itself."""

import pytest

from kgraph.document import edits
from kgraph.document.analysis import NodeAnalysis, Problem, Tensor
from kgraph.document.project import new_project
from kgraph.gui.canvas.nodes.card import card_of, shape_text

PROJECT = new_project()


@pytest.mark.parametrize(
    ("shape", "text"),
    [
        ((None, 26, 26, 32), "26 × 26 × 32"),
        ((None, 10), "10"),
        ((None,), "scalar"),
        ((None, None, 64), "? × 64"),
        ((8, 3), "3"),
    ],
)
def test_shapes_leave_the_batch_out(shape, text):
    assert shape_text(Tensor(shape)) == text


@pytest.mark.parametrize(
    ("type", "form"),
    [
        ("Input", "input"),
        ("Output", "output"),
        ("Dense", "operation"),
        ("Unknown", "placeholder"),
        ("graph:gone", "placeholder"),
    ],
)
def test_forms(placed, type, form):
    graph, (a,) = placed(type)
    assert card_of(PROJECT, graph, a).form == form


def test_several_outputs_show_the_first_and_how_many_more(placed):
    graph, (a,) = placed("LSTM")
    analysis = NodeAnalysis((Tensor((None, 4)), Tensor((None, 5))), trainable=20)
    card = card_of(PROJECT, graph, a, analysis)
    assert card.shape == "4  +1"
    assert card.tensors == ("4  float32", "5  float32")
    assert card.parameters == "20"


def test_the_worst_problem_counts(placed):
    graph, (a,) = placed("Dense")
    warning = Problem("a", "Odd.", severity="warning")
    error = Problem("b", "Wrong.")
    assert card_of(PROJECT, graph, a).severity is None
    assert card_of(PROJECT, graph, a, None, [warning]).severity == "warning"
    card = card_of(PROJECT, graph, a, None, [warning, error])
    assert card.severity == "error"
    assert card.problems == ("Odd.", "Wrong.")


def test_a_shared_layer_counts_its_calls(placed):
    graph, (a,) = placed("Dense")
    graph, b = edits.call(graph, graph.nodes[a].layer)
    assert card_of(PROJECT, graph, b).calls == 2
