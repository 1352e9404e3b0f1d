"""Merges two projects that began as one."""

from collections.abc import Collection, Iterable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kgraph.document.edits import delete
from kgraph.document.graph import Graph
from kgraph.document.merge.graphs import GraphMerge
from kgraph.document.merge.judge import GONE, Conflict, Judge, Path
from kgraph.document.merge.mending import mend
from kgraph.document.merge.renumber import renumber
from kgraph.document.nesting import called_in, within
from kgraph.document.project import MAIN, Data, DataSource, Project
from kgraph.document.values import is_identical

Sources = tuple[DataSource, ...]


class Merge(Struct, frozen=True):
    """What came of a merge.

    Attributes:
        conflicts: What both sides changed, each in another way.
        left_out: What cannot be together with the rest, one clause each.
    """

    project: Project
    conflicts: tuple[Conflict, ...] = ()
    left_out: tuple[str, ...] = ()


def merge(
    base: Project,
    mine: Project,
    theirs: Project,
    yielded: Collection[Path] = (),
    other: str = "in the file",
) -> Merge:
    """Puts two projects together that both began as `base`; it always succeeds.

    What one side alone changed is changed; where both did, mine wins and the conflict
    is named. What both added stands there twice, under ids of its own.

    Args:
        yielded: Paths of the conflicts that the other side wins.
        other: Where their values are, in the words of a conflict's sentence.
    """
    if is_identical(base, theirs) or is_identical(mine, theirs):
        return Merge(mine)
    if is_identical(base, mine):
        return Merge(theirs)
    theirs = renumber(base, mine, theirs)
    judge, left_out = Judge(yielded, other), list[str]()

    def decide(id: str, *sides: Any) -> Any:
        if GONE in sides or _is_settled(*sides):
            return _whole(judge, id, *sides)
        merged = GraphMerge(judge, mine, *sides).merged()
        mended = mend(merged, sides[1], sides[2])
        left_out.extend(mended.left_out)
        return mended.graph

    graphs = judge.each(decide, base.graphs, mine.graphs, theirs.graphs)
    graphs = _with_called(graphs, (mine, theirs, base))
    graphs = _without_rings(graphs, mine, left_out)
    training = judge.decide(
        ("training",), "Training", base.training, mine.training, theirs.training
    )
    weights = judge.decide(
        ("weights",), "The weights", base.weights, mine.weights, theirs.weights
    )
    data = _data(judge, base, mine, theirs, graphs[MAIN])
    project = Project(graphs, data, training, weights)
    return Merge(project, tuple(judge.conflicts), tuple(left_out))


def _is_settled(base: Graph, mine: Graph, theirs: Graph) -> bool:
    """Whether one side alone changed a graph, if at all."""
    return (
        is_identical(mine, theirs)
        or is_identical(base, mine)
        or is_identical(base, theirs)
    )


def _whole(judge: Judge, id: str, base: Any, mine: Any, theirs: Any) -> Any:
    if GONE not in (mine, theirs) or base is GONE:
        return judge.decide((id,), "", base, mine, theirs)
    left = theirs if mine is GONE else mine
    if is_identical(base, left):
        return GONE
    words = f"The submodel {left.name!r}"
    return judge.dispute((id,), words, mine, theirs, lambda _: "changed")


def _with_called(
    graphs: dict[str, Graph], sides: Iterable[Project]
) -> dict[str, Graph]:
    """Brings back the submodels that are still called, though one side took them."""
    known = {id: g for p in reversed([*sides]) for id, g in p.graphs.items()}
    waiting = list(graphs.values())
    while waiting:
        for called in called_in(waiting.pop()):
            if called in known and called not in graphs:
                graphs = {**graphs, called: known[called]}
                waiting.append(known[called])
    return graphs


def _without_rings(
    graphs: dict[str, Graph], mine: Project, left_out: list[str]
) -> dict[str, Graph]:
    """Takes calls of the other side away with which a graph would be inside itself."""
    for id, graph in graphs.items():
        here = mine.graphs[id].nodes if id in mine.graphs else {}
        for node in graph.nodes.keys() - here.keys():
            called = graph.layer_of(node).submodel
            if called and id in within(Project(graphs), called):
                graphs = {**graphs, id: delete(graphs[id], [node])}
                name = graphs[called].name
                left_out.append(
                    f"{name!r} in {graph.name!r}: it would be inside itself"
                )
    return graphs


def _data(
    judge: Judge, base: Project, mine: Project, theirs: Project, main: Graph
) -> Data:
    sides = (base.data, mine.data, theirs.data)

    def binding(id: str, *values: Any) -> Any:
        is_lost = id not in main.layers and id in mine.main.layers | theirs.main.layers
        if is_lost:
            return GONE
        name = main.layers[id].name if id in main.layers else id
        return judge.decide(("data", "bindings", id), f"Columns of {name!r}", *values)

    return Data(
        source=_source(judge, "source", "The data", *(d.source for d in sides)),
        bindings=judge.each(binding, *(data.bindings for data in sides)),
        split=judge.decide(("data", "split"), "Split", *(d.split for d in sides)),
        beside=_beside(judge, *(d.beside for d in sides)),
        validation_source=_source(
            judge,
            "validation_source",
            "The data for validation",
            *(d.validation_source for d in sides),
        ),
        test_source=_source(
            judge, "test_source", "The data for test", *(d.test_source for d in sides)
        ),
    )


def _beside(
    judge: Judge, base: Sources, mine: Sources, theirs: Sources
) -> tuple[DataSource, ...]:
    """Columns are called by a source's number: all of them are decided together."""
    if theirs in (base, mine):
        return mine
    if base == mine:
        return theirs
    path: Path = ("data", "beside")
    return judge.dispute(path, "The data beside it", mine, theirs, _all_named)


def _source(
    judge: Judge,
    field: str,
    words: str,
    base: DataSource | None,
    mine: DataSource | None,
    theirs: DataSource | None,
) -> DataSource | None:
    """A name means something with its kind alone: they are decided together."""
    if base == theirs or mine == theirs:
        return mine
    if base == mine:
        return theirs
    path: Path = ("data", field)
    winner = judge.dispute(path, words, mine, theirs, _named)
    return replace(winner) if winner else None


def _named(source: DataSource | None) -> str:
    return source.name if source else "none"


def _all_named(sources: Sources) -> str:
    return ", ".join(map(_named, sources)) or "none"
