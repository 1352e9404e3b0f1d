"""Frames, notes and titles are edited with actions and in place, as a person does."""

import pytest
from keyboard import NONE, keys
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QPlainTextEdit

from kgraph.document.arranging import annotations, framing
from kgraph.document.arranging.annotations import COLORS
from kgraph.gui.theme import DARK

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def canvas(show, chained):
    """Three nodes in a column, the first two selected."""
    canvas = show(chained("Input", "Dense", "Dense")[0])
    canvas.panel.select(["n1", "n2"])
    canvas.said = []
    canvas.document.failed.connect(canvas.said.append)
    return canvas


def field(canvas):
    return canvas.panel.annotating.editor.field


def write(canvas, text: str, key=Qt.Key.Key_Return, modifiers=NONE) -> None:
    editor = field(canvas)
    QTest.keyClicks(editor, text)
    QTest.keyClick(editor, key, modifiers)
    QApplication.processEvents()


def double_click(canvas, point: QPointF) -> None:
    viewport = canvas.panel.viewer.viewport()
    at = canvas.mouse.at(point)
    QTest.mouseMove(viewport, QPoint(1, 1))  # wherever an earlier test has left it
    QTest.mouseMove(viewport, at)
    for event in (QTest.mouseClick, QTest.mouseDClick):
        event(viewport, Qt.MouseButton.LeftButton, NONE, at)
    QApplication.processEvents()


def test_a_frame_is_drawn_around_the_selection_and_asks_for_its_title(canvas):
    before = canvas.graph
    canvas.panel.annotating.frame_selection()
    assert isinstance(field(canvas), QLineEdit)
    write(canvas, "Encoder")
    (frame,) = canvas.graph.frames.values()
    assert frame.title == "Encoder"
    inside = framing.contents(canvas.graph, [frame.id], canvas.panel.sizes())
    assert inside.nodes == {"n1", "n2"}
    assert canvas.panel.annotating.selected() == [frame.id]
    assert field(canvas) is None
    canvas.document.undo()
    canvas.document.undo()
    assert canvas.graph == before


def test_escape_keeps_what_was(canvas):
    canvas.panel.annotating.frame_selection()
    write(canvas, "Encoder", Qt.Key.Key_Escape)
    (frame,) = canvas.graph.frames.values()
    assert frame.title == ""
    assert canvas.document.undo_label == "Add Frame"


def test_a_frame_around_nothing_says_what_is_missing(canvas):
    canvas.panel.select([])
    canvas.panel.annotating.frame_selection()
    assert canvas.said == ["Select the nodes that the frame is to be drawn around."]
    assert field(canvas) is None


def test_a_double_click_on_the_title_edits_it(canvas):
    canvas.document.edit_graph(
        "Add", lambda g: annotations.add_frame(g, (-100, -80, 400, 400), "Old")[0]
    )
    double_click(canvas, QPointF(-20, -70))
    assert field(canvas).text() == "Old"
    write(canvas, "New")
    assert canvas.graph.frames["f4"].title == "New"


def test_a_double_click_in_a_frame_opens_the_search(canvas):
    canvas.document.edit_graph(
        "Add", lambda g: annotations.add_frame(g, (-100, -80, 400, 400), "Old")[0]
    )
    double_click(canvas, QPointF(-60, 100))
    assert field(canvas) is None
    assert canvas.panel.popup.isVisible()


def test_a_note_is_written_in_several_lines(canvas):
    canvas.panel.annotating.add_note()
    assert isinstance(field(canvas), QPlainTextEdit)
    QTest.keyClicks(field(canvas), "One")
    QTest.keyClick(field(canvas), Qt.Key.Key_Return)
    write(canvas, "<b>Two</b>", Qt.Key.Key_Return, CONTROL)
    (note,) = canvas.graph.notes.values()
    assert note.text == "One\n<b>Two</b>"
    item = canvas.panel.viewer.annotations[note.id]
    assert [line.text() for line in item.lines] == ["One", "<b>Two</b>"]
    double_click(canvas, item.sceneBoundingRect().center())
    assert field(canvas).toPlainText() == note.text


def test_a_click_elsewhere_accepts(canvas):
    canvas.panel.annotating.add_note()
    QTest.keyClicks(field(canvas), "Kept")
    canvas.mouse.click(QPointF(-200, -100))
    (note,) = canvas.graph.notes.values()
    assert note.text == "Kept"
    assert field(canvas) is None


