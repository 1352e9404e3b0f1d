"""What comes again and again in a row is found, and told by its shortest stretch."""

from hypothesis import given
from hypothesis import strategies as st

from kgraph.document.repeats.runs import Run, runs


def found(text: str, least: int = 1) -> list[tuple[int, int, int]]:
    taken = runs(text, [1] * len(text), least)
    return [(run.first, run.length, run.count) for run in taken]


def test_the_shortest_stretch_tells_best():
    assert found("abababab") == [(0, 2, 4)]
    assert found("aaaa") == [(0, 1, 4)]


def test_a_stretch_that_is_made_of_runs_is_none():
    assert found("aabaab") == [(0, 1, 2), (3, 1, 2)]


def test_too_small_a_stretch_is_none_unless_a_longer_one_holds_it():
    assert found("aabaab", least=3) == [(0, 3, 2)]
    assert found("aaaa", least=2) == [(0, 2, 2)]


def test_items_count_as_much_as_they_hold():
    assert runs("xxyz", [4, 4, 1, 1], 3) == [Run(0, 1, 2)]


@given(st.text("abc", max_size=30), st.integers(1, 4))
def test_runs_repeat_and_do_not_overlap(text, least):
    end = 0
    for run in runs(text, [1] * len(text), least):
        assert run.first >= end
        assert run.count >= 2
        assert run.length >= least
        stretch = text[run.first : run.first + run.length]
        assert text[run.first : run.end] == stretch * run.count
        end = run.end
