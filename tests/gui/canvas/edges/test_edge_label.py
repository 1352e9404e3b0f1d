"""Edges say shapes, and which of them is to blame."""

import pytest
from PySide6.QtGui import QImage, QPainter

from kgraph.document import edits
from kgraph.document.analysis import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    Problem,
    Tensor,
)
from kgraph.document.graph import Port, Source

KNOWN = {"n1": NodeAnalysis((Tensor((None, 8, 8, 3)),))}
RANK = Problem(
    rule="keras",
    message="Wrong.",
    node="n2",
    argument="inputs",
    expected="3 dimensions",
    received="shape (None, 8, 8, 3)",
)


def analysis(*problems: Problem) -> Analysis:
    return Analysis({"main": GraphAnalysis(KNOWN)}, problems)


@pytest.fixture
def canvas(show, chained):
    graph, _ = chained("Input", "LSTM", "Output")
    canvas = show(graph)
    canvas.panel.show_analysis(analysis())
    return canvas


def test_an_edge_says_what_it_carries(canvas):
    assert canvas.edge("n1", "n2").label.shape == "8 × 8 × 3"
    assert canvas.edge("n2", "n3").label.shape == ""


def test_there_is_room_for_the_words(canvas):
    edge = canvas.edge("n1", "n2")
    assert edge.boundingRect().contains(edge.label._place)


def test_the_edge_is_to_blame_until_it_is_not(canvas):
    edge = canvas.edge("n1", "n2")
    canvas.panel.show_analysis(analysis(RANK))
    assert edge.is_faulty
    assert edge.pen_at(1.0) == edge.look.edge_faulty
    assert edge.label.fault.lines == (
        "expected 3 dimensions",
        "received shape (None, 8, 8, 3)",
    )
    other = canvas.edge("n2", "n3")
    assert not other.is_faulty
    assert edge.zValue() > other.zValue(), "no other edge crosses its words"
    canvas.panel.show_analysis(analysis())
    assert not edge.is_faulty
    assert edge.zValue() == other.zValue()


def test_all_tensors_of_a_list_are_to_blame(show, placed):
    graph, (one, other, add) = placed("Input", "Input", "Add")
    for index, source in enumerate((one, other)):
        graph = edits.connect(graph, Source(source), Port(add, "inputs", index))
    canvas = show(graph)
    problem = Problem(rule="keras", message="No.", node=add, argument="inputs")
    canvas.panel.show_analysis(Analysis(problems=(problem,)))
    assert canvas.edge(one, add).is_faulty
    assert canvas.edge(other, add).is_faulty


def painted(canvas, *selected: str) -> QImage:
    canvas.panel.select(selected)
    image = QImage(900, 700, QImage.Format.Format_RGB32)
    image.fill(0)
    painter = QPainter(image)
    canvas.panel.viewer.render(painter)
    painter.end()
    return image


def test_the_words_stand_beside_the_selected_node(canvas):
    canvas.panel.show_analysis(analysis(RANK))
    canvas.panel.viewer.zoom_to_nodes(canvas.items.values())
    edge = canvas.edge("n1", "n2")
    place = canvas.panel.viewer.mapFromScene(edge.label._box.center())
    other, words = painted(canvas, "n3"), painted(canvas, "n2")
    scale = words.width() / canvas.panel.viewer.viewport().width()
    row = int(place.y() * scale)
    line = range(int(place.x() * scale) - 40, int(place.x() * scale) + 40)
    assert any(
        words.pixel(x, y) != other.pixel(x, y)
        for x in line
        for y in range(row - 10, row + 10)
    )


def test_siblings_of_the_selected_node_are_lit(show, placed):
    graph, (dense, other) = placed("Dense", "Dense")
    graph, twin = edits.call(graph, graph.nodes[dense].layer, (400.0, 0.0))
    canvas = show(graph)
    canvas.panel.select([dense])
    assert canvas.items[twin].is_sibling
    assert not canvas.items[dense].is_sibling
    assert not canvas.items[other].is_sibling
    canvas.panel.select([other])
    assert not canvas.items[twin].is_sibling
