"""Finds the place in a text of JSON where it is not what it should be."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from kgraph.document.files.shape import (
    CanvasEntry,
    File,
    FrameEntry,
    GraphEntry,
    LayerEntry,
    NodeEntry,
    NoteEntry,
)
from kgraph.document.project import Data, Training

TOO_DEEP = "it holds a value that is nested too deeply"


class ReadError(Exception):
    """What is wrong with a text, and where; a clause that a sentence can end with."""


def line_and_column(data: bytes, offset: int) -> str:
    """Returns the place of a byte as an editor shows it, counted from 1."""
    before = data[:offset]
    line = before.count(b"\n") + 1
    rest = before[before.rfind(b"\n") + 1 :]
    return f"line {line}, column {len(rest.decode(errors='replace')) + 1}"


def malformed(data: bytes, error: msgspec.DecodeError) -> str:
    """Says where a text stops being JSON."""
    at_byte = re.search(r"^(?:JSON is malformed: )?(.*) \(byte (\d+)\)$", str(error))
    if at_byte is None:
        return f"it ends too early, at {line_and_column(data, len(data))}"
    return f"{at_byte[1]} at {line_and_column(data, int(at_byte[2]))}"


def misfit(data: bytes, error: msgspec.ValidationError) -> str:
    """Says which value in a text of JSON is not of the type that belongs there."""
    try:
        raw = msgspec.json.decode(data)
    except msgspec.ValidationError as out_of_range:
        return _clause("", out_of_range)
    except msgspec.DecodeError as broken:  # further on than the decoder had come
        return malformed(data, broken)
    except RecursionError:
        return TOO_DEEP
    # The decoder names no keys in its paths, so each part is tried for itself.
    for place, value, type in _parts(raw):
        try:
            msgspec.convert(value, type)
        except msgspec.ValidationError as found:
            return _clause(place, found)
    return _clause("", error)


def _clause(place: str, error: msgspec.ValidationError) -> str:
    what, _, path = str(error).partition(" - at `$")
    what = what[:1].lower() + what[1:].replace(", got", ", received")
    # `[...]` stands for a key that the decoder did not keep.
    where = (place + re.sub(r"(\[\.\.\.\])+", "", path.removesuffix("`"))).strip(".")
    return f"{where}: {what}" if where else what


def _parts(raw: Any) -> Iterator[tuple[str, Any, Any]]:
    """Yields place, value and type of the parts of a file, small ones first."""
    for id, graph in _entries(raw, "graphs"):
        for section, type in (("layers", LayerEntry), ("nodes", NodeEntry)):
            for key, value in _entries(graph, section):
                yield f"graphs.{id}.{section}.{key}", value, type
        yield f"graphs.{id}", graph, GraphEntry
    for id, canvas in _entries(raw, "canvas"):
        for key, value in _entries(canvas, "positions"):
            yield f"canvas.{id}.positions.{key}", value, tuple[float, float]
        for section, entry in (("frames", FrameEntry), ("notes", NoteEntry)):
            for key, value in _entries(canvas, section):
                yield f"canvas.{id}.{section}.{key}", value, entry
        yield f"canvas.{id}", canvas, CanvasEntry
    if isinstance(raw, dict):
        yield "data", raw.get("data", {}), Data
        yield "training", raw.get("training", {}), Training
    yield "", raw, File


def _entries(raw: Any, key: str) -> Iterator[tuple[str, Any]]:
    entries = raw.get(key) if isinstance(raw, dict) else None
    if isinstance(entries, dict):
        yield from entries.items()
