"""Whatever is drawn, proposing is safe, and changes nothing by itself."""

from contextlib import suppress

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import projects

from kgraph.document.analysis import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    Problem,
    Tensor,
)
from kgraph.document.check import check
from kgraph.document.errors import KgraphError
from kgraph.document.repairs import Case, propose
from kgraph.document.repairs.propose import MOST, RULES

SHAPES = st.lists(st.none() | st.integers(0, 30), max_size=4).map(tuple)
WORDS = st.sampled_from(
    ["", "4 dimensions", "a tensor at least as large as the window"]
)


@st.composite
def cases(draw) -> Case:
    """Any project, what Keras might say of it, and one of its problems."""
    project = draw(projects())
    graph = project.main
    known = {
        id: NodeAnalysis((Tensor((None, *draw(SHAPES))),))
        for id in graph.nodes
        if draw(st.booleans())
    }
    analysis = Analysis({"main": GraphAnalysis(known)}, check(project))
    said = [
        Problem(
            rule=draw(st.sampled_from(sorted(RULES))),
            message="Wrong.",
            node=draw(st.sampled_from([*graph.nodes, None])),
            argument=draw(st.sampled_from(["inputs", "x1", None])),
            expected=draw(WORDS),
        )
    ]
    problem = draw(st.sampled_from([*said, *analysis.problems]))
    return Case(project, problem, analysis)


@settings(max_examples=200, deadline=None)
@given(cases())
def test_proposing_is_safe(case):
    repairs = propose(case)
    assert len(repairs) <= MOST
    assert len({repair.title for repair in repairs}) == len(repairs)
    for repair in repairs:
        try:
            repaired = repair.edit(case.project)
        except KgraphError:
            continue
        check(repaired)


@given(cases())
def test_a_repair_of_what_is_gone_is_refused_in_words(case):
    repairs = propose(case)
    empty = {k: replace(g, nodes={}, layers={}) for k, g in case.project.graphs.items()}
    for repair in repairs:
        with suppress(KgraphError):
            repair.edit(replace(case.project, graphs=empty))
