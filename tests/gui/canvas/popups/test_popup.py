"""Operations are searched for where they are wanted."""

from itertools import combinations

import pytest
from keyboard import NONE, keys
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtTest import QTest

from kgraph.document import edits
from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Tensor
from kgraph.gui.canvas.popups.popup import Question


def test_a_double_click_searches_and_enter_places(show, placed):
    canvas = show(placed("Input")[0])
    at = QPointF(300, 150)
    viewport = canvas.panel.viewer.viewport()
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, NONE, canvas.mouse.at(at))
    popup = canvas.panel.popup
    assert popup.isVisible()
    QTest.keyClicks(popup.field, "dense")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert [x.type for x in canvas.graph.layers.values()] == ["Input", "Dense"]


def test_tab_searches_and_what_is_placed_follows_the_selected_node(show, placed):
    graph, (a,) = placed("Input")
    canvas = show(graph)
    canvas.panel.select([a])
    keys(canvas, Qt.Key.Key_Tab)
    popup = canvas.panel.popup
    assert popup.isVisible()
    first = popup.list.currentItem().text()
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    second = popup.list.currentItem().text()
    assert first != second
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    new = list(canvas.graph.nodes)[-1]
    assert canvas.graph.layer_of(new).type == second
    assert canvas.graph.targets[a][0].target.node == new


def test_escape_closes_the_search(show, placed):
    canvas = show(placed("Input")[0])
    keys(canvas, Qt.Key.Key_Tab)
    QTest.keyClick(canvas.panel.popup.field, Qt.Key.Key_Escape)
    assert not canvas.panel.popup.isVisible()
    assert len(canvas.graph.nodes) == 1


def test_an_edge_let_go_on_empty_canvas_searches_for_what_it_leads_to(show, placed):
    graph, (a, _) = placed("Input", "Dense")
    canvas = show(graph)
    canvas.mouse.drag(canvas.output(a), QPointF(400, 100))
    popup = canvas.panel.popup
    assert popup.isVisible()
    QTest.keyClicks(popup.field, "Flatten")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    new = list(canvas.graph.nodes)[-1]
    assert canvas.sources(new) == [a]


def test_the_search_begins_with_what_people_look_for_first(show, placed):
    canvas = show(placed()[0])
    keys(canvas, Qt.Key.Key_Tab)
    list = canvas.panel.popup.list
    assert [list.item(i).text() for i in range(3)] == ["Input", "Output", "Dense"]


def write(canvas, text: str):
    """Calls the search and types into it."""
    keys(canvas, Qt.Key.Key_Tab)
    popup = canvas.panel.popup
    QTest.keyClicks(popup.field, text)
    return popup


def place(canvas, text: str) -> str:
    QTest.keyClick(write(canvas, text).field, Qt.Key.Key_Return)
    return list(canvas.graph.nodes)[-1]


def test_arguments_are_typed_behind_the_name(show, placed):
    canvas = show(placed()[0])
    node = place(canvas, "conv 32 3 relu name=stem")
    layer = canvas.graph.layer_of(node)
    assert (layer.type, layer.name) == ("Conv2D", "stem")
    assert layer.config == {"filters": 32, "kernel_size": 3, "activation": "relu"}
    assert canvas.document.undo_label == "Add Conv2D"


def test_the_list_shows_what_would_be_placed_and_the_hint_what_comes_next(show, placed):
    canvas = show(placed()[0])
    popup = write(canvas, "conv 32 ")
    row = popup.rows()[0]
    assert (row.title, row.detail, row.note) == (
        "Conv2D",
        "filters=32",
        "needs kernel_size",
    )
    assert popup.hint.isVisible()
    assert "<b><u>kernel_size</u></b>" in popup.hint.text()
    QTest.keyClicks(popup.field, "3x3 relu")
    row = popup.rows()[0]
    assert row.detail == "filters=32 kernel_size=(3, 3) activation=relu"
    assert row.note == ""
    assert "<b><u>activation</u></b>" in popup.hint.text()


def test_what_is_not_understood_is_said_and_enter_places_nothing(show, placed):
    canvas = show(placed()[0])
    popup = write(canvas, "conv 32 3 foo")
    assert popup.rows()[0].problem == "`foo` is no argument of Conv2D"
    assert "`foo` is no argument of Conv2D" in popup.hint.text()
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert popup.isVisible()
    assert not canvas.graph.nodes
    for _ in "foo":
        QTest.keyClick(popup.field, Qt.Key.Key_Backspace)
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert [x.type for x in canvas.graph.layers.values()] == ["Conv2D"]


def test_what_nobody_knows_is_said(show, placed):
    popup = write(show(placed()[0]), "xyzzy 3")
    assert [row.problem for row in popup.rows()] == ["Nothing is called `xyzzy 3`"]


