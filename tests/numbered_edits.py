"""Edits that fit any graph: what each is about is found by number."""

from collections.abc import Callable
from typing import NamedTuple

from kgraph.document import edits
from kgraph.document.arranging import annotations
from kgraph.document.copying import fragments
from kgraph.document.errors import CycleError, EditError
from kgraph.document.graph import Graph, Port, Source


class Edit(NamedTuple):
    """An edit that fits any graph: what it is about is found by number."""

    label: str
    apply: Callable[[Graph], Graph]


def add(type: str, position: edits.Position) -> Edit:
    return Edit("add", lambda graph: edits.add(graph, type, position)[0])


def call(number: int, position: edits.Position) -> Edit:
    return Edit(
        "call",
        lambda g: (
            edits.call(g, _pick(g.layers, number), position)[0] if g.layers else g
        ),
    )


def connect(source: int, target: int, argument: str, number: int) -> Edit:
    def apply(graph: Graph) -> Graph:
        if not graph.nodes:
            return graph
        start, end = _pick(graph.nodes, source), _pick(graph.nodes, target)
        try:
            return edits.connect(
                graph, Source(start, number % 2), Port(end, argument, number % 3)
            )
        except CycleError:
            return graph

    return Edit("connect", apply)


def disconnect(number: int, argument: str) -> Edit:
    return _on_node(
        "disconnect", number, lambda g, id: edits.disconnect(g, Port(id, argument))
    )


def delete(first: int, second: int) -> Edit:
    return _on_node(
        "delete", first, lambda g, id: edits.delete(g, {id, _pick(g.nodes, second)})
    )


def move(number: int, position: edits.Position) -> Edit:
    return _on_node("move", number, lambda g, id: edits.move(g, {id: position}))


def rename(number: int, name: str) -> Edit:
    return _on_layer("rename", number, lambda g, id: edits.rename(g, id, name))


def set_parameter(number: int, name: str, value: object) -> Edit:
    return _on_layer(
        "set", number, lambda g, id: edits.set_parameter(g, id, name, value)
    )


def reset_parameter(number: int, name: str) -> Edit:
    return _on_layer("reset", number, lambda g, id: edits.reset_parameter(g, id, name))


def set_constant(number: int, argument: str, value: object) -> Edit:
    return _on_node(
        "constant", number, lambda g, id: edits.set_constant(g, id, argument, value)
    )


def make_independent(number: int) -> Edit:
    return _on_node("independent", number, edits.make_independent)


def duplicate(first: int, second: int) -> Edit:
    def duplicate(graph: Graph, id: str) -> Graph:
        part = fragments.fragment(graph, {id, _pick(graph.nodes, second)})
        return fragments.paste(graph, part)[0]

    return _on_node("duplicate", first, duplicate)


def collapse(number: int, is_collapsed: bool) -> Edit:
    return _on_node(
        "collapse", number, lambda g, id: edits.collapse(g, [id], is_collapsed)
    )


def frame(rect: annotations.Rect, title: str) -> Edit:
    return Edit("frame", lambda g: annotations.add_frame(g, rect, title)[0])


def note(rect: annotations.Rect, text: str) -> Edit:
    return Edit("note", lambda g: annotations.add_note(g, rect, text)[0])


def resize(number: int, rect: annotations.Rect) -> Edit:
    return _on_annotation(
        "resize", number, lambda g, id: annotations.resize(g, id, rect)
    )


def recolor(number: int, color: str) -> Edit:
    return _on_annotation(
        "recolor", number, lambda g, id: annotations.recolor(g, [id], color)
    )


def rewrite(number: int, text: str) -> Edit:
    return _on_annotation(
        "rewrite", number, lambda g, id: annotations.rewrite(g, id, text)
    )


def remove(number: int) -> Edit:
    return _on_annotation("remove", number, lambda g, id: annotations.remove(g, [id]))


def _on_annotation(
    label: str, number: int, edit: Callable[[Graph, str], Graph]
) -> Edit:
    def apply(graph: Graph) -> Graph:
        ids = {**graph.frames, **graph.notes}
        return _try(graph, edit, _pick(ids, number)) if ids else graph

    return Edit(label, apply)


def _on_node(label: str, number: int, edit: Callable[[Graph, str], Graph]) -> Edit:
    return Edit(
        label, lambda g: _try(g, edit, _pick(g.nodes, number)) if g.nodes else g
    )


def _on_layer(label: str, number: int, edit: Callable[[Graph, str], Graph]) -> Edit:
    return Edit(
        label, lambda g: _try(g, edit, _pick(g.layers, number)) if g.layers else g
    )


def _try(graph: Graph, edit: Callable[[Graph, str], Graph], id: str) -> Graph:
    try:
        return edit(graph, id)
    except EditError:
        return graph


def _pick(ids: dict[str, object], number: int) -> str:
    return list(ids)[number % len(ids)]
