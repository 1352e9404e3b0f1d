"""Find by its keys, through the tabs of the window."""

import pytest
from keyboard import CONTROL, NONE, SHIFT
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.document.graph import Graph


@pytest.fixture
def nested(active, drawn):
    """The drawing calls a submodel that has a Dense too."""
    part, _ = edits.add(Graph("part", "Part"), "Dense", (4000.0, 900.0), name="inner")
    drawn.edit("Add", lambda p: replace(p, graphs={**p.graphs, "part": part}))
    drawn.edit_graph("Add", lambda g: edits.add(g, "graph:part", (300.0, 0.0))[0])
    return drawn


def press(key, modifiers=NONE) -> None:
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    QApplication.processEvents()


def is_in_the_middle(canvas, node) -> bool:
    middle = canvas.sync.nodes[node].sceneBoundingRect().center()
    return (canvas.viewer.seen.center() - middle).manhattanLength() < 4


def test_goes_through_all_graphs_by_keys(active, nested):
    canvas = active.panels.canvas
    press(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(QApplication.focusWidget(), "dense")
    assert canvas.selected() == ["n2"]
    for key, modifiers in (
        (Qt.Key.Key_F3, NONE),
        (Qt.Key.Key_F3, SHIFT),
        (Qt.Key.Key_Return, NONE),
    ):
        press(key, modifiers)
        is_inner = modifiers == NONE
        assert nested.graph_id == ("part" if is_inner else "main")
        node = "n1" if is_inner else "n2"
        assert canvas.selected() == [node]
        assert is_in_the_middle(canvas, node)
    press(Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is canvas.viewer
    assert canvas.selected() == ["n1"]
    press(Qt.Key.Key_F3)
    assert nested.graph_id == "main"


def test_another_project_is_searched_anew(active, nested):
    press(Qt.Key.Key_F, CONTROL)
    QTest.keyClicks(QApplication.focusWidget(), "dense")
    bar = active.panels.find_bar
    assert bar.count.text() == "1 of 2"
    nested.replace(replace(nested.project, graphs={"main": Graph("main", "m")}))
    assert bar.count.text() == "No matches"
