"""Where a change happened: what came, else what changed, else what moved."""

import pytest
from hypothesis import given
from msgspec.structs import replace
from strategies import projects, unhurried

from kgraph.document import edits
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import MAIN, Project
from kgraph.document.telling.whereabouts import Place, where_changed


@pytest.fixture
def project() -> Project:
    graph = Graph(MAIN, "model")
    for type in ("Input", "Dense", "Output"):
        graph, _ = edits.add(graph, type)
    graph = edits.connect(graph, Source("n1"), Port("n2", "inputs"))
    graph = edits.connect(graph, Source("n2"), Port("n3", "inputs"))
    part, _ = edits.add(Graph("part", "part"), "Input")
    return Project({MAIN: graph, "part": part})


def edited(project, edit, id=MAIN):
    return replace(project, graphs={**project.graphs, id: edit(project.graphs[id])})


def test_what_came_back_counts_before_what_it_changed(project):
    without = edited(project, lambda g: edits.delete(g, ["n2"]))
    assert where_changed(without, project) == Place(MAIN, ("n2",))


def test_what_changed_counts_before_what_moved(project):
    new = edited(project, lambda g: edits.set_parameter(g, "l2", "units", 3))
    new = edited(new, lambda g: edits.move(g, {"n1": (5.0, 5.0)}))
    assert where_changed(project, new) == Place(MAIN, ("n2",))
    moved = edited(project, lambda g: edits.move(g, {"n1": (5.0, 5.0)}))
    assert where_changed(project, moved) == Place(MAIN, ("n1",))


def test_where_nodes_only_went_there_is_a_place_and_no_nodes(project):
    without = edited(project, lambda g: edits.delete(g, ["n3"]))
    assert where_changed(project, without) == Place(MAIN)


def test_another_graph_is_named_if_the_shown_one_is_as_it_was(project):
    new = edited(project, lambda g: edits.move(g, {"n1": (5.0, 5.0)}), "part")
    assert where_changed(project, new, MAIN) == Place("part", ("n1",))


def test_the_shown_graph_is_preferred(project):
    new = edited(project, lambda g: edits.move(g, {"n1": (5.0, 5.0)}), "part")
    new = edited(new, lambda g: edits.move(g, {"n2": (5.0, 5.0)}))
    assert where_changed(project, new, MAIN) == Place(MAIN, ("n2",))
    assert where_changed(project, new, "part") == Place("part", ("n1",))


def test_training_settings_are_nowhere_on_the_canvas(project):
    longer = replace(project, training=replace(project.training, epochs=3))
    assert where_changed(project, longer) is None


@unhurried
@given(projects(), projects())
def test_the_place_is_there(old, new):
    place = where_changed(old, new)
    if place is not None:
        assert set(place.nodes) <= new.graphs[place.graph].nodes.keys()
