"""The calls of a submodel keep in step with its Inputs and Outputs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document import edits
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import Project
from kgraph.document.submodels import follow, follow_all


@pytest.fixture
def project() -> Project:
    return swapping()


def swapping() -> Project:
    """Calls, in two graphs, of a submodel that swaps two tensors."""
    inner = Sketch("swap", "g1")
    a, b = (inner.add("Input", name=name, shape=[4]) for name in "ab")
    inner.output(b, "first")
    inner.output(a, "second")
    return caller("main").project(inner, caller("g2"))


def caller(id: str) -> Sketch:
    s = Sketch("net", id)
    x, y = (s.add("Input", name=name, shape=[4]) for name in "xy")
    s.graph, call = edits.add(s.graph, "graph:g1", name="swap")
    for argument, source in (("a", x), ("b", y)):
        s.graph = edits.connect(s.graph, Source(source), Port(call, argument))
    s.output(s.add("Concatenate", (call, 1), (call, 0), x), "end")
    return s


def edited(project: Project, edit) -> Project:
    inner = edit(project.graphs["g1"])
    return replace(project, graphs={**project.graphs, "g1": inner})


def call_in(graph: Graph):
    return graph.nodes["n3"]


def joined(graph: Graph) -> tuple[Source, ...]:
    return graph.nodes["n4"].inputs["inputs"]


def test_a_renamed_input_renames_the_argument_of_every_call(project):
    after = edited(project, lambda g: edits.rename(g, "l1", "left"))
    new = follow(project, after, "g1")
    for id in ("main", "g2"):
        assert call_in(new.graphs[id]).inputs == {
            "left": (Source("n1"),),
            "b": (Source("n2"),),
        }


def test_inputs_may_swap_their_names(project):
    after = edited(project, lambda g: edits.rename(g, "l1", "c"))
    after = edited(after, lambda g: edits.rename(g, "l2", "a"))
    after = edited(after, lambda g: edits.rename(g, "l1", "b"))
    assert call_in(follow(project, after, "g1").main).inputs == {
        "b": (Source("n1"),),
        "a": (Source("n2"),),
    }


def test_the_edges_of_a_deleted_input_go(project):
    after = edited(project, lambda g: edits.delete(g, ["n1"]))
    assert call_in(follow(project, after, "g1").main).inputs == {"b": (Source("n2"),)}


def test_a_deleted_output_takes_its_edges_and_the_others_move_up(project):
    after = edited(project, lambda g: edits.delete(g, ["n3"]))
    new = follow(project, after, "g1")
    for id in ("main", "g2"):
        assert joined(new.graphs[id]) == (Source("n3", 0), Source("n1"))


def test_outputs_that_change_places_keep_their_edges(project):
    def reorder(graph: Graph) -> Graph:
        nodes = {id: graph.nodes[id] for id in ("n1", "n2", "n4", "n3")}
        return replace(graph, nodes=nodes)

    new = follow(project, edited(project, reorder), "g1")
    assert joined(new.main) == (Source("n3", 0), Source("n3", 1), Source("n1"))


def test_an_output_that_is_placed_anew_under_its_name_keeps_its_edges(project):
    def again(graph: Graph) -> Graph:
        return edits.add(edits.delete(graph, ["n3"]), "Output", name="first")[0]

    new = follow(project, edited(project, again), "g1")
    assert joined(new.main) == (Source("n3", 0), Source("n3", 1), Source("n1"))


def test_an_output_that_takes_the_name_of_a_deleted_one_is_not_it(project):
    after = edited(project, lambda g: edits.delete(g, ["n3"]))
    after = edited(after, lambda g: edits.rename(g, "l4", "first"))
    new = follow(project, after, "g1")
    assert joined(new.main) == (Source("n3", 0), Source("n1"))


def test_what_changes_no_port_changes_no_caller(project):
    after = edited(project, lambda g: edits.add(g, "Dense")[0])
    assert follow(project, after, "g1") is after
    after = edited(project, lambda g: edits.add(g, "Output")[0])
    assert follow(project, after, "g1") is after


def test_following_twice_is_following_once(project):
    after = edited(project, lambda g: edits.delete(g, ["n3"]))
    once = follow_all(project, after)
    assert once != after
    assert follow_all(project, once) is once


def known_by_layer(project: Project) -> tuple[dict[str, Source], list[str | None]]:
    """What the call gives to each Input, and which Output each edge comes from."""
    inner, call = project.graphs["g1"], call_in(project.main)
    ends = {inner.layers[n.layer].name: n.layer for n in inner.of_type("Input")}
    outputs = [n.layer for n in inner.of_type("Output")]
    given = {ends[name]: sources[0] for name, sources in call.inputs.items()}
    taken = [
        outputs[s.output] if s.node == call.id else s.node for s in joined(project.main)
    ]
    return given, taken


CHANGES = st.one_of(
    st.tuples(st.just("rename"), st.integers(0, 5), st.sampled_from("abcd")),
    st.tuples(st.just("delete"), st.integers(0, 5), st.just("")),
    st.tuples(st.sampled_from(["Input", "Output"]), st.just(0), st.just("")),
)


@given(st.lists(CHANGES, max_size=8))
def test_whatever_becomes_of_its_ends_the_edges_stay_with_them(changes):
    project = swapping()
    for kind, number, name in changes:
        given, taken = known_by_layer(project)
        ends = list(project.graphs["g1"].nodes)
        pick = ends[number % len(ends)] if ends else ""

        def change(graph, kind=kind, pick=pick, name=name):
            if kind == "rename" and pick:
                return edits.rename(graph, graph.nodes[pick].layer, name)
            if kind == "delete" and pick:
                return edits.delete(graph, [pick])
            return edits.add(graph, kind)[0] if kind in ("Input", "Output") else graph

        try:
            after = edited(project, change)
        except EditError:  # another end has that name
            continue
        project = follow_all(project, after)
        left = project.graphs["g1"].layers
        assert known_by_layer(project) == (
            {end: source for end, source in given.items() if end in left},
            [end for end in taken if end in left or end == "n1"],
        )
