"""What differs in how two drawings look, in one line: it means nothing to a model."""

from collections import Counter
from collections.abc import Iterator

from kgraph.document.comparing.comparison import Change
from kgraph.document.comparing.matching import Match
from kgraph.document.diff import GraphDiff, diff
from kgraph.document.project import Project
from kgraph.document.telling.words import plural


def canvas_change(
    old: Project, new: Project, matches: tuple[Match, ...]
) -> Iterator[Change]:
    """Yields one change, or none; places are compared within one drawing alone."""
    counts: Counter[str] = Counter()
    for one in matches:
        if one.is_by_id:
            counts += _counts(diff(old.graphs[one.old], new.graphs[one.new]), one)
    facts = [f"{plural(n, what.split()[0])} {what.split()[1]}" for what, n in
             counts.items()]  # fmt: skip
    if facts:
        yield Change("changed", "canvas", f"drawing: {', '.join(facts)}")


def _counts(difference: GraphDiff, one: Match) -> Counter[str]:
    found = Counter(
        {
            "node moved": sum(id in one.nodes for id in difference.moved),
            "node folded": len(difference.folded),
        }
    )
    for word in ("frame", "note"):
        for verb in ("added", "removed", "changed"):
            found[f"{word} {verb}"] = len(getattr(difference, f"{word}s_{verb}"))
    return +found
