"""Parts of a drawing as values of their own: what copy, paste and duplicate need."""

from collections.abc import Iterable
from typing import TypeVar

from msgspec.structs import replace

from kgraph.document.arranging.annotations import holds
from kgraph.document.edges.rewiring import renumbered
from kgraph.document.edits import Position, delete
from kgraph.document.errors import EditError
from kgraph.document.graph import ENDS, Frame, Graph, Note
from kgraph.document.lookup import find_node
from kgraph.document.names import unique_name

OFFSET: Position = (40.0, 40.0)
MOST_STEPS = 1_000

Placed = TypeVar("Placed", Frame, Note)


def fragment(
    graph: Graph, nodes: Iterable[str], annotations: Iterable[str] = ()
) -> Graph:
    """Returns the graph that these nodes alone would be, with the edges among them.

    Args:
        annotations: Ids of the frames and notes that come along.

    Raises:
        EditError: If one of the nodes is not there.
    """
    kept = set(nodes)
    for id in sorted(kept):
        find_node(graph, id)
    part = delete(graph, (id for id in graph.nodes if id not in kept))
    chosen = set(annotations)
    return replace(
        part,
        frames={id: frame for id, frame in part.frames.items() if id in chosen},
        notes={id: note for id, note in part.notes.items() if id in chosen},
    )


def paste(
    graph: Graph, fragment: Graph, offset: Position = OFFSET
) -> tuple[Graph, tuple[str, ...]]:
    """Places a fragment, each layer as a new one with a name of its own.

    Nodes that shared a layer in the fragment share the new one.

    Returns:
        The graph, and the ids of the new nodes in the fragment's order.
    """
    number = graph.next_id
    taken = {layer.name for layer in graph.layers.values()}
    layers = {}
    for layer in fragment.layers.values():
        name = unique_name(layer.name, taken)
        taken.add(name)
        layers[layer.id] = replace(layer, id=f"l{number}", name=name)
        number += 1
    graph = replace(
        graph,
        next_id=number,
        layers={**graph.layers, **{layer.id: layer for layer in layers.values()}},
    )
    return _place(graph, fragment, {id: n.id for id, n in layers.items()}, offset)


def way_aside(graph: Graph, fragment: Graph, start: Position = (0, 0)) -> Position:
    """Returns how far to move a fragment so that it lies exactly on nothing.

    A frame goes beside all else: what lies in it would belong to it.

    Args:
        start: The way that it is to be moved in any case.
    """
    taken, moved = set(corners(graph)), corners(fragment)
    (x, y), (dx, dy) = start, OFFSET
    if fragment.frames:
        dx, dy = dx + max(frame.width for frame in fragment.frames.values()), 0.0
    for _ in range(MOST_STEPS):  # far out, a step leads nowhere
        covered = any((a + x, b + y) in taken for a, b in moved)
        frames = [_at(frame, frame.id, x, y) for frame in fragment.frames.values()]
        if not covered and not any(holds(f, c) for f in frames for c in taken):
            break
        x, y = x + dx, y + dy
    return x, y


def corners(graph: Graph) -> list[Position]:
    """Returns where all that is drawn has its top left corner."""
    boxes: list[Frame | Note] = [*graph.frames.values(), *graph.notes.values()]
    return [*graph.positions.values(), *((box.x, box.y) for box in boxes)]


def middle(graph: Graph, nodes: Iterable[str]) -> Position:
    """Returns the middle of the corners of nodes; the origin where there are none."""
    places = [graph.positions[id] for id in nodes if id in graph.positions]
    if not places:
        return 0.0, 0.0
    xs, ys = zip(*places, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def share(
    graph: Graph, nodes: Iterable[str], offset: Position = OFFSET
) -> tuple[Graph, tuple[str, ...]]:
    """Places nodes once more that call the same layers, with the edges among them.

    Raises:
        EditError: If one of them is an Input or Output, or is not there.
    """
    part = fragment(graph, nodes)
    for layer in part.layers.values():
        if layer.type in ENDS:
            raise EditError(
                f"The {layer.type} {layer.name!r} stands for one tensor and has no "
                "weights to share. Expected layers that compute something."
            )
    return _place(graph, part, {id: id for id in part.layers}, offset)


def _place(
    graph: Graph, fragment: Graph, layers: dict[str, str], offset: Position
) -> tuple[Graph, tuple[str, ...]]:
    """Places a fragment's nodes as calls of layers of the graph.

    Args:
        layers: Id of a layer of the fragment to the one that is called instead.
    """
    ids = {id: f"n{graph.next_id + at}" for at, id in enumerate(fragment.nodes)}
    nodes = [
        replace(renumbered(node, ids), layer=layers[node.layer])
        for node in fragment.nodes.values()
    ]
    x, y = offset
    positions = {ids[id]: (a + x, b + y) for id, (a, b) in fragment.positions.items()}
    graph = replace(
        graph,
        next_id=graph.next_id + len(ids),
        nodes={**graph.nodes, **{node.id: node for node in nodes}},
        positions={**graph.positions, **positions},
        collapsed=graph.collapsed | {ids[id] for id in fragment.collapsed},
    )
    return _annotated(graph, fragment, offset), tuple(ids.values())


def _annotated(graph: Graph, fragment: Graph, offset: Position) -> Graph:
    """Places a fragment's frames and notes."""
    if not (fragment.frames or fragment.notes):
        return graph
    dx, dy = offset
    number = graph.next_id
    frames, notes = dict(graph.frames), dict(graph.notes)
    for frame in fragment.frames.values():
        frames[f"f{number}"] = _at(frame, f"f{number}", dx, dy)
        number += 1
    for note in fragment.notes.values():
        notes[f"t{number}"] = _at(note, f"t{number}", dx, dy)
        number += 1
    return replace(graph, next_id=number, frames=frames, notes=notes)


def _at(annotation: Placed, id: str, dx: float, dy: float) -> Placed:
    return replace(annotation, id=id, x=annotation.x + dx, y=annotation.y + dy)
