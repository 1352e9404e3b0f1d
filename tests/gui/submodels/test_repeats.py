"""Blocks that a drawing repeats are offered, framed and made submodels."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel
from sketch import Sketch

from kgraph.gui.submodels.repeats import NOTHING, RepeatsDialog

CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def residual(screen):
    s = Sketch()
    x = s.add("Input", shape=[8])
    for stage in range(3):
        y = s.add("Dense", x, name=f"stage{stage}_1", units=16)
        y = s.add("Dense", y, name=f"stage{stage}_2", units=8)
        x = s.add("Add", x, y, name=f"stage{stage}_add")
    s.output(x)
    screen.document.replace(s.project())
    return screen


def opened(screen) -> RepeatsDialog:
    screen.press(Qt.Key.Key_R, CTRL | ALT)
    return screen.window.findChild(RepeatsDialog)


def test_the_blocks_are_listed_and_show_on_the_canvas(residual):
    dialog = opened(residual)
    assert dialog.summary.text() == "3 blocks of 1 kind: 9 of 11 nodes."
    lines = [dialog.list.item(row).text() for row in range(dialog.list.count())]
    assert lines[1] == "stage1: 3 nodes, kind 1"
    QTest.keyClick(dialog.list, Qt.Key.Key_Down)
    graph = residual.document.graph
    names = {graph.layer_of(id).name for id in residual.canvas.selected()}
    assert names == {"stage1_1", "stage1_2", "stage1_add"}
    dialog.reject()


def test_frames_are_drawn_in_one_step(residual):
    before = residual.document.project
    dialog = opened(residual)
    QTest.mouseClick(dialog.frames, Qt.MouseButton.LeftButton)
    titles = [frame.title for frame in residual.document.graph.frames.values()]
    assert titles == ["stage0", "stage1", "stage2"]
    residual.trigger("undo")
    assert residual.document.project == before


def test_submodels_are_made_in_one_step_and_selected(residual):
    before = residual.document.project
    dialog = opened(residual)
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    graph = residual.document.graph
    names = [graph.layer_of(id).name for id in residual.canvas.selected()]
    assert names == ["stage0", "stage1", "stage2"]
    assert len(graph.nodes) == 5
    said = residual.window.panels.inspector.findChildren(QLabel)
    assert any("2\u00a0×\u00a0stage1" in label.text() for label in said)
    residual.trigger("undo")
    assert residual.document.project == before


def test_a_drawing_that_repeats_nothing_says_so(screen):
    screen.press(Qt.Key.Key_R, CTRL | ALT)
    assert screen.window.findChild(RepeatsDialog) is None
    assert NOTHING in screen.window.panels.notice.text
