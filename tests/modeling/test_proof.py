"""Every common mistake has repairs, and what is offered makes a model."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mistakes import MISTAKES, Mistake, known
from sketch import Sketch

from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.document.repairs import Case, Repair, judge, propose
from kgraph.modeling import build, infer, prove


def cases(mistake: Mistake) -> Iterator[Case]:
    project, description = mistake.project, mistake.description
    analysis = known(project, infer(project), description)
    for problem in analysis.problems:
        yield Case(project, problem, analysis, description)


def offered(case: Case) -> Iterator[tuple[Repair, Project]]:
    for repair in propose(case):
        repaired = repair.edit(case.project)
        proof = prove(repaired)
        after = known(repaired, proof.analysis, case.description)
        if judge(case, after, proof.is_built) == "sound":
            yield repair, repaired


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_repaired(mistake):
    case = next(c for c in cases(mistake) if c.problem.rule == mistake.rule)
    repairs = {repair.title: repaired for repair, repaired in offered(case)}
    assert set(mistake.offers) <= set(repairs)
    for repaired in repairs.values():
        problems = known(repaired, infer(repaired), mistake.description).problems
        assert case.problem.rule not in {
            p.rule for p in problems if p.node == case.problem.node
        }
        assert build(repaired).outputs


def test_what_does_not_build_is_not_offered():
    """A flat image of 784 × 1 × 1 has no room for a window of 3 × 3."""
    case = next(c for c in cases(MISTAKES["a flat image"]) if c.problem.rule == "keras")
    proposed = {repair.title for repair in propose(case)}
    found = {repair.title for repair, _ in offered(case)}
    assert "Insert Reshape to 784 × 1 × 1 before 'conv2d'" in proposed - found


def test_a_mistake_behind_another_one_does_not_hide_its_repair():
    s = Sketch()
    conv = s.add("Conv2D", s.add("Input", shape=[28, 28]), filters=8, kernel_size=3)
    s.output(s.add("LSTM", conv, units=8), loss="mse")
    project = s.project()
    analysis = infer(project)
    case = Case(project, analysis.problems[0], analysis)
    repaired = propose(case)[0].edit(project)
    proof = prove(repaired)
    assert judge(case, proof.analysis, proof.is_built) == "revealing"


def test_a_project_with_errors_is_not_built():
    proof = prove(MISTAKES["a flat image"].project)
    assert proof.is_built is None
    assert proof.analysis.has_errors


SHAPES = st.lists(st.integers(1, 12), max_size=4)
LAYERS = st.sampled_from(
    [
        ("Dense", {"units": 4}),
        ("Conv1D", {"filters": 3, "kernel_size": 3}),
        ("Conv2D", {"filters": 3, "kernel_size": 3, "strides": 2}),
        ("MaxPooling2D", {}),
        ("LSTM", {"units": 3}),
        ("Flatten", {}),
        ("Embedding", {"input_dim": 9, "output_dim": 2}),
        ("Softmax", {}),
    ]
)
MERGES = st.sampled_from(["Add", "Concatenate", "Multiply", "Subtract"])


@st.composite
def careless(draw) -> Project:
    """Two branches of a few layers, joined, with any mistake that comes of it."""
    s = Sketch()
    ends = []
    for _ in range(draw(st.integers(1, 2))):
        node = s.add("Input", shape=draw(SHAPES))
        for type, config in draw(st.lists(LAYERS, max_size=3)):
            node = s.add(type, node, **config)
        ends.append(node)
    node = s.add(draw(MERGES), *ends) if len(ends) > 1 else ends[0]
    if draw(st.booleans()):
        s.output(node, loss=draw(st.sampled_from(["mse", "binary_crossentropy", None])))
    return s.project()


@settings(max_examples=40, deadline=None)
@given(careless())
def test_a_repair_of_any_drawing_keeps_its_promise(project):
    analysis = infer(project)
    for problem in analysis.problems:
        case = Case(project, problem, analysis)
        for repair in propose(case):
            try:
                repaired = repair.edit(project)
            except KgraphError:
                continue
            proof = prove(repaired)
            if judge(case, proof.analysis, proof.is_built) == "refused":
                continue
            left = {(p.rule, p.node, p.argument) for p in proof.analysis.problems}
            assert (problem.rule, problem.node, problem.argument) not in left
            assert project == case.project
            if not proof.analysis.has_errors:
                assert build(repaired).outputs


def test_a_proof_that_nobody_waits_for_ends_early():
    asked = []

    def is_given_up() -> bool:
        asked.append(True)
        return len(asked) > 1

    s = Sketch()
    node = s.add("Input", shape=[4])
    for _ in range(5):
        node = s.add("Dense", node, units=2)
    s.output(node)
    assert prove(s.project(), is_given_up).is_built is False
    assert len(asked) == 2
    assert prove(s.project()).is_built
