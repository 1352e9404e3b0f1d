"""Nodes and edges say what is known of them."""

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.document.analysis import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    Problem,
    Tensor,
)
from kgraph.gui.canvas.nodes.node_texts import Texts
from kgraph.gui.canvas.style import Style
from kgraph.gui.theme import DARK


def test_an_analysis_is_shown(show, chained):
    graph, (_, b) = chained("Input", "Dense")
    canvas = show(graph)
    node = NodeAnalysis((Tensor((None, 26, 26, 32)),), trainable=9248)
    problem = Problem("rule", "units must be positive.", node=b)
    canvas.panel.show_analysis(
        Analysis({"main": GraphAnalysis({b: node})}, problems=(problem,))
    )
    card = canvas.items[b].card
    assert card.shape == "26 × 26 × 32"
    assert card.parameters == "9.25 k"
    assert card.severity == "error"
    assert card.problems == ("units must be positive.",)


def test_a_layer_that_is_called_twice_says_so(show, placed):
    graph, (_, b) = placed("Input", "Dense")
    canvas = show(graph)
    layer = graph.nodes[b].layer
    canvas.document.edit_graph("Call", lambda g: edits.call(g, layer, (300, 0))[0])
    assert {i.card.calls for i in canvas.items.values()} == {1, 2}
    canvas.document.undo()
    assert canvas.items[b].card.calls == 1


def test_an_edge_says_what_it_carries(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    node = NodeAnalysis((Tensor((None, 8)),))
    canvas.panel.show_analysis(Analysis({"main": GraphAnalysis({a: node})}))
    point = canvas.edge(a, b).path().pointAtPercent(0.5)
    QTest.mouseMove(canvas.panel.viewer.viewport(), canvas.mouse.at(point))
    QApplication.processEvents()
    assert canvas.edge(a, b).toolTip() == "8  float32"


def test_a_long_type_gets_a_smaller_headline_rather_than_an_end():
    style = Style(DARK)
    short = style.headline_for("Dense", 120.0)
    long = style.headline_for("MaxPooling2D", 120.0)
    assert long.pixelSize() < short.pixelSize()


@pytest.mark.parametrize(
    ("shape", "parameters"), [((None, 8, 64), "1.29 k"), ((None, *[1000] * 5), "")]
)
def test_half_as_large_a_node_says_its_shape_and_the_parameters_that_fit(
    show, chained, shape, parameters
):
    graph, (a,) = chained("Dense")
    canvas = show(graph)
    node = NodeAnalysis((Tensor(shape),), trainable=1290)
    canvas.panel.show_analysis(Analysis({"main": GraphAnalysis({a: node})}))
    lines = [text.text() for _, text in Texts(canvas.items[a]).lines]
    assert lines[0] == "Dense"
    assert lines[1].startswith(" × ".join(str(size) for size in shape[1:3]))
    assert lines[2] == parameters