def test_a_chain_is_drawn_without_leaving_the_keyboard(show, placed):
    canvas = show(placed()[0])
    line = ("input 28 28 1", "conv 8 3 relu", "flatten", "dense 10 softmax", "output")
    ids = [place(canvas, text) for text in line]
    assert [canvas.graph.layer_of(id).type for id in ids] == [
        "Input",
        "Conv2D",
        "Flatten",
        "Dense",
        "Output",
    ]
    assert [canvas.sources(id) for id in ids] == [[], *([id] for id in ids[:-1])]
    assert canvas.panel.selected() == ids[-1:]
    assert canvas.panel.viewer.hasFocus()
    tops = [canvas.items[id].y() for id in ids]
    assert tops == sorted(set(tops))


def test_what_is_placed_by_the_keyboard_covers_nothing(show, placed):
    canvas = show(placed()[0])
    for _ in range(3):
        place(canvas, "input 4")
        keys(canvas, Qt.Key.Key_Escape)  # nothing is selected then
    assert not any(canvas.graph.edges())
    rects = [i.mapRectToScene(i.card_rect()) for i in canvas.items.values()]
    assert len(rects) == 3
    assert not any(a.intersects(b) for a, b in combinations(rects, 2))


def test_two_selected_nodes_lead_into_what_merges_them_as_they_were_selected(
    show, placed
):
    graph, (a, b) = placed("Input", "Input")
    canvas = show(graph)
    canvas.mouse.click(canvas.middle(b))
    canvas.mouse.click(canvas.middle(a), Qt.KeyboardModifier.ShiftModifier)
    node = place(canvas, "add")
    assert canvas.sources(node) == [b, a]
    assert all(canvas.items[node].y() > canvas.items[id].y() for id in (a, b))


def test_several_nodes_do_not_lead_into_what_takes_but_one(show, placed):
    graph, (a, b) = placed("Input", "Input")
    canvas = show(graph)
    canvas.panel.select([a, b])
    assert canvas.sources(place(canvas, "dense 3")) == []


@pytest.mark.parametrize("place", [(0.0, 0.0), (900.0, 0.0), (900.0, 900.0)])
def test_the_search_opens_beside_the_selected_node(show, placed, place):
    graph, (_, b) = placed("Input", "Dense")
    canvas = show(edits.move(graph, {b: place}))
    canvas.panel.select([b])
    keys(canvas, Qt.Key.Key_Tab)
    popup, viewer = canvas.panel.popup, canvas.panel.viewer
    area = viewer.mapFromScene(canvas.items[b].sceneBoundingRect()).boundingRect()
    assert not popup.geometry().intersects(area)
    assert popup.geometry().intersects(area.adjusted(-9, -9, 9, 9))


def known(canvas, node: str, *shape, dtype="float32") -> None:
    """Tells the canvas what the engine would."""
    tensor = Tensor((None, *shape), dtype)
    nodes = {node: NodeAnalysis((tensor,))}
    canvas.panel.show_analysis(Analysis({"main": GraphAnalysis(nodes)}))


@pytest.mark.parametrize(
    ("first", "shape", "dtype"),
    [
        ("Conv2D", (28, 28, 1), "float32"),
        ("Conv1D", (20, 8), "float32"),
        ("Dense", (10,), "float32"),
        ("Embedding", (10,), "int32"),
    ],
)
def test_an_edge_let_go_offers_first_what_fits_its_shape(
    show, placed, first, shape, dtype
):
    graph, (a,) = placed("Input")
    canvas = show(graph)
    known(canvas, a, *shape, dtype=dtype)
    canvas.mouse.drag(canvas.output(a), QPointF(400, 200))
    popup = canvas.panel.popup
    assert popup.rows()[0].title == first
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert canvas.sources(list(canvas.graph.nodes)[-1]) == [a]


def test_what_fits_comes_first_among_what_was_typed_too(show, placed):
    graph, (a,) = placed("Input")
    canvas = show(graph)
    known(canvas, a, 20, 8)
    canvas.mouse.drag(canvas.output(a), QPointF(400, 200))
    popup = canvas.panel.popup
    QTest.keyClicks(popup.field, "conv 32 3")
    assert popup.rows()[0].title == "Conv1D"
    popup.field.clear()
    QTest.keyClicks(popup.field, "embedding 10 4")  # which was typed to the letter
    titles = [row.title for row in popup.rows()]
    assert titles[0] == "Embedding"
    assert len(titles) > 1


def test_an_edge_drawn_backwards_offers_what_could_lead_there(show, placed):
    graph, (a,) = placed("Embedding")
    canvas = show(graph)
    canvas.mouse.drag(canvas.input(a), QPointF(400, 300))
    popup = canvas.panel.popup
    assert popup.rows()[0].title == "Input"
    QTest.keyClicks(popup.field, "input 10 int32")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    new = list(canvas.graph.nodes)[-1]
    assert canvas.sources(a) == [new]
    assert canvas.graph.layer_of(new).config == {"shape": [10], "dtype": "int32"}


def test_fits_into_a_narrow_canvas(show, placed):
    canvas = show(placed("Input")[0])
    canvas.panel.resize(240, 300)
    popup = canvas.panel.popup
    popup.open_at(QPoint(200, 20), Question("", lambda _: [], lambda _: None))
    assert canvas.panel.rect().contains(popup.geometry())
