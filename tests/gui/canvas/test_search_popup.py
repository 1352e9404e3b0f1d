"""Operations are searched for where they are wanted."""

from keyboard import NONE, keys
from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest


def test_a_double_click_searches_and_enter_places(show, placed):
    canvas = show(placed("Input")[0])
    at = QPointF(300, 150)
    viewport = canvas.panel.viewer.viewport()
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, NONE, canvas.mouse.at(at))
    popup = canvas.panel._placing.popup
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
    popup = canvas.panel._placing.popup
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
    QTest.keyClick(canvas.panel._placing.popup.field, Qt.Key.Key_Escape)
    assert not canvas.panel._placing.popup.isVisible()
    assert len(canvas.graph.nodes) == 1


def test_an_edge_let_go_on_empty_canvas_searches_for_what_it_leads_to(show, placed):
    graph, (a, _) = placed("Input", "Dense")
    canvas = show(graph)
    canvas.mouse.drag(canvas.output(a), QPointF(400, 100))
    popup = canvas.panel._placing.popup
    assert popup.isVisible()
    QTest.keyClicks(popup.field, "Flatten")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    new = list(canvas.graph.nodes)[-1]
    assert canvas.sources(new) == [a]


def test_the_search_begins_with_what_people_look_for_first(show, placed):
    canvas = show(placed()[0])
    keys(canvas, Qt.Key.Key_Tab)
    list = canvas.panel._placing.popup.list
    assert [list.item(i).text() for i in range(3)] == ["Input", "Output", "Dense"]
