import pytest
from hypothesis import given
from strategies import colors, graphs, numbers, positions, rects

from kgraph.document.arranging import annotations
from kgraph.document.arranging.annotations import LEAST, rect_of
from kgraph.document.diff import GraphDiff, diff
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph

EMPTY = Graph("main", "model")


@pytest.fixture
def graph() -> Graph:
    """A frame `f1` and a note `t2`."""
    graph, _ = annotations.add_frame(EMPTY, (0, 0, 300, 200), "Encoder")
    return annotations.add_note(graph, (20, 40, 120, 80), "Why?\nBecause.")[0]


def test_a_frame_and_a_note_get_ids_of_their_own(graph):
    assert list(graph.frames) == ["f1"]
    assert list(graph.notes) == ["t2"]
    assert graph.next_id == 3
    assert rect_of(graph.frames["f1"]) == (0, 0, 300, 200)
    assert graph.notes["t2"].text == "Why?\nBecause."


def test_a_title_is_one_line(graph):
    new = annotations.rewrite(graph, "f1", "  The\nen \t coder ")
    assert new.frames["f1"].title == "The en coder"


def test_a_text_keeps_its_lines(graph):
    assert annotations.rewrite(graph, "t2", " a\n\n b").notes["t2"].text == " a\n\n b"


def test_text_that_no_file_can_hold_is_refused(graph):
    with pytest.raises(EditError, match="Unicode"):
        annotations.rewrite(graph, "t2", "\ud800")


def test_colors_have_names(graph):
    new = annotations.recolor(graph, ["f1", "t2"], "blue")
    assert (new.frames["f1"].color, new.notes["t2"].color) == ("blue", "blue")
    with pytest.raises(EditError, match="Received: '#ff0000'"):
        annotations.recolor(graph, ["f1"], "#ff0000")


def test_nothing_becomes_too_small_to_be_taken_hold_of(graph):
    new = annotations.resize(graph, "f1", (5, 6, -10, 3))
    assert rect_of(new.frames["f1"]) == (5, 6, *LEAST)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_a_place_that_is_none_is_refused(graph, number):
    with pytest.raises(EditError, match="finite"):
        annotations.move(graph, {"f1": (number, 0)})
    with pytest.raises(EditError, match="finite"):
        annotations.resize(graph, "f1", (0, 0, number, 100))


def test_what_is_not_there_is_refused(graph):
    with pytest.raises(EditError, match="'n1'"):
        annotations.remove(graph, ["n1"])


def test_a_frame_is_removed_alone(graph):
    new = annotations.remove(graph, ["f1"])
    assert new.frames == {}
    assert new.notes == graph.notes
    assert annotations.remove(graph, []) is graph


@given(graphs(), rects, positions, colors, numbers)
def test_an_edit_changes_what_it_is_about_and_nothing_else(
    graph, rect, place, color, width
):
    new, id = annotations.add_frame(graph, rect, "A")
    assert diff(graph, new) == GraphDiff(frames_added=(id,))
    assert id not in graph.frames
    assert new.next_id > graph.next_id
    changed = annotations.move(new, {id: place})
    changed = annotations.recolor(changed, [id], color)
    changed = annotations.resize(changed, id, (*place, width, width))
    assert diff(new, changed).frames_changed in ((), (id,))
    assert annotations.remove(changed, [id]).frames == graph.frames
    new, id = annotations.add_note(graph, rect, "A")
    assert diff(graph, new) == GraphDiff(notes_added=(id,))
    assert annotations.remove(new, [id]).notes == graph.notes


@given(graphs())
def test_an_edit_that_changes_nothing_returns_the_very_graph(graph):
    for box in (*graph.frames.values(), *graph.notes.values()):
        assert annotations.resize(graph, box.id, rect_of(box)) is graph
        assert annotations.move(graph, {box.id: (box.x, box.y)}) is graph
        assert annotations.recolor(graph, [box.id], box.color) is graph
        text = getattr(box, "title", None) or getattr(box, "text", "")
        assert annotations.rewrite(graph, box.id, text) is graph
