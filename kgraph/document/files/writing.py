"""A project as the text of a `.kgraph` file: one fact a line, where it stands last."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import msgspec

from kgraph.document.errors import EditError
from kgraph.document.graph import Frame, Graph, Layer, Node, Note
from kgraph.document.project import VERSION, Data, Project, Training
from kgraph.document.values import plain

_encode = msgspec.json.Encoder().encode
_INDENT = "  "


def write(project: Project) -> str:
    """Returns the text of the file.

    Raises:
        EditError: If the project holds a value that JSON cannot carry.
    """
    graphs = project.graphs
    sections = {
        "version": str(VERSION),
        "graphs": _object({id: _graph(g) for id, g in graphs.items()}, 1),
        **({"weights": _scalar(project.weights)} if project.weights else {}),
        "data": _pretty(_settings(project.data, "the data"), 1),
        "training": _pretty(_settings(project.training, "the training"), 1),
        "canvas": _object({id: _canvas(g) for id, g in graphs.items()}, 1),
    }
    return _object(sections, 0) + "\n"


def _graph(graph: Graph) -> str:
    sections = {
        "name": _scalar(graph.name),
        "next_id": str(graph.next_id),
        **_interface(graph),
        "layers": _object({id: _layer(x) for id, x in graph.layers.items()}, 3),
        "nodes": _object({id: _node(n) for id, n in graph.nodes.items()}, 3),
    }
    return _object(sections, 2)


def _interface(graph: Graph) -> dict[str, str]:
    """Returns what is unusual about the model that the graph becomes."""
    usual = Graph(graph.id, graph.name)
    names = ("is_sequential", "trainable", "inputs", "outputs")
    values = {name: getattr(graph, name) for name in names}
    return {
        name: _line(_plain(value, f"the {name} of graph {graph.id!r}"))
        for name, value in values.items()
        if value != getattr(usual, name)
    }


def _layer(layer: Layer) -> str:
    fields = {"type": _scalar(layer.type), "name": _scalar(layer.name)}
    for name in ("config", "weights", "origin"):
        if value := getattr(layer, name):
            fields[name] = _pretty(_plain(value, f"layer {layer.name!r}"), 5)
    return _object(fields, 4)


def _node(node: Node) -> str:
    fields: dict[str, Any] = {"layer": node.layer}
    if node.inputs:
        fields["inputs"] = node.inputs
    if node.constants:
        fields["constants"] = _plain(node.constants, f"node {node.id!r}")
    if node.positional is not None:
        fields["positional"] = node.positional
    return _line(fields)


def _canvas(graph: Graph) -> str:
    positions = _plain(graph.positions, f"the positions of graph {graph.id!r}")
    places = {id: f"[{x!r}, {y!r}]" for id, (x, y) in positions.items()}
    sections = {"positions": _object(places, 3)}
    annotations: dict[str, dict[str, Any]] = {
        "frames": graph.frames,
        "notes": graph.notes,
    }
    for section, entries in annotations.items():
        if entries:
            lines = {id: _line(_annotation(x)) for id, x in entries.items()}
            sections[section] = _object(lines, 3)
    if graph.collapsed:
        sections["collapsed"] = _line([n for n in graph.nodes if n in graph.collapsed])
    return _object(sections, 2)


def _annotation(annotation: Frame | Note) -> Any:
    fields = msgspec.structs.asdict(annotation)
    del fields["id"]
    return _plain(fields, f"{type(annotation).__name__.lower()} {annotation.id!r}")


def _settings(value: Data | Training, owner: str) -> Any:
    return _plain(msgspec.to_builtins(value), owner)


def _plain(value: Any, owner: str) -> Any:
    try:
        return plain(value)
    except EditError as error:
        raise EditError(f"In {owner}: {error}") from error


def _pretty(value: Any, level: int) -> str:
    """Returns JSON, one entry of an object a line, plain lists on one line."""
    if isinstance(value, dict):
        return _object({k: _pretty(v, level + 1) for k, v in value.items()}, level)
    if isinstance(value, float):
        return _line(value)  # 0.0 and -0.0 are one key in a cache
    if not isinstance(value, list):
        return _scalar(value)
    if any(isinstance(v, dict) for v in value):
        return _lines([_pretty(v, level + 1) for v in value], "[]", level)
    return _line(value)


def _object(texts: Mapping[str, str], level: int) -> str:
    return _lines([f"{_scalar(k)}: {v}" for k, v in texts.items()], "{}", level)


def _lines(texts: list[str], brackets: str, level: int) -> str:
    if not texts:
        return brackets
    margin = "\n" + _INDENT * level
    inside = margin + _INDENT
    return f"{brackets[0]}{inside}{f',{inside}'.join(texts)}{margin}{brackets[1]}"


@lru_cache(maxsize=10_000, typed=True)  # names and small numbers come again and again
def _scalar(value: str | int | None) -> str:
    return _encode(value).decode()


def _line(value: Any) -> str:
    return msgspec.json.format(_encode(value), indent=0).decode()
