"""Any project can be checked, and what is sound has no problems."""

import pytest
from checked import problems
from hypothesis import given
from strategies import projects, tangled_graphs

from kgraph.document.check import check
from kgraph.document.project import Binding, Data, Project


def test_a_sound_drawing_has_no_problems(graph):
    assert problems(graph) == {}


@given(projects())
def test_any_project_is_checked_in_whole_sentences(project):
    for problem in check(project):
        assert problem.message.endswith((".", "?"))
        assert problem.graph in project.graphs
        assert (
            problem.node is None or problem.node in project.graphs[problem.graph].nodes
        )


@given(tangled_graphs())
def test_any_tangle_is_checked(graph):
    found = check(Project({"main": graph}))
    assert {"has-input", "has-output"} <= {p.rule for p in found}


@pytest.mark.parametrize(("id", "count"), [("l1", 0), ("l3", 0), ("l2", 1), ("l9", 1)])
def test_columns_are_bound_to_inputs_and_outputs(graph, id, count):
    data = Data(bindings={id: Binding(("x",))})
    found = check(Project({"main": graph}, data))
    assert [(p.rule, p.severity) for p in found] == [
        ("known-bindings", "warning")
    ] * count
