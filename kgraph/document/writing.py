"""A project as the text of a `.kgraph` file: one fact a line, where it stands last."""

from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from kgraph.document.graph import Graph
from kgraph.document.project import VERSION, Project
from kgraph.document.values import plain

_encode = msgspec.json.Encoder().encode
_INDENT = "  "


def write(project: Project) -> str:
    """Returns the text of the file.

    Raises:
        EditError: If the project holds a value that JSON cannot carry.
    """
    graphs = project.graphs
    return (
        _block(
            {
                "version": str(VERSION),
                "graphs": _block({id: _graph(g) for id, g in graphs.items()}, 1),
                "data": _pretty(msgspec.to_builtins(project.data), 1),
                "training": _pretty(plain(msgspec.to_builtins(project.training)), 1),
                "canvas": _block({id: _canvas(g) for id, g in graphs.items()}, 1),
            },
            0,
        )
        + "\n"
    )


def _graph(graph: Graph) -> str:
    layers = {
        layer.id: _block(
            {
                "type": _line(layer.type),
                "name": _line(layer.name),
                **({"config": _pretty(plain(layer.config), 5)} if layer.config else {}),
            },
            4,
        )
        for layer in graph.layers.values()
    }
    nodes = {}
    for node in graph.nodes.values():
        fields: dict[str, Any] = {"layer": node.layer}
        if node.inputs:
            fields["inputs"] = node.inputs
        if node.constants:
            fields["constants"] = plain(node.constants)
        nodes[node.id] = _line(fields)
    return _block(
        {
            "name": _line(graph.name),
            "next_id": str(graph.next_id),
            "layers": _block(layers, 3),
            "nodes": _block(nodes, 3),
        },
        2,
    )


def _canvas(graph: Graph) -> str:
    positions = {id: _line(position) for id, position in graph.positions.items()}
    sections = {"positions": _block(positions, 3)}
    if graph.frames:
        frames = {
            frame.id: _line(
                {k: v for k, v in msgspec.structs.asdict(frame).items() if k != "id"}
            )
            for frame in graph.frames.values()
        }
        sections["frames"] = _block(frames, 3)
    return _block(sections, 2)


def _pretty(value: Any, level: int) -> str:
    """Returns plain JSON, one entry of an object a line, plain lists on one line."""
    if isinstance(value, dict):
        return _block({k: _pretty(v, level + 1) for k, v in value.items()}, level)
    if isinstance(value, list) and any(isinstance(v, dict) for v in value):
        return _lines((_pretty(v, level + 1) for v in value), "[]", level)
    return _line(value)


def _block(texts: Mapping[str, str], level: int) -> str:
    return _lines((f"{_line(k)}: {v}" for k, v in texts.items()), "{}", level)


def _lines(texts: Iterable[str], brackets: str, level: int) -> str:
    margin = "\n" + _INDENT * (level + 1)
    text = f",{margin}".join(texts)
    if not text:
        return brackets
    return f"{brackets[0]}{margin}{text}\n{_INDENT * level}{brackets[1]}"


def _line(value: Any) -> str:
    text = _encode(value)
    if isinstance(value, (dict, list, tuple)):
        text = msgspec.json.format(text, indent=0)
    return text.decode()
