"""Frames and notes are moved, resized, selected and deleted with a mouse."""

import pytest
from keyboard import SHIFT, keys
from PySide6.QtCore import QPointF, Qt

from kgraph.document.arranging import annotations, framing
from kgraph.document.arranging.annotations import rect_of

WAY = QPointF(80, 40)


@pytest.fixture
def framed(show, chained):
    """A canvas with two nodes in the frame `f4`, one below it, and a note at the right."""
    graph, (a, b, _) = chained("Input", "Dense", "Dense")
    graph, _ = framing.add_frame_around(graph, [a, b], [], {}, "Encoder")
    graph, _ = annotations.add_note(graph, (300.0, 0.0, 120.0, 80.0), "Why?")
    return show(graph)


def title(canvas, id="f4") -> QPointF:
    frame = canvas.graph.frames[id]
    return QPointF(frame.x + 60, frame.y + framing.TITLE / 2)


def middle(canvas, id="t5") -> QPointF:
    return canvas.panel.viewer.annotations[id].sceneBoundingRect().center()


def test_a_frame_carries_its_nodes_in_one_step(framed):
    before = framed.graph
    start = title(framed)
    framed.mouse.drag(start, start + WAY)
    assert framed.graph.positions == {"n1": (80, 40), "n2": (80, 150), "n3": (0, 220)}
    assert framed.graph.frames["f4"].x == before.frames["f4"].x + 80
    assert framed.document.undo_label == "Move 1 Frame"
    assert framed.panel.selected() == []
    assert framed.document.undo()
    assert framed.graph == before
    assert framed.items["n1"].xy_pos == [0.0, 0.0]
    assert not framed.document.undo()


def test_edges_follow_while_a_frame_is_moved(framed):
    start = title(framed)
    framed.mouse.press(start)
    framed.mouse.move(start, start + WAY)
    for edge in (framed.edge("n1", "n2"), framed.edge("n2", "n3")):
        begin = edge.path().elementAt(0)
        assert (begin.x, begin.y) == edge.output_port.scenePos().toTuple()
        assert edge.path().currentPosition() == edge.input_port.scenePos()
    framed.mouse.release(start + WAY)


def test_a_node_that_is_dragged_takes_a_selected_frame_along(framed):
    framed.panel.select(["n3"], ["f4"])
    grip = framed.middle("n3") + QPointF(60, 0)
    framed.mouse.drag(grip, grip + WAY)
    assert framed.graph.positions == {"n1": (80, 40), "n2": (80, 150), "n3": (80, 260)}
    assert framed.document.undo_label == "Move 1 Node and 1 Frame"
    framed.document.undo()
    assert not framed.document.undo_label


def test_a_click_on_the_title_moves_nothing(framed):
    framed.mouse.click(title(framed))
    assert framed.panel.annotating.selected() == ["f4"]
    assert framed.document.undo_label is None


def test_a_drag_in_a_frame_is_a_rubber_band(framed):
    frame = framed.graph.frames["f4"]
    start = QPointF(frame.x + 8, frame.y + framing.TITLE + 5)
    framed.mouse.drag(start, framed.middle("n2"))
    assert framed.panel.selected() == ["n1", "n2"]
    assert framed.panel.annotating.selected() == []
    assert framed.document.undo_label is None


def test_a_rubber_band_selects_a_frame_that_it_encloses(framed):
    end = QPointF(230, 150)
    framed.mouse.drag(QPointF(-60, -80), end)
    assert framed.panel.annotating.selected() == []
    framed.mouse.drag(QPointF(-60, -80), QPointF(450, 190))
    assert framed.panel.annotating.selected() == ["f4", "t5"]
    assert framed.panel.selected() == ["n1", "n2"]


def test_shift_adds_and_takes_away(framed):
    framed.mouse.click(title(framed))
    framed.mouse.click(middle(framed), SHIFT)
    assert framed.panel.annotating.selected() == ["f4", "t5"]
    framed.mouse.click(title(framed), SHIFT)
    assert framed.panel.annotating.selected() == ["t5"]
    framed.mouse.drag(QPointF(-60, 230), QPointF(20, 250), modifiers=SHIFT)
    assert framed.panel.annotating.selected() == ["t5"]
    assert framed.panel.selected() == ["n3"]


@pytest.mark.parametrize(
    ("corner", "expected"),
    [
        ((1, 1), (0, 0, 40, 24)),
        ((0, 0), (40, 24, -40, -24)),
        ((1, 0), (0, 24, 40, -24)),
        ((0.25, 1), (0, 0, 0, 24)),
        ((0, 0.6), (40, 0, -40, 0)),
    ],
)
@pytest.mark.parametrize("id", ["f4", "t5"])
def test_sides_and_corners_are_dragged(framed, id, corner, expected):
    before = framed.graph
    x, y, width, height = rect_of(annotations.find(before, id))
    start = QPointF(x + width * corner[0], y + height * corner[1])
    framed.mouse.drag(start, start + QPointF(40, 24))
    found = rect_of(annotations.find(framed.graph, id))
    assert found == tuple(map(sum, zip((x, y, width, height), expected, strict=True)))
    assert framed.panel.viewer.annotations[id].place() == found
    assert framed.document.undo_label.startswith("Resize ")
    assert framed.graph.positions == before.positions
    framed.document.undo()
    assert framed.graph == before


