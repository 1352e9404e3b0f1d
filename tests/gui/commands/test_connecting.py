"""Edges are drawn and taken away without a mouse."""

import pytest
from keyboard import CONTROL, SHIFT
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.document.graph import Port, Source

J = Qt.Key.Key_J


@pytest.fixture
def canvas(active):
    return active.panels.canvas


@pytest.fixture
def place(active):
    """Returns a function that places layers in a column and returns their ids."""

    def place(*types: str) -> list[str]:
        ids = []

        def add(graph):
            for number, type in enumerate(types):
                graph, id = edits.add(graph, type, (0.0, 110.0 * number))
                ids.append(id)
            return graph

        active.document.edit_graph("Place", add)
        return ids

    return place


def press(active, key, modifiers=CONTROL) -> None:
    active.panels.canvas.viewer.setFocus()
    QTest.keyClick(active.panels.canvas.viewer, key, modifiers)
    QApplication.processEvents()


def sources(active, node: str, argument: str = "inputs") -> list[str]:
    inputs = active.document.graph.nodes[node].inputs
    return [s.node for s in inputs.get(argument, ())]


def test_one_node_is_asked_where_it_leads_and_enter_draws_the_edge(
    active, canvas, place
):
    a, b, c = place("Input", "Dense", "LSTM")
    canvas.select([a])
    press(active, J)
    assert [row.title for row in canvas.popup.rows()][:2] == ["dense", "lstm"]
    QTest.keyClicks(canvas.popup.field, "ls seq")
    assert [row.title for row in canvas.popup.rows()] == ["lstm"]
    QTest.keyClick(canvas.popup.field, Qt.Key.Key_Return)
    assert sources(active, c, "sequences") == [a]
    assert sources(active, b) == []
    assert canvas.viewer.hasFocus()
    assert canvas.selected() == [a]


def test_a_port_that_is_taken_says_what_would_make_room(active, canvas, place):
    a, b, c = place("Input", "Input", "Dense")
    draw(active, a, c)
    canvas.select([b])
    press(active, J)
    (row,) = canvas.popup.rows()
    assert row.note == "instead of input"
    QTest.keyClick(canvas.popup.field, Qt.Key.Key_Return)
    assert sources(active, c) == [b]


def test_what_would_close_a_cycle_cannot_be_chosen_and_says_why(active, canvas, place):
    a, b, c = place("Dense", "Dense", "Dense")
    draw(active, a, b)
    draw(active, b, c)
    before = active.document.graph
    canvas.select([c])
    press(active, J)
    assert all("close a cycle" in row.problem for row in canvas.popup.rows())
    QTest.keyClick(canvas.popup.field, Qt.Key.Key_Return)
    assert canvas.popup.isVisible()
    assert active.document.graph is before


def test_an_output_is_chosen_where_there_are_several(active, canvas, place):
    a, b = place("LSTM", "Dense")
    active.document.edit_graph(
        "Draw", lambda g: edits.connect(g, Source(a, 2), Port(b, "inputs"))
    )
    canvas.select([a])
    press(active, J)
    QTest.keyClicks(canvas.popup.field, "dense output 1")
    QTest.keyClick(canvas.popup.field, Qt.Key.Key_Return)
    assert active.document.graph.nodes[b].inputs["inputs"] == (Source(a, 1),)


def test_two_nodes_are_connected_at_once_as_they_were_selected(active, canvas, place):
    a, b = place("Dense", "Dense")
    canvas.select([b, a])
    press(active, J)
    assert sources(active, a) == [b]
    assert active.panels.notice.text == "Connected dense_1 to dense."
    press(active, J)
    assert active.panels.notice.text == "'dense_1' leads to 'dense' already."


def test_without_a_selection_the_person_is_told_what_to_do(active, canvas, place):
    place("Dense")
    press(active, J)
    assert active.panels.notice.text.startswith("Select the node")
    assert not canvas.popup.isVisible()


def test_incoming_edges_are_taken_away_in_one_step(active, canvas, place):
    a, b, c = place("Input", "Input", "Add")
    draw(active, a, c)
    draw(active, b, c, 1)
    drawn = active.document.graph
    canvas.select([c])
    press(active, J, CONTROL | SHIFT)
    assert sources(active, c) == []
    assert active.document.undo_label == "Remove 2 Edges"
    active.document.undo()
    assert active.document.graph == drawn


def test_delete_and_heal_closes_the_gap_in_one_step(active, canvas, place):
    a, b, c = place("Input", "Dense", "Dense")
    draw(active, a, b)
    draw(active, b, c)
    canvas.select([b])
    press(active, Qt.Key.Key_Delete)
    assert sources(active, c) == [a]
    assert active.document.undo_label == "Delete and Heal 1 Node"
    active.document.undo()
    assert sources(active, c) == [b]


def draw(active, source: str, target: str, index: int = 0) -> None:
    port = Port(target, "inputs", index)
    active.document.edit_graph(
        "Draw Edge", lambda graph: edits.connect(graph, Source(source), port)
    )


def test_many_that_are_connected_are_counted(active, canvas, place):
    *sources, last = place(*["Dense"] * 5, "Add")
    canvas.select([*sources, last])
    press(active, J)
    assert active.panels.notice.text == "Connected 5 nodes to add."
