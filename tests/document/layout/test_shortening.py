import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from kgraph.document.layout.ranks import _longest_paths
from kgraph.document.layout.shortening import shorten


@st.composite
def downward(draw):
    """Vertices with some of the later ones that each leads to."""
    count = draw(st.integers(1, 14))
    return [
        sorted(draw(st.sets(st.integers(v + 1, count - 1), max_size=3)))
        if v + 1 < count
        else []
        for v in range(count)
    ]


def length(rank, targets) -> int:
    return sum(
        rank[t] - rank[v] for v, leads_to in enumerate(targets) for t in leads_to
    )


def least_length(targets) -> float:
    """What a solver of linear programs finds."""
    edges = [(v, t) for v, leads_to in enumerate(targets) for t in leads_to]
    if not edges:
        return 0.0
    lengths = np.zeros((len(edges), len(targets)))
    for row, (source, target) in enumerate(edges):
        lengths[row, source], lengths[row, target] = -1, 1
    found = linprog(lengths.sum(0), A_ub=-lengths, b_ub=-np.ones(len(edges)))
    return found.fun


@given(downward())
def test_no_ranks_make_the_edges_shorter(targets):
    rank = shorten(_longest_paths(targets), targets)
    assert all(
        rank[t] > rank[v] for v, leads_to in enumerate(targets) for t in leads_to
    )
    assert min(rank) == 0
    assert length(rank, targets) == round(least_length(targets))


def test_a_whole_branch_moves():
    # 1, 2 and 3 hang on one edge from the top, and three lead down from them.
    targets = [[1, 4], [2, 3, 7], [7], [7], [5], [6], [7], []]
    rank = shorten(_longest_paths(targets), targets)
    assert rank[1] == 2


def test_nothing_is_ranked_as_nothing():
    assert shorten([], []) == []
