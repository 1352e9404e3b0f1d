"""Parts of drawings leave a project with all they need, and come into another."""

import pytest
from hypothesis import given
from msgspec.structs import replace
from random_models import models
from sketch import Sketch
from strategies import projects

from kgraph.document import edits, files
from kgraph.document.copying.bundles import absorb, extract, paste
from kgraph.document.copying.incoming import Incoming, incoming
from kgraph.document.errors import EditError
from kgraph.document.graph import Port, Source
from kgraph.document.nesting import within
from kgraph.document.project import Project, new_project


def dense(name: str, id: str, units: int = 4) -> Sketch:
    s = Sketch(name, id)
    x = s.add("Input", name="x", shape=[4])
    s.output(s.add("Dense", x, units=units), "y")
    return s


def call(s: Sketch, id: str, source: str, name: str | None = None) -> str:
    s.graph, node = edits.add(s.graph, f"graph:{id}", name=name or id)
    s.graph = edits.connect(s.graph, Source(source), Port(node, "x"))
    return node


@pytest.fixture
def project() -> Project:
    """main calls g2, which calls g1; g3 is called by nobody."""
    outer = Sketch("outer", "g2")
    x = outer.add("Input", name="x", shape=[4])
    outer.output(call(outer, "g1", x), "y")
    s = Sketch("net")
    x = s.add("Input", name="image", shape=[4])
    s.output(call(s, "g2", s.add("Dense", x, units=4)))
    return s.project(dense("inner", "g1"), outer, dense("alone", "g3"))


def types(graph):
    return [layer.type for layer in graph.layers.values()]


def test_a_bundle_holds_what_it_needs_and_nothing_else(project):
    bundle = extract(project, "main", ["n3"])
    assert list(bundle.graphs) == ["main", "g1", "g2"]
    assert types(bundle.main) == ["graph:g2"]
    assert list(extract(project, "main", ["n1"]).graphs) == ["main"]
    assert list(extract(project, "g2").graphs) == ["main", "g1"]
    with pytest.raises(EditError, match="'g9'"):
        extract(project, "g9")


def test_a_main_graph_inside_a_part_gets_another_id():
    s, part = dense("net", "main"), Sketch("part", "g1")
    call(part, "main", part.add("Input", name="x", shape=[4]), "whole")
    bundle = extract(s.project(part), "g1")
    assert types(bundle.main) == ["Input", "graph:g2"]
    assert bundle.graphs["g2"].name == "net"


def test_a_bundle_is_taken_in_under_ids_and_names_of_its_own(project):
    other = dense("net", "main").project(dense("outer", "g1", units=7))
    new, id = absorb(other, extract(project, "g2"))
    assert (id, new.graphs[id].name, types(new.graphs[id])[1]) == (
        "g3",
        "outer_1",
        "graph:g2",
    )
    assert new.graphs["g2"].name == "inner"
    assert new.graphs["g1"] is other.graphs["g1"]


def test_what_is_there_already_is_not_doubled(project):
    bundle = extract(project, "g2")
    assert absorb(project, bundle) == (project, "g2")
    other = new_project().graphs | {"g1": dense("outer", "g1", units=7).graph}
    once, id = absorb(Project(other), bundle)
    assert absorb(once, bundle) == (once, id)


def test_the_main_graph_is_not_its_own_submodel(project):
    new, id = absorb(project, extract(project, "main"))
    assert (id, new.graphs[id].name) == ("g4", "net_1")


def test_a_bundle_that_contains_itself_is_taken_in_as_it_is():
    part = Sketch("net")
    inner = Sketch("inner", "g1")
    call(inner, "g1", inner.add("Input", name="x", shape=[4]))
    call(part, "g1", part.add("Input", name="x", shape=[4]))
    new, id = absorb(new_project(), part.project(inner))
    (loop,) = {"g1", "g2"} - {id}
    assert types(new.graphs[loop]) == ["Input", f"graph:{loop}"]


