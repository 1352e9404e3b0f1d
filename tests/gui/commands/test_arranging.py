"""The selection grows along edges, and is put in line, in one step each."""

import pytest
from keyboard import CONTROL
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kgraph.document import edits
from kgraph.document.copying import fragments

ALT = CONTROL | Qt.KeyboardModifier.AltModifier
POSITIONS = {"n1": (0.0, 0.0), "n2": (300.0, 100.0), "n3": (700.0, 500.0)}


@pytest.fixture
def scattered(active, drawn):
    drawn.edit_graph("Move", lambda graph: edits.move(graph, POSITIONS))
    active.panels.canvas.gliding.milliseconds = 0
    return drawn


@pytest.mark.parametrize(
    ("key", "start", "expected"),
    [
        (Qt.Key.Key_BracketLeft, ["n2"], ["n1", "n2"]),
        (Qt.Key.Key_BracketRight, ["n2"], ["n2", "n3"]),
        (Qt.Key.Key_BracketRight, ["n1"], ["n1", "n2", "n3"]),
        (Qt.Key.Key_BracketLeft, [], []),
        (Qt.Key.Key_Backslash, ["n2"], ["n2"]),
    ],
)
def test_selects_along_the_edges(active, scattered, key, start, expected):
    canvas = active.panels.canvas
    canvas.select(start)
    QTest.keyClick(canvas.viewer, key, CONTROL)
    assert canvas.selected() == expected


def test_selects_every_call_of_a_layer(active, scattered):
    scattered.edit_graph("Share", lambda g: fragments.share(g, ["n2"])[0])
    (again,) = set(scattered.graph.nodes) - set(POSITIONS)
    active.panels.canvas.select([again])
    QTest.keyClick(active.panels.canvas.viewer, Qt.Key.Key_Backslash, CONTROL)
    assert active.panels.canvas.selected() == ["n2", again]


@pytest.mark.parametrize(
    ("key", "axis", "share"),
    [
        (Qt.Key.Key_Left, 0, 0.0),
        (Qt.Key.Key_H, 0, 0.5),
        (Qt.Key.Key_Right, 0, 1.0),
        (Qt.Key.Key_Up, 1, 0.0),
        (Qt.Key.Key_V, 1, 0.5),
        (Qt.Key.Key_Down, 1, 1.0),
    ],
)
def test_aligns_in_one_step(active, scattered, key, axis, share):
    canvas, before = active.panels.canvas, scattered.graph
    canvas.select(["n1", "n3"])
    QTest.keyClick(canvas.viewer, key, ALT)
    sizes = canvas.sizes()
    places = {
        round(scattered.graph.positions[id][axis] + sizes[id][axis] * share)
        for id in ("n1", "n3")
    }
    assert len(places) == 1
    assert scattered.graph.positions["n2"] == POSITIONS["n2"]
    assert scattered.undo_label.startswith("Align ")
    scattered.undo()
    assert scattered.graph == before


def test_distributes_in_one_step(active, scattered):
    canvas = active.panels.canvas
    canvas.select_all()
    held = ALT | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(canvas.viewer, Qt.Key.Key_H, held)
    assert scattered.graph.positions["n2"] == (350.0, 100.0)
    QTest.keyClick(canvas.viewer, Qt.Key.Key_V, held)
    assert scattered.graph.positions["n2"] == (350.0, 250.0)
    assert scattered.undo_label == "Distribute Vertical"


def test_too_few_are_no_step(active, scattered):
    label = scattered.undo_label
    canvas = active.panels.canvas
    canvas.select(["n2"])
    QTest.keyClick(canvas.viewer, Qt.Key.Key_Left, ALT)
    canvas.select(["n1", "n2"])
    active.actions_by_name["distribute_horizontal"].trigger()
    assert scattered.undo_label == label
