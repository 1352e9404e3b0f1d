"""The Edit menu works on the selection and is undone."""

import itertools

import pytest
from drawings import add_dense
from PySide6.QtCore import QMimeData

from kgraph import templates
from kgraph.document import edits, files
from kgraph.document.arranging import annotations
from kgraph.document.project import new_project
from kgraph.document.submodels import make_submodel
from kgraph.gui import mime
from kgraph.gui.commands import clipboard


def test_undo_and_redo_have_names(window, document):
    undo, redo = window.actions_by_name["undo"], window.actions_by_name["redo"]
    assert not undo.isEnabled()
    document.edit_graph("Add Dense", add_dense)
    assert undo.text().replace("&", "") == "Undo Add Dense"
    undo.trigger()
    assert not document.graph.nodes
    assert redo.text().replace("&", "") == "Redo Add Dense"
    redo.trigger()
    assert document.graph.nodes


def test_edit_menu_works_on_the_selection(window, drawn):
    actions = window.actions_by_name
    actions["select_all"].trigger()
    assert window.panels.canvas.selected() == ["n1", "n2", "n3"]
    actions["duplicate"].trigger()
    assert len(drawn.graph.nodes) == 6
    assert len(list(drawn.graph.edges())) == 4
    actions["delete"].trigger()
    assert list(drawn.graph.nodes) == ["n1", "n2", "n3"]
    actions["select_all"].trigger()
    actions["cut"].trigger()
    assert not drawn.graph.nodes
    actions["paste"].trigger()
    assert len(drawn.graph.nodes) == 3
    for _ in range(4):
        actions["undo"].trigger()
    assert list(drawn.graph.nodes) == ["n1", "n2", "n3"]


def test_a_shared_layer_is_called_again_until_it_is_made_independent(window, drawn):
    actions, canvas = window.actions_by_name, window.panels.canvas
    canvas.select(["n2"])
    actions["share"].trigger()
    (again,) = canvas.selected()
    assert drawn.graph.layer_of(again) is drawn.graph.layer_of("n2")
    assert drawn.undo_label == "Share 1 Node"
    actions["make_independent"].trigger()
    assert drawn.graph.layer_of(again) is not drawn.graph.layer_of("n2")
    drawn.undo()
    drawn.undo()
    canvas.select(["n1"])
    actions["share"].trigger()
    assert list(drawn.graph.nodes) == ["n1", "n2", "n3"]


@pytest.mark.parametrize("tidy", ["tidy", "tidy_right"])
def test_calls_of_a_shared_layer_stand_beside_it_and_cover_nothing(window, drawn, tidy):
    actions, canvas = window.actions_by_name, window.panels.canvas
    actions[tidy].trigger()
    for _ in range(3):
        canvas.select(["n2"])
        actions["share"].trigger()
    rects = [
        item.mapRectToScene(item.card_rect()) for item in canvas.sync.nodes.values()
    ]
    assert len(rects) == 6
    assert not any(a.intersects(b) for a, b in itertools.combinations(rects, 2))
    place = drawn.graph.positions
    axis = 1 if tidy == "tidy" else 0
    assert len({place[id][axis] for id in drawn.graph.calls["l2"]}) == 1


def test_pasting_what_is_no_drawing_does_nothing(window, drawn, qapp):
    before = drawn.project
    qapp.clipboard().clear()
    window.actions_by_name["paste"].trigger()
    qapp.clipboard().setText("hello")
    window.actions_by_name["paste"].trigger()
    assert drawn.project is before


def test_pasting_again_and_again_steps_aside(window, drawn):
    actions, canvas = window.actions_by_name, window.panels.canvas
    canvas.select(["n2"])
    actions["copy"].trigger()
    places = [drawn.graph.positions["n2"]]
    for _ in range(3):
        actions["paste"].trigger()
        (new,) = canvas.selected()
        places.append(drawn.graph.positions[new])
    assert len(set(places)) == 4
    actions["duplicate"].trigger()
    assert drawn.graph.positions[canvas.selected()[0]] not in places


def test_a_cut_comes_back_to_its_place(window, drawn):
    actions, before = window.actions_by_name, drawn.graph.positions["n2"]
    window.panels.canvas.select(["n2"])
    actions["cut"].trigger()
    actions["paste"].trigger()
    (new,) = window.panels.canvas.selected()
    assert drawn.graph.positions[new] == before


def test_a_paste_far_from_where_one_looks_comes_into_view(window, drawn):
    actions, canvas = window.actions_by_name, window.panels.canvas
    far = {"n2": (90_000.0, 0.0)}
    drawn.edit_graph("Move", lambda graph: edits.move(graph, far))
    canvas.select(["n2"])
    actions["copy"].trigger()
    canvas.viewer.zoom_to_nodes([canvas.sync.nodes["n1"]])
    actions["paste"].trigger()
    (new,) = canvas.selected()
    assert abs(drawn.graph.positions[new][0]) < 10_000


