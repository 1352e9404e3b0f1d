"""A selection becomes a submodel, and comes apart again."""

import pytest
from PySide6.QtCore import Qt
from sketch import Sketch

from kgraph.document.graph import Graph
from kgraph.gui.commands.submodels import between, proposed_name

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


def names(graph):
    return [layer.name for layer in graph.layers.values()]


def test_selected_layers_become_one_that_is_named(screen, answer):
    before = screen.document.project
    asked = answer("pair")
    screen.click("left")
    screen.click("right", SHIFT)
    screen.press(Qt.Key.Key_M, CTRL | SHIFT)
    assert asked == ["submodel"]
    (call,) = screen.canvas.selected()
    made = screen.document.project.graphs[screen.document.graph.layer_of(call).submodel]
    assert made.name == "pair"
    assert {"left", "right"} <= set(names(made))
    assert screen.document.undo_label == "Make Submodel pair"
    screen.trigger("undo")
    assert screen.document.project == before


def test_a_person_who_gives_no_name_changes_nothing(screen, answer):
    before = screen.document.project
    answer(None)
    screen.click("left")
    screen.trigger("make_submodel")
    assert screen.document.project is before


def test_what_cannot_be_one_is_refused_before_a_name_is_asked(screen, document, answer):
    s = Sketch()
    first = s.add("Dense", s.add("Input", shape=[4]), units=4)
    second = s.add("Dense", first, units=4)
    s.output(s.add("Dense", second, units=4))
    document.replace(s.project())
    asked = answer("pair")
    before = document.project
    screen.canvas.select([first, "n4"])
    screen.trigger("make_submodel")
    assert not asked
    assert document.project is before
    assert "cannot become one" in screen.window.panels.notice.text
    assert screen.canvas.selected() == [first, second, "n4"]  # enough for one
    screen.trigger("make_submodel")
    assert asked == ["dense_block"]


def test_nothing_selected_is_said(screen):
    screen.canvas.select([])
    screen.trigger("make_submodel")
    assert screen.window.panels.notice.text


def test_a_submodel_comes_apart(screen):
    screen.click("left")
    screen.press(Qt.Key.Key_U, CTRL | SHIFT)
    assert set(names(screen.document.graph)) == {"input", "block", "right", "output"}
    assert screen.canvas.selected() == [screen.node("block")]
    screen.trigger("undo")
    assert "left" in names(screen.document.graph)


def test_all_selected_submodels_come_apart_in_one_step(screen):
    before = screen.document.project
    screen.click("left")
    screen.trigger("share")
    screen.canvas.select_all()
    screen.trigger("inline")
    graph = screen.document.graph
    assert {layer.submodel for layer in graph.layers.values()} == {None, "g2"}
    screen.trigger("undo")
    screen.trigger("undo")
    assert screen.document.project == before


def test_a_copy_gets_a_drawing_of_its_own(screen):
    screen.click("right")
    screen.press(Qt.Key.Key_I, CTRL | ALT)
    graph = screen.document.graph
    left, right = (graph.layer_of(screen.node(n)).submodel for n in ("left", "right"))
    assert left == "g1" != right
    assert screen.document.project.graphs[right].nodes
    assert screen.canvas.selected() == [screen.node("right")]


@pytest.mark.parametrize("name", ["inline", "own_definition", "open_submodel"])
def test_what_is_no_submodel_is_said(screen, name):
    before = screen.document.project
    screen.click("input")
    screen.trigger(name)
    assert "Select a submodel" in screen.window.panels.notice.text
    assert screen.document.project is before


def graph_of(*layers: tuple[str, str]) -> Graph:
    s = Sketch()
    for type, name in layers:
        s.add(type, name=name)
    return s.graph


@pytest.mark.parametrize(
    ("layers", "name"),
    [
        ([("Conv2D", "stem_conv"), ("Dense", "stem_fc")], "stem_block"),
        ([("Conv2D", "a"), ("Dropout", "b"), ("Conv2D", "c")], "conv2d_block"),
        ([("Dense", "dense"), ("Dense", "dense_1"), ("Input", "x")], "dense_block"),
        ([("Input", "x")], "submodel"),
        ([], "submodel"),
    ],
)
def test_a_name_is_proposed(layers, name):
    graph = graph_of(*layers)
    assert proposed_name(graph, graph.nodes) == name


def test_what_lies_between_is_found():
    s = Sketch()
    a = s.add("Dense")
    b = s.add("Dense", a)
    c = s.add("Dense", b)
    d = s.add("Dense", b)
    assert between(s.graph, [a, c]) == {b}
    assert between(s.graph, [a, b]) == set()
    assert between(s.graph, [a, d]) == {b}


def test_a_drawing_that_is_ones_own_already_is_said(screen):
    screen.click("right")
    screen.trigger("own_definition")
    screen.trigger("own_definition")
    assert "its own" in screen.window.panels.notice.text
    assert screen.document.undo_label == "Own Definition"
