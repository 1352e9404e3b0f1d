"""Finds nodes of a project by name, type, parameter or shape."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from kgraph import catalog
from kgraph.document import order
from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import Project
from kgraph.document.telling.words import type_name

_SHAPE = re.compile(r"(\d+|\?)(x(\d+|\?))*")
_TIMES = re.compile(r"(?<=[\d?])[×*](?=[\d?])")
_NUMBER = re.compile(r"-?[\d.]+(e-?\d+)?")
_BRACKETS = re.compile(r"[\[\]()'\" ]")

Test = Callable[[Project, Layer, NodeAnalysis | None], bool]


class Match(Struct, frozen=True):
    """A node that was found."""

    graph: str
    node: str


def find(project: Project, analysis: Analysis, text: str) -> tuple[Match, ...]:
    """Returns the nodes that fit every word of a text, in all graphs.

    A word is part of a name or a type (`conv`), the beginning of a value that is set
    (`relu`), a parameter and its value (`filters=32`), or a part of an output's shape,
    batch included (`28x28`, `128`; in `?x10` the `?` is a size that may vary).

    Args:
        analysis: Knows the shapes; what it does not know is not found by shape.

    Returns:
        Matches in the order of the graphs, and in each from its inputs on.
    """
    tests = [_test(word) for word in text.split()]
    if not tests:
        return ()
    return tuple(
        Match(graph.id, id)
        for graph in project.graphs.values()
        for id in _found(project, graph, analysis, tests)
    )


def _found(
    project: Project, graph: Graph, analysis: Analysis, tests: Sequence[Test]
) -> Iterator[str]:
    known = analysis.graphs.get(graph.id, GraphAnalysis()).nodes
    sorted_ = order.sort(graph)
    for id in (*sorted_.nodes, *sorted_.cycle, *sorted_.behind):
        layer = graph.layer_of(id)
        if all(test(project, layer, known.get(id)) for test in tests):
            yield id


def _test(word: str) -> Test:
    """Returns what a word asks of a node."""
    word = _TIMES.sub("x", word.lower())
    parameter, is_setting, value = word.partition("=")
    if is_setting:
        return lambda _project, layer, _known: _is_set(layer, parameter, value)
    sizes = _sizes(word)

    def fits(project: Project, layer: Layer, known: NodeAnalysis | None) -> bool:
        texts = (layer.name, type_name(project, layer))
        return (
            any(word in text.lower() for text in texts)
            or any(_is_like(text, word) for text in _texts(layer.config))
            or (bool(sizes) and known is not None and _has_shape(known, sizes))
        )

    return fits


def _is_set(layer: Layer, parameter: str, value: str) -> bool:
    """Whether a parameter has a value, be it the default."""
    spec = catalog.load().operation(layer.type)
    values = {p.name: p.default for p in spec.parameters} if spec else {}
    values.update(layer.config)
    return any(
        any(_is_like(text, value) for text in _texts(held))
        for name, held in values.items()
        if name.lower() == parameter
    )


def _is_like(text: str, word: str) -> bool:
    """Whether a value is what was typed; of a word its beginning is enough."""
    text, word = text.lower(), _BRACKETS.sub("", word)
    return text == word if _NUMBER.fullmatch(word) else text.startswith(word)


def _texts(value: Any) -> Iterator[str]:
    """Yields the ways in which people write a value: of 3 by 3 also just `3`."""
    match value:
        case dict():
            for part in value.values():
                yield from _texts(part)
        case list() | tuple():
            parts = [text for part in value for text in _texts(part)]
            yield ",".join(parts)
            yield "x".join(parts)
            if len(set(parts)) == 1:
                yield parts[0]
        case bool() | None | str():
            yield str(value)
        case float():
            yield f"{value:g}"
        case int():
            yield str(value)


def _sizes(word: str) -> tuple[int | None, ...]:
    """Reads `?x10`; returns nothing if the word is no shape."""
    if not _SHAPE.fullmatch(word):
        return ()
    return tuple(None if part == "?" else int(part) for part in word.split("x"))


def _has_shape(known: NodeAnalysis, sizes: tuple[int | None, ...]) -> bool:
    count = len(sizes)
    return any(
        tensor.shape[at : at + count] == sizes
        for tensor in known.outputs
        for at in range(len(tensor.shape) - count + 1)
    )
