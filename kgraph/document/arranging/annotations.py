"""Frames and notes: what is drawn for people alone. Pure functions on graphs.

Each raises an `EditError` if what it is to change is not there. An edit that changes
nothing returns the very graph that it was given.
"""

import math
from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from kgraph.document.edits import Position
from kgraph.document.errors import EditError
from kgraph.document.graph import Frame, Graph, Note
from kgraph.document.values import plain

Annotation = Frame | Note
Rect = tuple[float, float, float, float]
"""Left, top, width and height, in scene units."""

COLORS = ("", "blue", "teal", "green", "yellow", "orange", "pink", "purple")
"""Names that every theme has a colour for; the first stands for none."""

LEAST = (64.0, 40.0)  # width and height that can still be taken hold of


def add_frame(graph: Graph, rect: Rect, title: str = "") -> tuple[Graph, str]:
    """Draws a frame; returns the graph, and the id of the frame."""
    frame = Frame(f"f{graph.next_id}", _line(title), *_fitting(rect))
    return _with(replace(graph, next_id=graph.next_id + 1), frame), frame.id


def add_note(graph: Graph, rect: Rect, text: str = "") -> tuple[Graph, str]:
    """Puts a note on the canvas; returns the graph, and the id of the note."""
    note = Note(f"t{graph.next_id}", _text(text), *_fitting(rect))
    return _with(replace(graph, next_id=graph.next_id + 1), note), note.id


def find(graph: Graph, id: str) -> Annotation:
    """Returns a frame or a note."""
    found = graph.frames.get(id) or graph.notes.get(id)
    if found is None:
        raise EditError(f"Expected the id of a frame or a note. Received: {id!r}.")
    return found


def rect_of(annotation: Annotation) -> Rect:
    """Returns where a frame or a note is."""
    return annotation.x, annotation.y, annotation.width, annotation.height


def holds(frame: Frame, point: Position) -> bool:
    """Whether a point lies in a frame."""
    x, y = point
    is_beside = frame.x <= x <= frame.x + frame.width
    return is_beside and frame.y <= y <= frame.y + frame.height


def rewrite(graph: Graph, id: str, text: str) -> Graph:
    """Gives a frame another title, or a note another text."""
    old = find(graph, id)
    if isinstance(old, Frame):
        return _with(graph, replace(old, title=_line(text)))
    return _with(graph, replace(old, text=_text(text)))


def recolor(graph: Graph, ids: Iterable[str], color: str) -> Graph:
    """Gives frames and notes another colour.

    Raises:
        EditError: If it is none of `COLORS`.
    """
    if color not in COLORS:
        names = ", ".join(COLORS[1:])
        raise EditError(f"Expected a color: {names}. Received: {color!r}.")
    for id in ids:
        graph = _with(graph, replace(find(graph, id), color=color))
    return graph


def resize(graph: Graph, id: str, rect: Rect) -> Graph:
    """Gives a frame or a note another place and size, but none too small to see."""
    x, y, width, height = _fitting(rect)
    old = find(graph, id)
    return _with(graph, replace(old, x=x, y=y, width=width, height=height))


def move(graph: Graph, positions: Mapping[str, Position]) -> Graph:
    """Gives frames and notes new positions; their sizes stay."""
    for id, (x, y) in positions.items():
        _check_finite((x, y))
        graph = _with(graph, replace(find(graph, id), x=float(x), y=float(y)))
    return graph


def remove(graph: Graph, ids: Iterable[str]) -> Graph:
    """Takes frames and notes away; nodes stay where they are."""
    gone = {find(graph, id).id for id in ids}
    if not gone:
        return graph
    return replace(
        graph,
        frames={id: x for id, x in graph.frames.items() if id not in gone},
        notes={id: x for id, x in graph.notes.items() if id not in gone},
    )


def _with(graph: Graph, annotation: Annotation) -> Graph:
    if isinstance(annotation, Frame):
        if graph.frames.get(annotation.id) == annotation:
            return graph
        return replace(graph, frames={**graph.frames, annotation.id: annotation})
    if graph.notes.get(annotation.id) == annotation:
        return graph
    return replace(graph, notes={**graph.notes, annotation.id: annotation})


def _fitting(rect: Rect) -> Rect:
    _check_finite(rect)
    x, y, width, height = map(float, rect)
    return x, y, max(width, LEAST[0]), max(height, LEAST[1])


def _check_finite(numbers: Iterable[float]) -> None:
    received = tuple(numbers)
    if not all(map(math.isfinite, received)):
        raise EditError(f"A place must be finite. Received: {received}.")


def _line(title: str) -> str:
    return " ".join(_text(title).split())


def _text(text: str) -> str:
    plain(text)
    return text