def test_with_edges_a_copy_is_given_what_its_original_is_given(window, drawn):
    actions, canvas = window.actions_by_name, window.panels.canvas
    for action in ("paste_with_edges", "duplicate_with_edges"):
        canvas.select(["n2"])
        actions["copy"].trigger()
        actions[action].trigger()
        (new,) = canvas.selected()
        assert drawn.graph.nodes[new].inputs == drawn.graph.nodes["n2"].inputs
    actions["paste"].trigger()
    assert drawn.graph.nodes[canvas.selected()[0]].inputs == {}
    assert drawn.undo_label == "Paste 1 Node"


def test_a_text_editor_gets_a_file_and_can_give_one_back(window, drawn, qapp):
    actions, canvas = window.actions_by_name, window.panels.canvas
    actions["select_all"].trigger()
    actions["copy"].trigger()
    text = qapp.clipboard().text()
    assert qapp.clipboard().mimeData().data(mime.FRAGMENT) == text.encode()
    assert files.loads(text.encode(), "text").main.layers == drawn.graph.layers
    qapp.clipboard().setText("\n" + text)
    actions["paste"].trigger()
    assert len(drawn.graph.nodes) == 6
    assert len(list(drawn.graph.edges())) == 4
    qapp.clipboard().setText(files.dumps(templates.load("siamese")).decode())
    actions["paste"].trigger()
    assert len(canvas.selected()) == len(templates.load("siamese").main.nodes)


def test_submodels_come_along_into_another_project(window, drawn):
    actions, canvas = window.actions_by_name, window.panels.canvas
    drawn.edit("Make Submodel", lambda p: make_submodel(p, "main", ["n2"], "part")[0])
    canvas.select([node.id for node in drawn.graph.of_type("graph:g1")])
    actions["copy"].trigger()
    drawn.replace(new_project())
    actions["paste"].trigger()
    assert [g.name for g in drawn.project.graphs.values()] == ["model", "part"]
    drawn.show_graph("g1")
    before = drawn.project
    actions["paste"].trigger()
    assert drawn.project is before
    assert "inside itself" in window.panels.notice.text


@pytest.mark.parametrize(
    "text", ["", "hello", "{", '{"version": 1}', "[1]", '{"version": 1, "graphs": {}}']
)
def test_foreign_text_is_told_in_a_sentence(window, drawn, qapp, text):
    before = drawn.project
    qapp.clipboard().setText(text)
    window.actions_by_name["paste"].trigger()
    assert drawn.project is before
    said = window.panels.notice.text
    assert said.startswith(clipboard.NOTHING)
    assert ("cannot be opened" in said) == text.startswith("{")


def test_damaged_data_of_our_own_kind_harms_nothing(window, drawn, qapp):
    data = QMimeData()
    data.setData(mime.FRAGMENT, files.dumps(drawn.project))
    data.setData(mime.INCOMING, b'{"given": 3}')
    qapp.clipboard().setMimeData(data)
    window.actions_by_name["paste_with_edges"].trigger()
    assert len(drawn.graph.nodes) == 6


def test_a_frame_is_copied_with_all_that_lies_in_it(window, drawn):
    actions, canvas = window.actions_by_name, window.panels.canvas
    canvas.select(["n1", "n2"])
    actions["add_frame"].trigger()
    (frame,) = drawn.graph.frames
    canvas.select([], [frame])
    actions["copy"].trigger()
    actions["paste"].trigger()
    assert drawn.undo_label == "Paste 2 Nodes and 1 Frame"
    assert len(canvas.selected()) == 2
    (new,) = drawn.graph.frames.keys() - {frame}
    assert canvas.annotating.selected() == [new]
    canvas.select([], [new])
    actions["cut"].trigger()
    assert (len(drawn.graph.nodes), list(drawn.graph.frames)) == (3, [frame])
    actions["duplicate"].trigger()
    assert len(drawn.graph.frames) == 1


def test_a_note_alone_can_be_copied(window, drawn):
    actions, canvas = window.actions_by_name, window.panels.canvas
    drawn.edit_graph("Note", lambda g: annotations.add_note(g, (0, 0, 90, 40), "x")[0])
    canvas.select([], drawn.graph.notes)
    for action in ("copy", "paste", "duplicate"):
        actions[action].trigger()
    corners = {(note.x, note.y) for note in drawn.graph.notes.values()}
    assert len(corners) == len(drawn.graph.notes) == 3
