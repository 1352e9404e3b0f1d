"""Whether a repair has kept its promise, from what is known before and after."""

from typing import Literal

from kgraph.document.analysis import Analysis, GraphAnalysis, Problem
from kgraph.document.repairs.case import Case

Verdict = Literal["sound", "revealing", "refused"]

# What may come with a repair: the next thing to do, and no mistake.
NEXT = ("has-loss", "data-bound", "unused", "trainable-names")


def judge(case: Case, after: Analysis, is_built: bool | None) -> Verdict:
    """Returns what a repaired project is worth.

    Args:
        case: The problem, with all that was known before, also about the data.
        after: All that is known about the repaired project.
        is_built: Whether the model could be built; None where other errors stand in
            the way of that.

    Returns:
        `sound` where the problem is gone and no other came; `revealing` where
        problems appear that lie behind it, at nodes that could not be analysed yet;
        `refused` in all other cases.
    """
    known = set(map(key, case.analysis.problems))
    if is_built is False or key(case.problem) in set(map(key, after.problems)):
        return "refused"
    new = [p for p in after.problems if key(p) not in known and not _is_next(p)]
    if not new:
        return "sound"
    return "revealing" if all(_was_hidden(p, case) for p in new) else "refused"


def key(problem: Problem) -> tuple[str | None, ...]:
    """Returns what makes two problems the same, whatever their words say."""
    return (
        problem.rule,
        problem.graph,
        problem.node,
        problem.argument,
        problem.setting,
    )


def _is_next(problem: Problem) -> bool:
    return problem.severity == "warning" and problem.rule in NEXT


def _was_hidden(problem: Problem, case: Case) -> bool:
    """Whether nobody could have known: Keras had not come as far as that node."""
    graph = case.project.graphs.get(problem.graph)
    known = case.analysis.graphs.get(problem.graph, GraphAnalysis()).nodes
    told = {p.node for p in case.analysis.problems if p.graph == problem.graph}
    was_there = graph is not None and problem.node in graph.nodes
    return was_there and problem.node not in {*known, *told}
