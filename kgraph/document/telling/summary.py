"""What differs between two projects, in words."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kgraph.document.diff import GraphDiff, diff
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import MAIN, Project
from kgraph.document.telling.data import data_facts
from kgraph.document.telling.differing import settings_fact, unlike
from kgraph.document.telling.words import brief, default, plural, title
from kgraph.document.values import is_identical

LIMIT = 8
NAMED = 2  # parts of one kind that are named; of more, the number is told


def summary(old: Project, new: Project, limit: int = LIMIT) -> tuple[str, ...]:
    """Returns what changed from one project to another, one fact each.

    Args:
        limit: How many facts at most; the last one then counts what is left.

    Example: `("Dense 'fc': units 10 → 20", "3 edges removed")`
    """
    facts = [*_graphs(old, new), *data_facts(old, new), *_training(old, new)]
    if not facts and not is_identical(old, new):
        facts = ["the order of the parts differs"]
    if len(facts) > limit:
        left = len(facts) - limit + 1
        facts[limit - 1 :] = [f"{plural(left, 'more change')}"]
    return tuple(facts)


def _graphs(old: Project, new: Project) -> Iterator[str]:
    for id in (*new.graphs, *(id for id in old.graphs if id not in new.graphs)):
        before, after = old.graphs.get(id), new.graphs.get(id)
        if before is None:
            yield f"submodel {new.graphs[id].name!r} added"
        elif after is None:
            yield f"submodel {before.name!r} removed"
        elif before is not after:
            place = "" if id == MAIN else f"in {after.name!r}, "
            yield from (place + f for f in _graph(old, new, before, after))


def _graph(old: Project, new: Project, before: Graph, after: Graph) -> Iterator[str]:
    if before.name != after.name:
        yield f"model {before.name!r} renamed to {after.name!r}"
    difference = diff(before, after)
    yield from _came(old, before, difference.removed, "removed")
    yield from _came(new, after, difference.added, "added")
    for id in difference.layers:
        yield from _layer(new, before.layers[id], after.layers[id])
    yield from _calls(new, before, after)
    yield from _edges(before, after, difference)
    order = [[id for id in g.nodes if id in before.nodes] for g in (before, after)]
    if not difference.removed and order[0] != order[1]:
        yield "nodes put into another order"
    if difference.moved:
        yield f"{plural(len(difference.moved), 'node')} moved"
    for field in ("frames", "notes"):
        yield from _parts(getattr(before, field), getattr(after, field), field[:-1])
    if before.collapsed != after.collapsed:
        yield "other nodes collapsed"


def _came(project: Project, graph: Graph, nodes: Sequence[str], verb: str) -> list[str]:
    if len(nodes) > NAMED:
        return [f"{plural(len(nodes), 'node')} {verb}"]
    return [f"{title(project, graph.layer_of(id))} {verb}" for id in nodes]


def _layer(project: Project, old: Layer, new: Layer) -> Iterator[str]:
    if old.name != new.name:
        yield f"{old.name!r} renamed to {new.name!r}"
    if old.type != new.type:
        yield f"{new.name!r} is {new.type} instead of {old.type}"
        return
    changes = [
        f"{name} {brief(old.config.get(name, default(old, name)))} → "
        f"{brief(new.config.get(name, default(new, name)))}"
        for name in unlike(old.config, new.config)
    ]
    if changes:
        yield f"{title(project, new)}: {', '.join(changes)}"


def _calls(project: Project, before: Graph, after: Graph) -> Iterator[str]:
    for id, node in after.nodes.items():
        old = before.nodes.get(id)
        if old is None or old is node or node.layer not in after.layers:
            continue
        name = title(project, after.layer_of(id))
        if old.layer != node.layer:
            yield f"{name} is called instead of another layer"
        for argument in unlike(old.constants, node.constants):
            values = (old.constants.get(argument), node.constants.get(argument))
            yield f"{name}: {argument} {brief(values[0])} → {brief(values[1])}"


def _edges(before: Graph, after: Graph, difference: GraphDiff) -> Iterator[str]:
    """Counts the edges between nodes that are in both."""
    both = before.nodes.keys() & after.nodes.keys()
    sides = ((difference.edges_removed, "removed"), (difference.edges_added, "added"))
    for edges, verb in sides:
        between = [e for e in edges if {e.source.node, e.target.node} <= both]
        if between:
            yield f"{plural(len(between), 'edge')} {verb}"


def _parts(old: Mapping[str, Any], new: Mapping[str, Any], word: str) -> Iterator[str]:
    came, went = new.keys() - old.keys(), old.keys() - new.keys()
    other = [id for id in old.keys() & new.keys() if old[id] != new[id]]
    for ids, verb in ((went, "removed"), (came, "added"), (other, "changed")):
        if ids:
            yield f"{plural(len(ids), word)} {verb}"


def _training(old: Project, new: Project) -> Iterator[str]:
    return settings_fact("training", old.training, new.training)
