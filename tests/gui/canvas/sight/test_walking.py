"""The selection walks along the edges of a drawing."""

import pytest
from hypothesis import given
from keyboard import CONTROL, SHIFT, keys
from PySide6.QtCore import Qt
from strategies import graphs

from kgraph.document import edits
from kgraph.document.graph import Port, Source
from kgraph.gui.canvas.sight.walking import first, neighbour

WAYS = ("next", "previous", "sibling before", "sibling behind")
DOWN, UP = Qt.Key.Key_Down, Qt.Key.Key_Up
LEFT, RIGHT = Qt.Key.Key_Left, Qt.Key.Key_Right


@pytest.fixture
def branches(placed):
    """One Input that leads to three layers side by side, which are added."""
    graph, (a, left, middle, right, add) = placed(
        "Input", "Dense", "Dense", "Dense", "Add"
    )
    places = {a: (0, 0), left: (-300, 200), middle: (10, 200), right: (300, 200)}
    graph = edits.move(graph, {**places, add: (0, 400)})
    for index, node in enumerate((left, middle, right)):
        graph = edits.connect(graph, Source(a), Port(node, "inputs"))
        graph = edits.connect(graph, Source(node), Port(add, "inputs", index))
    return graph, (a, left, middle, right, add)


def test_arrows_follow_edges_and_cross_to_siblings(show, branches):
    graph, (a, left, middle, right, add) = branches
    canvas = show(graph)
    steps = [
        (DOWN, a),  # with nothing selected, the first Input
        (DOWN, middle),
        (LEFT, left),
        (LEFT, left),  # there is nothing beside it
        (RIGHT, middle),
        (RIGHT, right),
        (DOWN, add),
        (UP, middle),
        (UP, a),
        (UP, a),
    ]
    for key, expected in steps:
        keys(canvas, key, CONTROL)
        assert canvas.panel.selected() == [expected]
    assert canvas.graph is graph


def test_what_is_ahead_is_not_beside_though_an_edge_skips_over_to_it(placed):
    graph, (a, b, add) = placed("Input", "Dense", "Add")
    graph = edits.move(graph, {add: (300.0, 220.0)})
    graph = edits.connect(graph, Source(a), Port(b, "inputs"))
    for index, node in enumerate((a, b)):
        graph = edits.connect(graph, Source(node), Port(add, "inputs", index))
    assert neighbour(graph, b, "sibling behind") is None
    assert neighbour(graph, b, "sibling before") is None


def test_in_a_drawing_from_left_to_right_the_arrows_are_turned(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(edits.move(graph, {b: (600.0, 0.0)}))
    canvas.panel.select([a])
    keys(canvas, DOWN, CONTROL)
    assert canvas.panel.selected() == [a]
    keys(canvas, RIGHT, CONTROL)
    assert canvas.panel.selected() == [b]
    keys(canvas, LEFT, CONTROL)
    assert canvas.panel.selected() == [a]


def test_shift_extends_the_selection_in_the_order_of_walking(show, branches):
    graph, (a, left, middle, _, _) = branches
    canvas = show(graph)
    canvas.panel.select([a])
    keys(canvas, DOWN, CONTROL | SHIFT)
    keys(canvas, LEFT, CONTROL | SHIFT)
    assert canvas.panel.order.nodes == (a, middle, left)
    assert set(canvas.panel.selected()) == {a, middle, left}


def test_the_view_follows(show, chained):
    graph, ids = chained("Input", *["Dense"] * 60)
    canvas = show(graph)
    viewer = canvas.panel.viewer
    canvas.panel.select([ids[-2]])
    keys(canvas, DOWN, CONTROL)
    seen = viewer.mapToScene(viewer.viewport().rect()).boundingRect()
    item = canvas.items[ids[-1]]
    assert seen.adjusted(-2, -2, 2, 2).contains(item.sceneBoundingRect())


@given(graphs())
def test_a_step_leads_to_another_node_and_siblings_lead_back(graph):
    assert (first(graph) is None) == (not graph.nodes)
    for node in graph.nodes:
        for way in WAYS:
            assert neighbour(graph, node, way) in {*graph.nodes, None} - {node}
        for source in {s.node for ss in graph.nodes[node].inputs.values() for s in ss}:
            assert neighbour(graph, source, "next") is not None
        assert (neighbour(graph, node, "previous") is None) == (
            not graph.nodes[node].inputs
        )
