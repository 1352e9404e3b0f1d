"""Compares two projects: all differences, one fact each."""

from collections.abc import Iterator
from itertools import chain
from typing import Any

from msgspec import Struct
from msgspec.structs import asdict, replace

from kgraph.document.comparing.canvases import canvas_change
from kgraph.document.comparing.comparison import Change, Comparison, Kind, Value
from kgraph.document.comparing.graphs import compare_graphs
from kgraph.document.comparing.matching import Match, match
from kgraph.document.comparing.models import as_models
from kgraph.document.comparing.parameters import differing
from kgraph.document.comparing.sentences import values_text
from kgraph.document.project import Project
from kgraph.document.telling.data import data_facts
from kgraph.document.telling.words import plural


def compare(old: Project, new: Project, *, of_models: bool = False) -> Comparison:
    """Returns what differs from one project to another.

    Args:
        of_models: Whether to compare the models alone: a model's file knows neither
            the data, nor how it was trained, nor where its nodes stand.

    Example:

    >>> from kgraph import templates
    >>> digits = templates.load("digits")
    >>> compare(digits, digits).is_equal
    True
    """
    if of_models:
        old, new = as_models(old, new)
    matches = match(old, new)
    inside = chain.from_iterable(_graph(old, new, one) for one in matches)
    changes = (*inside, *_graphs(old, new, matches))
    if of_models:
        changes = tuple(change for change in changes if change.part != "weights")
    else:
        changes = (*changes, *_around(old, new, matches))
    return Comparison(changes, matches)


def _graph(old: Project, new: Project, one: Match) -> Iterator[Change]:
    if old.graphs[one.old] is not new.graphs[one.new]:
        yield from compare_graphs(old, new, one)


def _graphs(old: Project, new: Project, matches: tuple[Match, ...]) -> Iterator[Change]:
    """Yields the submodels that are in one of the two alone."""
    sides: tuple[tuple[Kind, Project, set[str]], ...] = (
        ("removed", old, {one.old for one in matches}),
        ("added", new, {one.new for one in matches}),
    )
    for kind, project, kept in sides:
        for graph in project.graphs.values():
            if graph.id not in kept:
                nodes = plural(len(graph.nodes), "node")
                sentence = f"submodel {graph.name!r} ({nodes})"
                yield Change(kind, "graph", sentence, graph.name)


def _around(old: Project, new: Project, matches: tuple[Match, ...]) -> Iterator[Change]:
    """Yields what differs beside the models, what means least last."""
    for fact in data_facts(_with_ids_of_new(old, matches[0]), new):
        yield Change("changed", "data", fact)
    values = tuple(_settings(old.training, new.training))
    if values:
        sentence = f"training: {values_text(values)}"
        yield Change("changed", "training", sentence, values=values)
    if old.weights != new.weights:
        names = (f"{p.weights!r}" if p.weights else "none" for p in (old, new))
        yield Change("changed", "weights", f"weights file: {' → '.join(names)}")
    yield from canvas_change(old, new, matches)


def _settings(old: Struct, new: Struct) -> Iterator[Value]:
    return differing(_config(old), _config(new))


def _config(settings: Struct) -> dict[str, Any]:
    """Returns settings as JSON has them: tuples are lists."""
    values = asdict(settings).items()
    return {name: list(v) if isinstance(v, tuple) else v for name, v in values}


def _with_ids_of_new(old: Project, main: Match) -> Project:
    """Returns the old project, with its columns bound to the layers of the new one."""
    bindings = {
        main.layers.get(id, id): binding for id, binding in old.data.bindings.items()
    }
    data = replace(old.data, bindings=bindings)
    return replace(old, data=data)
