"""Nodes glide to where tidying puts them; the document is there at once."""

import pytest
from keyboard import keys
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.gui.canvas.sight import gliding


@pytest.fixture
def scattered(show, chained):
    """A chain whose nodes stand anywhere; a glide waits for the test."""
    graph, ids = chained("Input", "Dense", "Dense")
    places = {ids[0]: (50.0, 400.0), ids[1]: (-300.0, 0.0), ids[2]: (500.0, 100.0)}
    canvas = show(edits.move(graph, places))
    canvas.panel.gliding.milliseconds = 60_000
    return canvas


def seen(canvas) -> dict:
    return {id: item.pos().toTuple() for id, item in canvas.items.items()}


def test_the_document_changes_once_and_at_once(scattered):
    before, steps = scattered.graph, []
    scattered.document.changed.connect(lambda old, new: steps.append(new))
    scattered.panel.tidy()
    assert len(steps) == 1
    assert scattered.graph.positions != before.positions
    assert scattered.panel.gliding.is_under_way
    assert seen(scattered) == before.positions
    scattered.document.undo()
    assert scattered.graph == before
    assert not scattered.panel.gliding.is_under_way
    assert seen(scattered) == before.positions


def test_nodes_arrive_with_their_edges(scattered, qtbot):
    scattered.panel.gliding.milliseconds = 40
    scattered.panel.tidy("right")
    qtbot.waitUntil(lambda: not scattered.panel.gliding.is_under_way)
    assert seen(scattered) == scattered.graph.positions
    end = scattered.edge("n1", "n2").path().currentPosition()
    assert (end - scattered.input("n2")).manhattanLength() < 0.01


def test_nodes_are_on_their_way_meanwhile(scattered):
    start = seen(scattered)
    scattered.panel.tidy()
    scattered.panel.gliding._motion.setCurrentTime(5_000)
    now, end = seen(scattered), scattered.graph.positions
    for id in ("n2", "n3"):
        assert now[id] not in (start[id], end[id])
        assert (
            min(start[id][0], end[id][0]) < now[id][0] < max(start[id][0], end[id][0])
        )
    path = scattered.edge("n1", "n2").path()
    assert (path.currentPosition() - scattered.input("n2")).manhattanLength() < 0.01


def test_an_edit_meanwhile_ends_it(scattered):
    scattered.panel.tidy()
    scattered.document.edit_graph(
        "Move", lambda graph: edits.move(graph, {"n2": (7.0, 9.0)})
    )
    assert seen(scattered) == scattered.graph.positions
    assert scattered.graph.positions["n2"] == (7.0, 9.0)


def test_a_node_that_is_deleted_meanwhile_is_gone(scattered):
    scattered.panel.tidy()
    scattered.document.edit_graph("Delete", lambda graph: edits.delete(graph, ["n2"]))
    assert seen(scattered) == scattered.graph.positions
    scattered.document.undo()
    assert seen(scattered) == scattered.graph.positions


def test_a_press_meanwhile_ends_it(scattered):
    scattered.panel.tidy()
    scattered.mouse.press(QPointF(-900, -900))
    assert not scattered.panel.gliding.is_under_way
    assert seen(scattered) == scattered.graph.positions
    scattered.mouse.release(QPointF(-900, -900))


def test_a_key_meanwhile_ends_it(scattered):
    scattered.panel.select(["n2"])
    scattered.panel.tidy()
    keys(scattered, Qt.Key.Key_Z)
    assert not scattered.panel.gliding.is_under_way
    x, y = scattered.graph.positions["n2"]
    keys(scattered, Qt.Key.Key_Right)
    assert scattered.graph.positions["n2"] == (x + 4.0, y)
    assert seen(scattered) == scattered.graph.positions


def test_a_second_tidy_starts_where_nodes_are_seen(scattered):
    scattered.panel.tidy()
    scattered.panel.gliding._motion.setCurrentTime(5_000)
    now = seen(scattered)
    scattered.panel.tidy("right")
    assert seen(scattered) == now
    scattered.panel.gliding.finish()
    assert seen(scattered) == scattered.graph.positions


@pytest.mark.parametrize("reason", ["told so", "too many"])
def test_nothing_glides(scattered, monkeypatch, reason):
    if reason == "told so":
        scattered.panel.gliding.milliseconds = 0
    else:
        monkeypatch.setattr(gliding, "MOST", 1)
    scattered.panel.tidy()
    assert not scattered.panel.gliding.is_under_way
    assert seen(scattered) == scattered.graph.positions


@pytest.mark.parametrize("direction", ["down", "right"])
def test_the_selection_alone_is_tidied(scattered, direction):
    panel = scattered.panel
    panel.sync.set_direction(direction)
    panel.select(["n2", "n3"])
    panel.tidy_selected()
    positions = scattered.graph.positions
    assert positions["n1"] == (50.0, 400.0)
    (x2, y2), (x3, y3) = positions["n2"], positions["n3"]
    assert (x2, y2) == (-300.0, 0.0)
    assert (y3 > y2 and x3 == x2) if direction == "down" else (x3 > x2 and y3 == y2)
    assert scattered.document.undo_label == "Tidy the Selection"
    assert panel.selected() == ["n2", "n3"]


def test_all_is_tidied_where_nothing_is_selected(scattered):
    scattered.panel.tidy_selected()
    assert scattered.document.undo_label == "Tidy"
    QApplication.processEvents()
