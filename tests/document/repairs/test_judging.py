"""A repair is judged by what is known before and after."""

import pytest
from sketch import Sketch

from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Problem
from kgraph.document.repairs import Case, judge

WRONG = Problem(rule="keras", message="Wrong.", node="n2")
OTHER = Problem(rule="keras", message="Wrong too.", node="n3")


def case(known: tuple[str, ...] = ("n1", "n3"), *more: Problem) -> Case:
    s = Sketch()
    s.output(s.add("Dense", s.add("Input", shape=[4]), units=2))
    nodes = {id: NodeAnalysis(()) for id in known}
    before = Analysis({"main": GraphAnalysis(nodes)}, (WRONG, *more))
    return Case(s.project(), WRONG, before)


@pytest.mark.parametrize(
    ("problems", "is_built", "verdict"),
    [
        ((), True, "sound"),
        ((), False, "refused"),
        ((WRONG,), None, "refused"),
        (
            (Problem(rule="keras", message="In other words.", node="n2"),),
            None,
            "refused",
        ),
        ((OTHER,), None, "refused"),
        ((Problem(rule="keras", message="New.", node="n9"),), None, "refused"),
        (
            (Problem(rule="has-loss", message="L.", node="n3", severity="warning"),),
            True,
            "sound",
        ),
        (
            (
                Problem(
                    rule="lone-softmax", message="L.", node="n3", severity="warning"
                ),
            ),
            True,
            "refused",
        ),
    ],
)
def test_new_problems_count(problems, is_built, verdict):
    assert judge(case(), Analysis(problems=problems), is_built) == verdict


def test_what_was_wrong_anyway_does_not_count():
    assert judge(case(("n1",), OTHER), Analysis(problems=(OTHER,)), None) == "sound"


def test_what_lay_behind_is_revealed():
    assert judge(case(("n1",)), Analysis(problems=(OTHER,)), None) == "revealing"
