"""Both drawings on one canvas: nothing of either is lost."""

from hypothesis import given, settings
from hypothesis import strategies as st
from random_models import models
from sketch import with_main

from kgraph.document import edits
from kgraph.document.comparing import compare, place_of, union
from kgraph.document.order import sort


@given(models(), st.data())
@settings(max_examples=60, deadline=None)
def test_the_union_shows_what_went_and_what_came(project, data):
    nodes = st.sampled_from(list(project.main.nodes))
    gone = data.draw(st.sets(nodes, max_size=3))
    graph = edits.delete(project.main, gone)
    graph, added = edits.add(graph, "Dense", name="quite new")
    other = with_main(project, graph)
    found = compare(project, other)
    both = union(project, other, found)
    kinds = both.kinds["main"]
    assert {id for id, kind in kinds.items() if kind == "added"} == {added}
    removed = {id for id, kind in kinds.items() if kind == "removed"}
    assert removed == {f"old/{id}" for id in gone}
    shown = both.project.main
    assert set(shown.nodes) == set(other.main.nodes) | removed
    assert not sort(shown).cycle
    assert set(shown.positions) >= set(shown.nodes)
    for change in found.changes:
        place = place_of(change, both.names)
        assert place is None or place.node in both.project.graphs[place.graph].nodes


@given(models())
@settings(max_examples=30, deadline=None)
def test_what_is_equal_is_marked_nowhere(project):
    both = union(project, project, compare(project, project))
    assert both.project == project
    assert not any(both.kinds.values())
    assert not any(both.edges.values())
    assert not any(both.gone.values())
