"""A part of a drawing becomes a submodel, and goes from there into other drawings."""

import ast

import dropping
import pytest
from person import CTRL, LEFT, Person
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from kgraph.codegen import generate
from kgraph.document.project import new_project

pytestmark = pytest.mark.slow

SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def person(qtbot):
    return Person(qtbot)


@pytest.fixture
def name(monkeypatch):
    def name(text):
        monkeypatch.setattr(QInputDialog, "getText", lambda *_: (text, True))

    return name


def draw_chain(person, *phrases):
    """Places layers, each behind the one that is selected."""
    person.click_empty_canvas()
    for phrase in phrases:
        person.find_on_canvas(phrase)


def row_of(person, title):
    palette = person.window.panels.palette
    rows = [i.child(n) for i in palette._items for n in range(i.childCount())]
    return next(row for row in rows if row.text(0) == title)


def drag_from_palette(person, title, point):
    tree = person.window.panels.palette._tree
    data = tree.mimeData([row_of(person, title)])
    dropping.drop(person._viewer, data, person._at(point))


def is_right(person):
    """The drawing has no error, and its code is a program."""
    person.look_for(lambda: "errors" not in person.window.status._problems.text())
    person.look_for(lambda: not [p for p in person.problems if "loss" not in p])
    return ast.parse(generate(person.document.project, draft=True).text)


def undo_all(person):
    while person.document.undo_label is not None:
        person.press(Qt.Key.Key_Z, CTRL, person.window)


def test_a_submodel_goes_from_a_selection_into_other_projects(person, name):
    first = person.document.project
    draw_chain(person, "Input 4", "Dense 8", "Dense 8", "Output")
    person.window.panels.canvas.zoom_to_fit()
    make_a_submodel(person, name)
    put_a_layer_inside(person)
    place_it_again(person)
    take_one_apart(person)
    person.select("mlp")
    person.press(Qt.Key.Key_S, CTRL | ALT)
    assert "library" in person.notice
    undo_all(person)
    assert person.document.project == first
    use_it_elsewhere(person)


def make_a_submodel(person, name):
    person.look_for(lambda: person.cards["output"].shape == "8")
    person.select("dense")
    item = person._items[person.node("dense_1")]
    middle = item.scenePos() + QPointF(item.width / 2, item.height / 2)
    QTest.mouseClick(person._viewer.viewport(), LEFT, SHIFT, person._at(middle))
    name("mlp")
    person.press(Qt.Key.Key_M, CTRL | SHIFT)
    assert person.edges() == {("input", "mlp"), ("mlp", "output")}
    is_right(person)


def put_a_layer_inside(person):
    person.press(Qt.Key.Key_Return, CTRL, person._viewer)
    graph = person.graph
    assert graph.name == "mlp"
    inside = {graph.layer_of(id).type for id in graph.nodes}
    assert inside == {"Input", "Dense", "Output"}
    edge = person.middle_of_edge("dense", "dense_1")
    drag_from_palette(person, "Identity", edge)
    assert {("dense", "identity"), ("identity", "dense_1")} <= person.edges()
    person.press(Qt.Key.Key_Return, CTRL | SHIFT, person._viewer)
    assert person.graph.name == "model"
    assert person.window.panels.canvas.selected() == [person.node("mlp")]
    assert "Identity" in ast.dump(is_right(person))


def place_it_again(person):
    """Puts a copy, which takes 8 features, no edge; a shared call beside it."""
    drag_from_palette(person, "mlp", QPointF(600, 0))
    assert person.graph.layer_of(person.node("mlp_1")).submodel
    person.select("mlp")
    person.press(Qt.Key.Key_D, CTRL | SHIFT)
    layer = person.graph.layer_of(person.node("mlp")).id
    assert len(person.graph.calls[layer]) == 2
    person.press(Qt.Key.Key_Delete)
    person.window.panels.canvas.zoom_to_fit()


def take_one_apart(person):
    person.select("mlp_1")
    person.press(Qt.Key.Key_U, CTRL | SHIFT)
    assert "identity" in person.cards
    person.press(Qt.Key.Key_Delete)
    assert set(person.cards) == {"input", "mlp", "output"}
    is_right(person)


def use_it_elsewhere(person):
    person.document.replace(new_project())
    draw_chain(person, "Input 4", "Output")
    person.window.panels.canvas.tidy()
    edge = person.middle_of_edge("input", "output")
    drag_from_palette(person, "mlp", edge)
    assert person.edges() == {("input", "mlp"), ("mlp", "output")}
    assert len(person.document.project.graphs) == 2
    code = ast.dump(is_right(person))
    assert "build_mlp" in code
    person.look_for(lambda: person.cards["output"].shape == "8")
    undo_all(person)
    assert person.document.project == new_project()