def test_a_very_long_note_shows_what_it_has_room_for(canvas):
    text = "word " * 100_000 + "\n" * 1000 + "x" * 50_000
    canvas.document.edit_graph(
        "Add", lambda g: annotations.add_note(g, (0, -200, 160, 90), text)[0]
    )
    item = canvas.panel.viewer.annotations["t4"]
    lines = [line.lineAt(i) for line in item.lines for i in range(line.lineCount())]
    assert 2 <= len(lines) <= 6
    assert all(line.naturalTextRect().bottom() <= 90 for line in lines)
    canvas.panel.viewer.viewport().grab()


def test_f2_renames_what_is_selected(canvas):
    annotating = canvas.panel.annotating
    annotating.rename()
    assert canvas.said == ["Select one node, frame or note to rename it."]
    canvas.panel.select(["n2"])
    annotating.rename()
    assert field(canvas).text() == "dense"
    write(canvas, "head")
    assert canvas.graph.layer_of("n2").name == "head"
    assert canvas.items["n2"].card.name == "head"
    assert canvas.panel.viewer.hasFocus()


def test_a_name_that_is_taken_is_refused(canvas):
    canvas.panel.select(["n2"])
    canvas.panel.annotating.rename()
    write(canvas, "input")
    assert canvas.graph.layer_of("n2").name == "dense"
    assert "'input'" in canvas.said[0]


def test_what_is_edited_may_go(canvas):
    canvas.panel.annotating.frame_selection()
    canvas.document.undo()
    assert field(canvas) is None
    assert canvas.said == []


def test_zooming_ends_the_editing(canvas):
    canvas.panel.annotating.add_note()
    QTest.keyClicks(field(canvas), "Kept")
    canvas.panel.viewer.zoom_to(0.5)
    assert field(canvas) is None
    assert next(iter(canvas.graph.notes.values())).text == "Kept"


def test_a_frame_is_removed_by_what_lies_in_it(canvas):
    canvas.panel.annotating.frame_selection()
    write(canvas, "A")
    canvas.panel.select(["n1"])
    canvas.panel.annotating.remove_frames()
    assert canvas.graph.frames == {}
    assert len(canvas.graph.nodes) == 3
    canvas.panel.annotating.remove_frames()
    assert canvas.said == ["Select a frame, or nodes in one, to remove the frame."]


def test_a_color_is_chosen_from_a_menu(canvas):
    canvas.panel.annotating.offer_colors()
    assert canvas.said == ["Select a frame or a note to give it a color."]
    canvas.panel.annotating.frame_selection()
    write(canvas, "A")
    canvas.panel.annotating.offer_colors()
    menu = next(m for m in canvas.panel.viewer.findChildren(QMenu) if m.isVisible())
    assert [action.data() for action in menu.actions()] == list(COLORS)
    choice: QAction = menu.actions()[3]
    choice.trigger()
    menu.close()
    (frame,) = canvas.graph.frames.values()
    assert frame.color == "green"
    shown = canvas.panel.viewer.annotations[frame.id]
    assert shown.tones.color == DARK.categories[0]


def test_nodes_are_collapsed_and_expanded(canvas):
    before = canvas.graph
    tall = canvas.items["n1"].height
    canvas.panel.annotating.toggle_collapsed()
    assert canvas.document.undo_label == "Collapse 2 Nodes"
    assert canvas.graph.collapsed == {"n1", "n2"}
    assert canvas.items["n1"].height < tall == canvas.items["n3"].height
    for edge in (canvas.edge("n1", "n2"), canvas.edge("n2", "n3")):
        begin = edge.path().elementAt(0)
        assert (begin.x, begin.y) == edge.output_port.scenePos().toTuple()
        assert edge.path().currentPosition() == edge.input_port.scenePos()
    canvas.panel.select(["n1", "n3"])
    canvas.panel.annotating.toggle_collapsed()
    assert canvas.graph.collapsed == {"n1", "n2", "n3"}
    canvas.panel.annotating.toggle_collapsed()
    assert canvas.graph.collapsed == {"n2"}
    assert canvas.items["n1"].height == tall
    while canvas.document.undo():
        pass
    assert canvas.graph == before
    canvas.panel.select([])
    canvas.panel.annotating.toggle_collapsed()
    assert canvas.said == ["Select the nodes to collapse or expand."]


def test_an_edge_is_drawn_between_collapsed_nodes(show, placed):
    canvas = show(placed("Input", "Dense")[0])
    canvas.panel.select_all()
    canvas.panel.annotating.toggle_collapsed()
    canvas.mouse.drag(canvas.output("n1"), canvas.input("n2"))
    assert canvas.sources("n2") == ["n1"]


def test_select_all_has_frames_and_notes(canvas):
    canvas.panel.annotating.frame_selection()
    write(canvas, "A")
    keys(canvas, Qt.Key.Key_A, CONTROL)
    assert canvas.panel.selected() == ["n1", "n2", "n3"]
    assert len(canvas.panel.annotating.selected()) == 1
