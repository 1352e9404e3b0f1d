"""Definitions are copied, removed, and never inside themselves."""

import pytest
from sketch import Sketch

from kgraph.document import edits
from kgraph.document.errors import EditError
from kgraph.document.project import Project
from kgraph.document.submodels import detach, refuse_recursion, remove_definition


@pytest.fixture
def project() -> Project:
    """The main graph holds two layers of `outer`, one of them called twice."""
    deep, outer, s = Sketch("deep", "g1"), Sketch("outer", "g2"), Sketch("net")
    outer.graph, _ = edits.add(outer.graph, "graph:g1", name="deep")
    s.graph, _ = edits.add(s.graph, "graph:g2", name="one")
    s.graph, _ = edits.add(s.graph, "graph:g2", name="two")
    s.graph, _ = edits.call(s.graph, "l2")
    return s.project(deep, outer)


def test_a_detached_layer_has_a_definition_of_its_own(project):
    new = detach(project, "main", "n2")
    assert new.main.layers["l2"].type == "graph:g3"
    assert new.main.layers["l1"] is project.main.layers["l1"]
    assert (new.graphs["g3"].name, new.graphs["g3"].layers) == (
        "outer_1",
        project.graphs["g2"].layers,
    )


def test_what_has_a_definition_of_its_own_keeps_it(project):
    assert detach(project, "g2", "n1") is project
    alone = detach(project, "main", "n3")
    assert detach(alone, "main", "n2") is alone


def test_a_definition_that_is_called_stays(project):
    with pytest.raises(EditError, match="'outer' is called by 'one' in 'net'"):
        remove_definition(project, "g2")
    with pytest.raises(EditError, match="main graph"):
        remove_definition(project, "main")
    with pytest.raises(EditError, match="'g9'"):
        remove_definition(project, "g9")


def test_a_definition_that_nothing_calls_can_be_removed(project):
    free = Project(
        {**project.graphs, "main": edits.delete(project.main, ["n1", "n2", "n3"])}
    )
    assert list(remove_definition(free, "g2").graphs) == ["main", "g1"]
    itself = Sketch("loop", "g3")
    itself.graph, _ = edits.add(itself.graph, "graph:g3")
    looped = Project({**free.graphs, "g3": itself.graph})
    assert "g3" not in remove_definition(looped, "g3").graphs


@pytest.mark.parametrize(
    ("graph", "definition", "says"),
    [
        ("g1", "g1", "'deep' cannot be placed inside itself"),
        ("g1", "g2", "'outer' contains 'deep'"),
        ("g1", "main", "'net' contains 'deep'"),
    ],
)
def test_no_graph_is_placed_inside_itself(project, graph, definition, says):
    with pytest.raises(EditError, match=says):
        refuse_recursion(project, graph, definition)


def test_other_graphs_can_be_placed(project):
    refuse_recursion(project, "main", "g1")
    refuse_recursion(project, "g2", "g1")
    refuse_recursion(project, "g2", "gone")
