"""Who is served, and in which order."""

from hypothesis import given
from hypothesis import strategies as st

from kgraph.document.project import DataSource, new_project
from kgraph.engine.waiting import Waiting
from kgraph.messages import Analyze, Describe, Prove

PROJECT = new_project()


@given(st.lists(st.booleans()))
def test_of_the_analyses_the_latest_waits_and_of_the_others_each(kinds):
    requests = [
        Analyze(i, PROJECT) if kind else Describe(DataSource("csv", str(i)))
        for i, kind in enumerate(kinds)
    ]
    waiting = Waiting()
    for request in requests:
        waiting.put(request)
    analyses = [r for r in requests if isinstance(r, Analyze)]
    expected = [r for r in requests if r not in analyses or r is analyses[-1]]
    assert [waiting.take() for _ in expected] == expected
    waiting.close()
    assert waiting.take() is None


def test_a_drawing_that_waits_is_told_of():
    waiting = Waiting()
    waiting.put(Prove(1, PROJECT))
    assert not waiting.has_drawing()
    waiting.put(Analyze(1, PROJECT))
    assert waiting.has_drawing()
    waiting.take()
    waiting.take()
    assert not waiting.has_drawing()
