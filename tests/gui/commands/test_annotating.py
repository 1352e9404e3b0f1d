"""Frames, notes, collapsing and renaming by the keyboard, in a window."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key


def press(key, modifiers=NONE):
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    QApplication.processEvents()


def write(text):
    QTest.keyClicks(QApplication.focusWidget(), text)


def test_a_drawing_is_annotated_without_a_mouse(active, drawn):
    before = drawn.graph
    press(Key.Key_A, CONTROL)
    press(Key.Key_G, CONTROL)
    write("Model")
    press(Key.Key_Return)
    (frame,) = drawn.graph.frames.values()
    assert frame.title == "Model"
    press(Key.Key_F2)
    write("All")
    press(Key.Key_Return)
    assert drawn.graph.frames[frame.id].title == "All"
    press(Key.Key_N, CONTROL | SHIFT)
    write("Why")
    press(Key.Key_Return)
    write("Because")
    press(Key.Key_Return, CONTROL)
    (note,) = drawn.graph.notes.values()
    assert note.text == "Why\nBecause"
    press(Key.Key_A, CONTROL)
    press(Key.Key_H, CONTROL)
    assert drawn.graph.collapsed == set(drawn.graph.nodes)
    active.panels.canvas.select([], [frame.id])
    press(Key.Key_G, CONTROL | SHIFT)
    assert drawn.graph.frames == {}
    assert list(drawn.graph.nodes) == list(before.nodes)
    while drawn.undo_label != "Add Frame":
        drawn.undo()
    drawn.undo()
    assert drawn.graph == before


def test_a_node_is_renamed_where_it_stands(active, drawn):
    active.panels.canvas.select(["n2"])
    press(Key.Key_F2)
    write("hidden")
    press(Key.Key_Return)
    assert drawn.graph.layer_of("n2").name == "hidden"
    assert QApplication.focusWidget() is active.panels.canvas.viewer


def test_what_cannot_be_done_is_said(active, drawn):
    active.panels.canvas.select([])
    press(Key.Key_G, CONTROL)
    assert active.panels.notice.isVisible()
    assert active.panels.notice.text.startswith("Select the nodes")
