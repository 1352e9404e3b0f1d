"""The document: one signal, refusals as sentences, and what counts as saved."""

import pytest
from drawings import add_dense
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document import edits
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import new_project
from kgraph.document.submodels import make_submodel


@pytest.fixture
def changes(document):
    heard = []
    document.changed.connect(lambda old, new: heard.append((old, new)))
    return heard


def test_an_edit_tells_before_and_after(document, changes):
    before = document.project
    assert document.edit_graph("Add Dense", add_dense)
    assert changes == [(before, document.project)]
    assert list(document.graph.nodes) == ["n1"]
    assert document.undo_label == "Add Dense"


def test_an_edit_tells_what_it_made_and_none_if_it_was_refused(document):
    node = document.make_in_graph("Add Dense", lambda g: edits.add(g, "Dense"))
    assert node == "n1"
    assert document.graph.layer_of(node).type == "Dense"
    assert document.undo_label == "Add Dense"
    before = document.project
    assert document.make_in_graph("Call", lambda g: edits.call(g, "l9")) is None
    assert document.project is before


def test_an_edit_that_changes_nothing_is_none(document, changes):
    assert document.edit("Nothing", lambda project: project)
    assert document.edit_graph("Nothing", lambda graph: replace(graph))
    assert changes == []
    assert document.undo_label is None


def test_a_refused_edit_says_why_and_changes_nothing(drawn, qtbot):
    before = drawn.project
    with qtbot.waitSignal(drawn.failed) as failed:
        done = drawn.edit_graph(
            "Connect",
            lambda graph: edits.connect(graph, Source("n2"), Port("n2", "inputs")),
        )
    assert not done
    assert "cycle" in failed.args[0]
    assert drawn.project is before


def test_undo_and_redo_bring_the_same_values_back(document, changes):
    empty = document.project
    document.edit_graph("Add Dense", add_dense)
    drawn = document.project
    assert document.undo()
    assert document.project is empty
    assert document.redo_label == "Add Dense"
    assert document.redo()
    assert document.project is drawn
    assert not document.redo()
    assert len(changes) == 3


def test_edits_of_one_gesture_are_one_step(document):
    document.edit_graph("Add Dense", add_dense)
    for x in range(3):
        document.edit_graph(
            "Move", lambda g, x=x: edits.move(g, {"n1": (x + 1, 0)}), merge_key="drag"
        )
    document.undo()
    assert document.graph.positions["n1"] == (0, 0)
    assert document.undo_label == "Add Dense"


def test_is_modified_compares_with_what_was_saved(document, tmp_path):
    assert not document.is_modified
    document.edit_graph("Add Dense", add_dense)
    assert document.is_modified
    document.mark_saved(tmp_path / "a.kgraph")
    assert not document.is_modified
    assert document.path == tmp_path / "a.kgraph"
    document.undo()
    assert document.is_modified
    document.redo()
    assert not document.is_modified


def test_another_project_begins_without_a_past(drawn, changes, tmp_path):
    other = new_project("other")
    drawn.replace(other, tmp_path / "other.kgraph")
    assert drawn.project is other
    assert drawn.undo_label is None
    assert not drawn.is_modified
    assert changes[-1][1] is other


def test_a_submodel_is_edited_where_it_is_shown(document):
    with_submodel = replace(
        document.project,
        graphs={**document.project.graphs, "g1": Graph(id="g1", name="encoder")},
    )
    document.edit("Make Submodel", lambda _: with_submodel)
    document.show_graph("g1")
    document.edit_graph("Add Dense", add_dense)
    assert list(document.project.graphs["g1"].nodes) == ["n1"]
    assert not document.project.main.nodes


def test_undoing_the_shown_graph_away_shows_the_main_one(document, qtbot):
    test_a_submodel_is_edited_where_it_is_shown(document)
    document.undo()
    with qtbot.waitSignal(document.graph_shown) as shown:
        document.undo()
    assert shown.args == ["main"]
    assert document.graph is document.project.main


def test_calls_follow_a_submodels_inputs_in_the_same_step(document):
    s = Sketch()
    dense = s.add("Dense", s.add("Input", name="image", shape=[4]), units=4)
    s.output(dense)
    made, call = make_submodel(s.project(), "main", [dense], "part")
    document.replace(made)
    document.show_graph("g1")
    (entry,) = document.graph.of_type("Input")
    document.edit_graph("Rename", lambda g: edits.rename(g, entry.layer, "picture"))
    assert list(document.project.main.nodes[call].inputs) == ["picture"]
    document.undo()
    assert document.project is made
