"""The shape of a `.kgraph` file, version 1: what is where in its JSON."""

from typing import Any

from msgspec import Struct, field

from kgraph.document.graph import Source
from kgraph.document.project import Data, Training


class LayerEntry(Struct):
    type: str
    name: str
    config: dict[str, Any] = {}
    weights: str | dict[str, str] = ""
    origin: dict[str, Any] = {}


class NodeEntry(Struct):
    layer: str
    inputs: dict[str, tuple[Source, ...]] = {}
    constants: dict[str, Any] = {}
    positional: int | None = None


class GraphEntry(Struct):
    name: str
    next_id: int = 1
    is_sequential: bool = False
    trainable: bool = True
    inputs: Any = None
    outputs: Any = None
    layers: dict[str, LayerEntry] = {}
    nodes: dict[str, NodeEntry] = {}


class FrameEntry(Struct):
    title: str
    x: float
    y: float
    width: float
    height: float
    color: str = ""


class NoteEntry(Struct):
    text: str
    x: float
    y: float
    width: float
    height: float
    color: str = ""


class CanvasEntry(Struct):
    positions: dict[str, tuple[float, float]] = {}
    frames: dict[str, FrameEntry] = {}
    notes: dict[str, NoteEntry] = {}
    collapsed: tuple[str, ...] = ()


class File(Struct):
    version: int
    graphs: dict[str, GraphEntry]
    weights: str = ""
    data: Data = field(default_factory=Data)
    training: Training = field(default_factory=Training)
    canvas: dict[str, CanvasEntry] = {}
