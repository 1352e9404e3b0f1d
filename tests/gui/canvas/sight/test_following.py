"""The selection, the shown graph and the view follow undo and redo."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QRectF

from kgraph.document import edits
from kgraph.document.graph import Graph


@pytest.fixture
def canvas(shown, drawn):
    return shown.panels.canvas


def test_what_was_deleted_comes_back_selected(canvas, drawn):
    canvas.select(["n2"])
    canvas.delete_selected()
    assert canvas.selected() == []
    drawn.undo()
    assert canvas.selected() == ["n2"]


def test_what_changed_or_moved_is_selected(canvas, drawn):
    drawn.edit_graph("Set units", lambda g: edits.set_parameter(g, "l2", "units", 9))
    drawn.edit_graph("Move", lambda g: edits.move(g, {"n3": (9.0, 9.0)}))
    drawn.undo()
    assert canvas.selected() == ["n3"]
    drawn.undo()
    assert canvas.selected() == ["n2"]
    drawn.redo()
    assert canvas.selected() == ["n2"]


def test_an_edit_leaves_the_selection_to_the_person(canvas, drawn):
    canvas.select(["n1"])
    drawn.edit_graph("Set units", lambda g: edits.set_parameter(g, "l2", "units", 9))
    assert canvas.selected() == ["n1"]


def test_the_graph_in_which_it_happened_is_shown(canvas, drawn):
    part, _ = edits.add(Graph("part", "part"), "Dense")
    drawn.edit("Add", lambda p: replace(p, graphs={**p.graphs, "part": part}))
    drawn.show_graph("part")
    drawn.edit_graph("Set units", lambda g: edits.set_parameter(g, "l1", "units", 9))
    drawn.show_graph("main")
    drawn.undo()
    assert drawn.graph_id == "part"
    assert canvas.selected() == ["n1"]


def test_what_is_out_of_sight_is_revealed(canvas, drawn):
    drawn.edit_graph("Move", lambda g: edits.move(g, {"n3": (9000.0, 9000.0)}))
    drawn.undo()
    before = canvas.viewer._scene_range
    drawn.redo()
    item = canvas.sync.nodes["n3"]
    seen = canvas.viewer._scene_range
    assert seen != before
    assert seen.contains(item.sceneBoundingRect())


def test_what_is_in_sight_stays_where_it_is(canvas, drawn):
    canvas.zoom_to_fit()
    before = QRectF(canvas.viewer._scene_range)
    drawn.edit_graph("Rename", lambda g: edits.rename(g, "l1", "image"))
    drawn.undo()
    assert canvas.selected() == ["n1"]
    assert canvas.viewer._scene_range == before
