"""A layer whose type is a graph of the project is checked with that graph."""

import pytest
from checked import only, problems
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.check import check
from kgraph.document.graph import Graph, Layer, Port, Source
from kgraph.document.project import Project, new_project


@pytest.fixture
def outer(graph) -> Graph:
    """The graph with an encoder, whose one Input is named `image`, before n3."""
    graph, id = edits.add(graph, "graph:encoder")
    graph = edits.connect(graph, Source("n2"), Port(id, "image"))
    return edits.connect(graph, Source(id), Port("n3", "inputs"))


@pytest.fixture
def encoder(graph) -> Graph:
    graph = edits.reset_parameter(edits.rename(graph, "l1", "image"), "l3", "loss")
    return replace(graph, id="encoder", name="encoder")


def test_a_submodel_has_no_problem(outer, encoder):
    assert problems(outer, encoder=encoder) == {}


def test_its_graph_must_be_there(outer):
    found = only(outer)
    assert (found.rule, found.node, found.received) == (
        "known-submodels",
        "n4",
        "'encoder'",
    )


def test_its_ports_are_its_inputs(outer, encoder):
    found = problems(outer, encoder=edits.rename(encoder, "l1", "picture"))
    assert found["known-ports"].expected == "'picture'"
    assert found["required-ports"].argument == "picture"


def test_keras_calls_it_with_all_its_inputs_also_with_an_optional_one(outer, encoder):
    optional = edits.set_parameter(encoder, "l1", "optional", True)
    assert problems(outer, encoder=optional) == {}
    empty = edits.disconnect(outer, Port("n4", "image"))
    assert "required-ports" in problems(empty, encoder=optional)


def test_its_outputs_are_counted(outer, encoder):
    outer = edits.connect(outer, Source("n4", 1), Port("n3", "inputs"))
    assert only(outer, encoder=encoder).rule == "known-sources"
    encoder, id = edits.add(encoder, "Output")
    encoder = edits.connect(encoder, Source("n2"), Port(id, "inputs"))
    assert problems(outer, encoder=encoder) == {}


def test_a_fault_inside_is_an_error_of_its_graph(outer, encoder):
    found = only(outer, encoder=edits.reset_parameter(encoder, "l2", "units"))
    assert (found.graph, found.node, found.severity) == ("encoder", "n2", "error")


def test_a_graph_that_nothing_calls_is_at_worst_a_warning(graph, encoder):
    found = only(graph, encoder=edits.reset_parameter(encoder, "l2", "units"))
    assert (found.graph, found.severity) == ("encoder", "warning")


def test_graphs_do_not_contain_each_other(outer, encoder):
    encoder, _ = edits.add(encoder, "graph:main")
    found = [
        p
        for p in check(Project({"main": outer, "encoder": encoder}))
        if p.rule == "no-recursion"
    ]
    assert [p.graph for p in found] == ["encoder", "main"]
    assert all("'encoder', 'model'" in p.message for p in found)
    assert all(p.severity == "error" for p in found)


def test_graphs_may_be_nested_deeply(outer):
    part = edits.add(new_project().main, "graph:part")[0]
    others = {
        f"g{i}": replace(
            part, id=f"g{i}", layers={"l1": Layer("l1", f"graph:g{i + 1}", "x")}
        )
        for i in range(2_000)
    }
    assert not any(
        p.rule == "no-recursion" for p in check(Project({"main": outer, **others}))
    )


def test_the_layer_that_closes_a_circle_is_to_blame(outer, encoder):
    encoder, node = edits.add(encoder, "graph:encoder", name="again")
    found = problems(outer, encoder=encoder)["no-recursion"]
    assert (found.graph, found.node) == ("encoder", node)
    assert "Delete 'again'" in found.message


def test_a_circle_that_nothing_calls_is_at_worst_a_warning(graph, encoder):
    encoder, _ = edits.add(encoder, "graph:encoder")
    found = problems(graph, encoder=encoder)
    assert found["no-recursion"].severity == "warning"
    assert {p.severity for p in found.values()} == {"warning"}
