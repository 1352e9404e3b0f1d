"""Keys zoom in and out, to life size, to all and to the selection."""

import pytest
from keyboard import CONTROL
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kgraph.document import edits


@pytest.fixture
def viewer(active, drawn):
    """It shows nodes that stand far apart."""
    far = {"n1": (0.0, 0.0), "n2": (0.0, 1500.0), "n3": (3000.0, 0.0)}
    drawn.edit_graph("Move", lambda graph: edits.move(graph, far))
    return active.panels.canvas.viewer


def press(viewer, key, modifiers=CONTROL) -> None:
    QTest.keyClick(viewer, key, modifiers)
    QApplication.processEvents()


def test_to_all_and_to_the_selection(active, viewer):
    canvas = active.panels.canvas
    canvas.select(["n3"])
    press(viewer, Qt.Key.Key_0)
    rects = [item.sceneBoundingRect() for item in canvas.sync.nodes.values()]
    assert all(viewer.seen.contains(rect) for rect in rects)
    before = viewer.zoom
    press(viewer, Qt.Key.Key_9)
    assert [viewer.seen.contains(rect) for rect in rects] == [False, False, True]
    assert 3 * before < viewer.zoom <= 1.0
    canvas.select([])
    press(viewer, Qt.Key.Key_9)
    assert all(viewer.seen.contains(rect) for rect in rects)


def test_to_life_size_in_and_out_within_limits(active, viewer):
    middle = viewer.seen.center()
    press(viewer, Qt.Key.Key_1)
    assert viewer.zoom == pytest.approx(1.0)
    for key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
        before = viewer.zoom
        press(viewer, key)
        assert viewer.zoom == pytest.approx(before * 1.25)
    press(viewer, Qt.Key.Key_Minus)
    assert viewer.zoom == pytest.approx(1.25)
    assert (viewer.seen.center() - middle).manhattanLength() < 1
    for key, limit in ((Qt.Key.Key_Plus, 2.5), (Qt.Key.Key_Minus, 0.06)):
        for _ in range(30):
            press(viewer, key)
        assert viewer.zoom == pytest.approx(limit)


def test_the_scale_is_told(active, viewer):
    press(viewer, Qt.Key.Key_1)
    assert active.status._zoom.text() == "100%"
    press(viewer, Qt.Key.Key_Plus)
    assert active.status._zoom.text() == "125%"
