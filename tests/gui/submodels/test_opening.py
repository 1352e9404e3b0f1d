"""Which graphs are open, as a value."""

from msgspec.structs import replace
from sketch import Sketch

from kgraph.document import edits
from kgraph.document.nesting import Call
from kgraph.gui.submodels.opening import Opening, closed, opened, surviving, way


def nested():
    main, outer, inner = Sketch(), Sketch("outer", "g1"), Sketch("inner", "g2")
    main.add("graph:g1")
    main.add("graph:g1")
    outer.add("graph:g2")
    return main.project(outer, inner)


def test_the_way_is_the_one_that_was_gone():
    project = nested()
    opening = opened(Opening(), project, "g1", "main", ["n2"])
    assert opening.tabs == ("main", "g1")
    assert way(opening, project, "g1") == (Call("main", "n2"),)
    opening = opened(opening, project, "g2", "g1", ["n1"])
    assert way(opening, project, "g2") == (Call("main", "n2"), Call("g1", "n1"))


def test_the_way_is_the_shortest_where_none_was_gone():
    project = nested()
    opening = opened(Opening(), project, "g2", "main", [])
    assert way(opening, project, "g2") == (Call("main", "n1"), Call("g1", "n1"))


def test_a_way_whose_node_is_gone_is_not_kept():
    project = nested()
    opening = opened(Opening(), project, "g1", "main", ["n2"])
    less = edits.delete(project.main, ["n2"])
    project = replace(project, graphs={**project.graphs, "main": less})
    assert way(opening, project, "g1") == (Call("main", "n1"),)


def test_the_tab_that_is_there_is_used_again():
    project = nested()
    opening = opened(Opening(), project, "g1", "main", ["n1"])
    again = opened(opening, project, "g1", "main", ["n2"])
    assert again.tabs == opening.tabs
    assert way(again, project, "g1") == (Call("main", "n2"),)


def test_the_main_graph_is_not_closed():
    opening = Opening(("main", "g1"))
    assert closed(opening, "main") is opening
    assert closed(opening, "g1").tabs == ("main",)


def test_graphs_that_are_gone_lose_their_tabs():
    project = nested()
    opening = Opening(("main", "g2", "g9"))
    assert surviving(opening, project).tabs == ("main", "g2")
    assert surviving(Opening(), project) == Opening()
