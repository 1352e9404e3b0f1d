"""Nodes are selected with clicks, keys and a rubber band."""

import pytest
from keyboard import CONTROL, SHIFT, keys
from msgspec.structs import replace
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from kgraph.document import edits


def test_a_click_selects_and_tells(show, chained, qtbot):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    with qtbot.waitSignal(canvas.panel.selection_changed) as told:
        canvas.mouse.click(canvas.middle(a))
    assert told.args == [[a]]
    canvas.mouse.click(canvas.middle(b))
    assert canvas.panel.selected() == [b]


@pytest.mark.parametrize("modifier", [SHIFT, CONTROL])
def test_a_click_with_shift_or_control_toggles(show, chained, modifier):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.mouse.click(canvas.middle(a))
    canvas.mouse.click(canvas.middle(b), modifier)
    assert canvas.panel.selected() == [a, b]
    canvas.mouse.click(canvas.middle(a), modifier)
    assert canvas.panel.selected() == [b]


def test_a_rubber_band_selects_what_it_touches_and_tells(show, chained):
    graph, (a, b, _) = chained("Input", "Dense", "Dense")
    canvas = show(graph)
    told = []
    canvas.panel.selection_changed.connect(told.append)
    canvas.mouse.drag(QPointF(-40, -30), canvas.middle(b) + QPointF(90, 0))
    assert canvas.panel.selected() == [a, b]
    assert told[-1] == [a, b]


def test_a_click_on_empty_canvas_selects_nothing(show, chained):
    graph, (a, _) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.panel.select([a])
    canvas.mouse.click(QPointF(-100, 50))
    assert canvas.panel.selected() == []


def test_select_all_tells_once(show, chained):
    graph, ids = chained("Input", *["Dense"] * 5)
    canvas = show(graph)
    told = []
    canvas.panel.selection_changed.connect(told.append)
    keys(canvas, Qt.Key.Key_A, CONTROL)
    assert told == [ids]


def test_a_right_click_selects_what_its_menu_is_about(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.panel.select([a])
    canvas.mouse.press(canvas.middle(b), Qt.MouseButton.RightButton)
    canvas.mouse.release(canvas.middle(b), Qt.MouseButton.RightButton)
    assert canvas.panel.selected() == [b]
    canvas.panel.select_all()
    canvas.mouse.press(canvas.middle(b), Qt.MouseButton.RightButton)
    canvas.mouse.release(canvas.middle(b), Qt.MouseButton.RightButton)
    assert canvas.panel.selected() == [a, b]


def test_edges_are_repainted_with_the_selection_of_their_nodes(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    point = canvas.mouse.at(canvas.edge(a, b).path().pointAtPercent(0.5))

    def color():
        QApplication.processEvents()
        return canvas.panel.viewer.viewport().grab().toImage().pixelColor(point)

    plain = color()
    canvas.panel.select([a])
    assert color() != plain
    canvas.panel.select([])
    assert color() == plain


def test_nothing_is_selected_in_another_project(show, chained):
    graph, ids = chained("Input", "Dense", "Dense")
    canvas = show(graph)
    canvas.panel.select([ids[1]])
    project = canvas.document.project
    other = replace(project, graphs={"main": edits.rename_graph(graph, "other")})
    canvas.document.replace(other)
    assert canvas.panel.selected() == []
