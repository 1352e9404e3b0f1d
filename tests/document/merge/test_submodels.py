"""Submodels of both sides: two of one name are two, and none holds itself."""

from merged import add, clean, edited
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.graph import Graph
from kgraph.document.merge import merge
from kgraph.document.project import MAIN, Project


def with_part(project, id="part", *types):
    part = Graph(id, id)
    for type in types or ("Dense",):
        part, _ = edits.add(part, type)
    project = replace(project, graphs={**project.graphs, id: part})
    return edited(project, add(f"graph:{id}", id))


def test_two_submodels_of_one_id_are_two(base):
    mine, theirs = with_part(base, "part", "Dense"), with_part(base, "part", "Conv2D")
    merged = clean(merge(base, mine, theirs))
    assert list(merged.graphs) == [MAIN, "part", "part_2"]
    called = [layer.submodel for layer in merged.main.layers.values()]
    assert called[4:] == ["part", "part_2"]


def test_a_submodel_that_is_called_here_comes_back(base):
    base = with_part(base)
    mine = edited(base, add("graph:part"))
    main = edits.delete(base.main, ["n5"])
    theirs = Project({MAIN: main})
    assert "part" in merge(base, mine, theirs).project.graphs


def test_no_submodel_comes_to_be_inside_itself(base):
    base = with_part(with_part(base, "a"), "b")
    mine = edited(base, add("graph:b"), "a")
    theirs = edited(base, add("graph:a"), "b")
    merged = merge(base, mine, theirs)
    assert merged.left_out == ("'a' in 'b': it would be inside itself",)
    assert len(merged.project.graphs["b"].nodes) == 1
