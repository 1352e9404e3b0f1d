"""A project as the text of a `.kgraph` file: one fact a line, where it stands last."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

import msgspec

from kgraph.document.errors import EditError
from kgraph.document.graph import Frame, Graph, Layer, Node
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
    sections = {
        "version": str(VERSION),
        "graphs": _block({id: _graph(g) for id, g in graphs.items()}, 1),
        "data": _pretty(msgspec.to_builtins(project.data), 1),
        "training": _pretty(_training(project), 1),
        "canvas": _block({id: _canvas(g) for id, g in graphs.items()}, 1),
    }
    return _block(sections, 0) + "\n"


def _graph(graph: Graph) -> str:
    sections = {
        "name": _line(graph.name),
        "next_id": str(graph.next_id),
        "layers": _block({id: _layer(x) for id, x in graph.layers.items()}, 3),
        "nodes": _block({id: _node(n) for id, n in graph.nodes.items()}, 3),
    }
    return _block(sections, 2)


def _layer(layer: Layer) -> str:
    fields = {"type": _line(layer.type), "name": _line(layer.name)}
    if layer.config:
        fields["config"] = _pretty(_plain(layer.config, f"layer {layer.name!r}"), 5)
    return _block(fields, 4)


def _node(node: Node) -> str:
    fields: dict[str, Any] = {"layer": node.layer}
    if node.inputs:
        fields["inputs"] = node.inputs
    if node.constants:
        fields["constants"] = _plain(node.constants, f"node {node.id!r}")
    return _line(fields)


def _canvas(graph: Graph) -> str:
    positions = {id: _line(position) for id, position in graph.positions.items()}
    sections = {"positions": _block(positions, 3)}
    if graph.frames:
        frames = {id: _line(_without_id(f)) for id, f in graph.frames.items()}
        sections["frames"] = _block(frames, 3)
    return _block(sections, 2)


def _training(project: Project) -> Any:
    return _plain(msgspec.to_builtins(project.training), "the training settings")


def _plain(value: Any, owner: str) -> Any:
    try:
        return plain(value)
    except EditError as error:
        raise EditError(f"In {owner}: {error}") from error


def _without_id(frame: Frame) -> dict[str, Any]:
    return {k: v for k, v in msgspec.structs.asdict(frame).items() if k != "id"}


def _pretty(value: Any, level: int) -> str:
    """Returns JSON, one entry of an object a line, plain lists on one line."""
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, dict):
        return _block({k: _pretty(v, level + 1) for k, v in value.items()}, level)
    if isinstance(value, list) and any(isinstance(v, dict) for v in value):
        return _lines((_pretty(v, level + 1) for v in value), "[]", level)
    return _line(value)


def _block(texts: Mapping[str, str], level: int) -> str:
    return _lines((f"{_text(k)}: {v}" for k, v in texts.items()), "{}", level)


def _lines(texts: Iterable[str], brackets: str, level: int) -> str:
    margin = "\n" + _INDENT * (level + 1)
    text = f",{margin}".join(texts)
    if not text:
        return brackets
    return f"{brackets[0]}{margin}{text}\n{_INDENT * level}{brackets[1]}"


@lru_cache(maxsize=10_000)  # the same names of parameters come again and again
def _text(text: str) -> str:
    return _encode(text).decode()


def _line(value: Any) -> str:
    text = _encode(value)
    if isinstance(value, (dict, list, tuple)):
        text = msgspec.json.format(text, indent=0)
    return text.decode()