def test_nothing_is_dragged_to_nothing(framed):
    start = QPointF(420, 80)
    framed.mouse.drag(start, QPointF(200, -200))
    assert rect_of(framed.graph.notes["t5"]) == (300, 0, *annotations.LEAST)


def test_the_other_side_stays_where_it_is(framed):
    framed.mouse.drag(QPointF(300, 40), QPointF(700, 40))
    assert rect_of(framed.graph.notes["t5"]) == (356, 0, annotations.LEAST[0], 80)
    framed.document.undo()
    framed.mouse.drag(QPointF(360, 0), QPointF(360, 300))
    assert rect_of(framed.graph.notes["t5"]) == (300, 40, 120, annotations.LEAST[1])


def test_a_hand_that_trembles_moves_nothing(framed):
    before = framed.graph
    framed.mouse.drag(title(framed), title(framed) + QPointF(3, 3))
    assert framed.graph is before


def test_within_a_frame_there_is_canvas(framed):
    shown = framed.panel.viewer.annotations
    inside = QPointF(130, 100)
    assert not shown["f4"].shape().contains(inside)
    assert shown["f4"].shape().contains(QPointF(60, 10))
    assert shown["t5"].shape().contains(QPointF(60, 40))


def test_delete_removes_the_frame_alone(framed):
    framed.mouse.click(title(framed))
    keys(framed, Qt.Key.Key_Delete)
    assert framed.graph.frames == {}
    assert list(framed.graph.nodes) == ["n1", "n2", "n3"]
    assert framed.document.undo_label == "Delete 1 Frame"


def test_nodes_edges_frames_and_notes_are_deleted_in_one_step(framed):
    before = framed.graph
    keys(framed, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    keys(framed, Qt.Key.Key_Delete)
    graph = framed.graph
    assert {**graph.nodes, **graph.frames, **graph.notes} == {}
    framed.document.undo()
    assert framed.graph == before
    assert not framed.document.undo()


def test_arrows_move_a_frame_and_what_lies_in_it(framed):
    before = framed.graph
    framed.panel.select([], ["f4", "t5"])
    for _ in range(3):
        keys(framed, Qt.Key.Key_Right)
    assert framed.graph.positions["n2"] == (12, 110)
    assert framed.graph.positions["n3"] == (0, 220)
    assert framed.graph.notes["t5"].x == 312
    assert framed.document.undo_label == "Move 1 Frame and 1 Note"
    framed.document.undo()
    assert framed.graph == before


def test_a_note_is_moved_by_its_middle(framed):
    framed.mouse.drag(middle(framed), middle(framed) + WAY)
    assert rect_of(framed.graph.notes["t5"]) == (380, 40, 120, 80)


def test_an_undo_while_a_frame_is_moved_leaves_no_trace_of_it(show, chained):
    graph, (a, _) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.document.edit_graph(
        "Add", lambda g: framing.add_frame_around(g, [a], [], {}, "New")[0]
    )
    start = title(canvas, "f3")
    canvas.mouse.press(start)
    canvas.mouse.move(start, start + WAY)
    canvas.document.undo()
    canvas.mouse.release(start + WAY)
    assert canvas.graph == graph
    assert canvas.items[a].xy_pos == [0.0, 0.0]


def test_tidying_up_keeps_nodes_in_their_frame_in_one_step(framed):
    before = framed.graph
    framed.panel.tidy("right")
    sizes = framed.panel.sizes()
    inside = framing.contents(framed.graph, ["f4"], sizes)
    assert inside.nodes == {"n1", "n2"}
    framed.document.undo()
    assert framed.graph == before


def test_a_right_click_selects_what_its_menu_is_about(framed):
    framed.mouse.press(title(framed), Qt.MouseButton.RightButton)
    framed.mouse.release(title(framed), Qt.MouseButton.RightButton)
    assert framed.panel.annotating.selected() == ["f4"]


def test_a_small_frame_lies_in_front_of_the_one_around_it(framed):
    framed.document.edit_graph(
        "Add", lambda g: framing.add_frame_around(g, [], ["f4"], {}, "Outer")[0]
    )
    shown = framed.panel.viewer.annotations
    assert shown["f4"].zValue() > shown["f6"].zValue()
    start = title(framed, "f6")
    framed.mouse.drag(start, start + WAY)
    assert framed.graph.frames["f4"].x == 64
    assert framed.graph.positions["n1"] == (80, 40)