def test_another_order_of_inputs_is_another_graph(project):
    graph = project.graphs["g1"]
    turned = replace(graph, nodes=dict(reversed(graph.nodes.items())))
    bundle = Project({"main": replace(turned, id="main")})
    assert absorb(project, bundle)[1] == "g4"


def test_a_paste_brings_the_submodels_along(project):
    bundle = extract(project, "main", ["n2", "n3"])
    new, (first, second) = paste(new_project(), "main", bundle, (5.0, 6.0))
    assert types(new.main) == ["Dense", "graph:g2"]
    assert new.main.nodes[second].inputs == {"x": (Source(first),)}
    assert new.main.positions[first] == (5.0, 6.0)
    again, _ = paste(new, "main", bundle)
    assert again.graphs.keys() == new.graphs.keys()


def test_no_graph_is_pasted_into_itself(project):
    bundle = extract(project, "main", ["n3"])
    for graph in ("g1", "g2"):
        with pytest.raises(EditError, match="itself"):
            paste(project, graph, bundle)


def test_what_a_bundle_lacks_is_no_graph_of_the_project(project):
    part, _ = edits.add(Sketch("net").graph, "graph:g1", name="lost")
    new, (node,) = paste(project, "main", Project({"main": part}))
    assert new.main.layer_of(node).type == "graph:g4"
    new, id = absorb(new, Project({"main": part}))
    assert (id, types(new.graphs[id])) == ("g5", ["graph:g6"])


def test_edges_that_led_in_are_drawn_again_in_their_order():
    s = Sketch()
    x, y = (s.add("Input", name=name, shape=[4]) for name in "xy")
    inside = s.add("Dense", y, units=4)
    joined = s.add("Add", x, inside, y)
    known = incoming(s.graph, [inside, joined])
    bundle = extract(s.project(), "main", [inside, joined])
    new, (copy, add) = paste(s.project(), "main", bundle, incoming=known)
    expected = (Source(x), Source(copy), Source(y))
    assert new.main.nodes[add].inputs["inputs"] == expected
    assert new.main.nodes[copy].inputs["inputs"] == (Source(y),)
    without, (_, add) = paste(s.project(), "main", bundle)
    assert len(without.main.nodes[add].inputs["inputs"]) == 1


def test_edges_from_what_is_not_there_any_more_are_not():
    s = Sketch()
    x, y = (s.add("Input", name=name, shape=[4]) for name in "xy")
    joined = s.add("Add", x, y)
    known, bundle = incoming(s.graph, [joined]), extract(s.project(), "main", [joined])
    other = edits.rename(edits.delete(s.graph, [x]), "l2", "other")
    new, (add,) = paste(Project({"main": other}), "main", bundle, incoming=known)
    assert new.main.nodes[add].inputs == {}
    forged = Incoming(
        {joined: {"inputs": (Source(x, -1), Source(y, 10**9))}}, known.names
    )
    new, (add,) = paste(s.project(), "main", bundle, incoming=forged)
    assert new.main.nodes[add].inputs == {}


@given(models())
def test_any_graph_leaves_and_comes_back_the_same(project):
    for id in project.graphs:
        bundle = extract(project, id)
        assert files.loads(files.dumps(bundle), "bundle") == bundle
        new, top = absorb(new_project(), bundle)
        assert len(within(new, top)) == len(within(project, id))
        assert absorb(new, bundle) == (new, top)
        assert extract(new, top).main.nodes == bundle.main.nodes


@given(projects(), projects())
def test_any_project_can_be_taken_in(project, other):
    new, id = absorb(project, other)
    assert new.graphs[id].nodes == other.main.nodes
    assert all(new.graphs[k] is graph for k, graph in project.graphs.items())
    names = [graph.name for graph in new.graphs.values()]
    assert len(set(names[len(project.graphs) :])) == len(names) - len(project.graphs)
