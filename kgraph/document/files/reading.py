"""The text of a `.kgraph` file as a project; whatever is wrong is named with its place.

Only values come out of a file: nothing that it names is imported or run.
"""

from collections.abc import Callable
from typing import Any

import msgspec
from msgspec import Struct

from kgraph.document.errors import EditError
from kgraph.document.files.places import (
    TOO_DEEP,
    ReadError,
    line_and_column,
    malformed,
    misfit,
)
from kgraph.document.files.shape import (
    CanvasEntry,
    File,
    FrameEntry,
    GraphEntry,
    LayerEntry,
    NodeEntry,
    NoteEntry,
)
from kgraph.document.graph import Frame, Graph, Layer, Node, Note, edges_into
from kgraph.document.layout import layout
from kgraph.document.project import MAIN, VERSION, Project
from kgraph.document.values import plain

Migration = Callable[[dict[str, Any]], dict[str, Any]]

# A damaged number must not make a canvas draw ports by the million.
MOST_OUTPUTS = 1_000

# Further out than any drawing reaches: no canvas could show what is beyond.
FARTHEST = 1e7

# Version of a file to what makes it a file of the next version.
MIGRATIONS: dict[int, Migration] = {}


class _Header(Struct):
    version: int


_header = msgspec.json.Decoder(_Header)
_file = msgspec.json.Decoder(File)


def read(data: bytes) -> Project:
    """Returns the project that a file's bytes hold.

    Raises:
        ReadError: If they hold none; its text names the place.
    """
    data = data.removeprefix(b"\xef\xbb\xbf")  # some editors put a mark in front
    if not data.strip():
        raise ReadError("it is empty")
    try:
        data.decode()
        data = _migrated(data)
        return _project(_file.decode(data))
    except UnicodeDecodeError as error:
        place = line_and_column(data, error.start)
        raise ReadError(f"it is not UTF-8 text at {place}") from error
    except msgspec.ValidationError as error:
        raise ReadError(misfit(data, error)) from error
    except msgspec.DecodeError as error:
        raise ReadError(malformed(data, error)) from error
    except (RecursionError, EditError) as error:
        raise ReadError(TOO_DEEP) from error


def _migrated(data: bytes) -> bytes:
    version = _header.decode(data).version
    if version == VERSION:
        return data
    if version > VERSION:
        raise ReadError(
            f"it was made by a newer kgraph (file version {version}; this one reads "
            f"up to {VERSION}). Update kgraph to open it"
        )
    if version not in MIGRATIONS:
        raise ReadError(f"expected a version from 1 to {VERSION}. Received: {version}")
    raw = msgspec.json.decode(data)
    for number in range(version, VERSION):
        try:
            raw = MIGRATIONS[number](raw)
        except Exception as error:  # an old file may be damaged in any way
            raise ReadError(
                f"it cannot be brought from version {number} to {number + 1} "
                f"({type(error).__name__}: {error})"
            ) from error
    return msgspec.json.encode(raw)


def _project(file: File) -> Project:
    if MAIN not in file.graphs:
        raise ReadError(f"graphs: expected a graph named {MAIN!r}. Received: none")
    graphs = {
        id: _graph(id, graph, file.canvas.get(id, CanvasEntry()))
        for id, graph in file.graphs.items()
    }
    return Project(graphs, file.data, file.training, file.weights)


def _graph(id: str, entry: GraphEntry, canvas: CanvasEntry) -> Graph:
    graph = Graph(
        id=id,
        name=entry.name,
        next_id=_next_id(entry, canvas),
        is_sequential=entry.is_sequential,
        trainable=entry.trainable,
        inputs=plain(entry.inputs),
        outputs=plain(entry.outputs),
        layers={key: _layer(key, layer) for key, layer in entry.layers.items()},
        nodes={key: _node(key, node) for key, node in entry.nodes.items()},
        positions={
            key: (_near(x), _near(y))
            for key, (x, y) in canvas.positions.items()
            if key in entry.nodes
        },
        frames={key: Frame(key, *_box(frame)) for key, frame in canvas.frames.items()},
        notes={key: Note(key, *_box(note)) for key, note in canvas.notes.items()},
        collapsed=frozenset(canvas.collapsed).intersection(entry.nodes),
    )
    _check_references(graph)
    if len(graph.positions) < len(graph.nodes):  # as in a file written by hand
        positions = {**layout(graph), **graph.positions}
        graph = msgspec.structs.replace(graph, positions=positions)
    return graph


def _layer(id: str, entry: LayerEntry) -> Layer:
    config, origin = plain(entry.config), plain(entry.origin)
    return Layer(id, entry.type, entry.name, config, entry.weights, origin)


def _node(id: str, entry: NodeEntry) -> Node:
    inputs = {argument: s for argument, s in entry.inputs.items() if s}
    return Node(id, entry.layer, inputs, plain(entry.constants), entry.positional)


def _near(number: float) -> float:
    return min(max(number, -FARTHEST), FARTHEST)


def _box(entry: FrameEntry | NoteEntry) -> tuple[str, float, float, float, float, str]:
    """Returns what a frame or a note is made of, in order."""
    text, x, y, width, height, color = msgspec.structs.astuple(entry)
    return text, _near(x), _near(y), _near(width), _near(height), color


def _check_references(graph: Graph) -> None:
    for id in graph.frames.keys() & graph.notes.keys():
        raise ReadError(
            f"canvas.{graph.id}.notes: expected ids that no frame has. Received: {id!r}"
        )
    for node in graph.nodes.values():
        place = f"graphs.{graph.id}.nodes.{node.id}"
        if node.layer not in graph.layers:
            raise ReadError(
                f"{place}.layer: expected the id of a layer. Received: {node.layer!r}"
            )
        for edge in edges_into(node):
            source, port = edge.source, edge.target
            is_output = 0 <= source.output < MOST_OUTPUTS
            if source.node not in graph.nodes or not is_output:
                raise ReadError(
                    f"{place}.inputs.{port.argument}[{port.index}]: expected the id "
                    "of a node and the number of its output. "
                    f"Received: {[source.node, source.output]}"
                )


def _next_id(entry: GraphEntry, canvas: CanvasEntry) -> int:
    """Returns a number that no id holds yet, also after a merge of two files."""
    ids = (*entry.layers, *entry.nodes, *canvas.frames, *canvas.notes)
    numbers = (int(id[1:]) for id in ids if id[1:].isdecimal() and len(id) < 20)
    return max(entry.next_id, 1, max(numbers, default=0) + 1)
