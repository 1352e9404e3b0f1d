"""Puts layers into edges and takes them out again, with room on the canvas."""

from collections.abc import Iterable, Mapping
from itertools import chain, count
from typing import Any, NamedTuple

from kgraph import catalog
from kgraph.document import edits
from kgraph.document.arranging.room import push
from kgraph.document.edits import Position
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Port, Source

# From a node to the next one, in scene units: more than a node and a gap.
DOWN, RIGHT = 92.0, 300.0
BESIDE = 250.0


class Part(NamedTuple):
    """A layer to be inserted."""

    type: str
    config: dict[str, Any] = {}


def insert(graph: Graph, parts: Iterable[Part], target: Port) -> Graph:
    """Puts layers, one after the other, into the edge that ends at a port.

    What comes behind them moves on to make room.

    Raises:
        EditError: If no edge ends there.
    """
    for part in parts:
        source = source_at(graph, target)
        is_down = leads_down(graph, source.node, target.node)
        graph = _make_room(graph, source.node, target.node, is_down)
        x, y = graph.positions.get(source.node, (0.0, 0.0))
        wished = (x, y + DOWN) if is_down else (x + RIGHT, y)
        place = _free(graph, wished, is_down)
        graph, node = edits.add(graph, part.type, place, config=part.config)
        graph = edits.connect(graph, source, Port(node, entry(part.type)))
        graph = edits.connect(graph, Source(node), target)
    return graph


def take_out(graph: Graph, node: str) -> Graph:
    """Takes a node of one input away; its edges lead on to where it led."""
    _check_there(graph, node)
    source = next(graph.nodes[node].sources(), None)
    for edge in graph.targets.get(node, ()) if source else ():
        graph = edits.connect(graph, source or edge.source, edge.target)
    return edits.delete(graph, [node])


def append(graph: Graph, type: str, source: Source, config: Mapping[str, Any]) -> Graph:
    """Places a layer behind a node, with an edge from it."""
    _check_there(graph, source.node)
    x, y = graph.positions.get(source.node, (0.0, 0.0))
    dx, dy = _step(graph, source.node)
    place = _free(graph, (x + dx, y + dy), dy > dx)
    graph, node = edits.add(graph, type, place, config=config)
    return edits.connect(graph, source, Port(node, entry(type)))


def prepend(graph: Graph, type: str, target: Port, config: Mapping[str, Any]) -> Graph:
    """Places a layer before a node, with an edge to one of its ports."""
    _check_there(graph, target.node)
    x, y = graph.positions.get(target.node, (0.0, 0.0))
    dx, dy = _step(graph, target.node)
    place = _free(graph, (x - dx, y - dy), dy > dx)
    graph, node = edits.add(graph, type, place, config=config)
    return edits.connect(graph, Source(node), target)


def source_at(graph: Graph, target: Port) -> Source:
    """Returns where the edge that ends at a port begins.

    Raises:
        EditError: If no edge ends there.
    """
    node = graph.nodes.get(target.node)
    sources = node.inputs.get(target.argument, ()) if node else ()
    if target.index >= len(sources):
        raise EditError(
            "The edge that this repair is for is no longer there. Draw it again, or "
            "look at the problems anew."
        )
    return sources[target.index]


def entry(type: str) -> str:
    """Returns the port at which a layer of the catalogue takes its first tensor."""
    spec = catalog.load().operation(type)
    return spec.inputs[0].name if spec and spec.inputs else "inputs"


def leads_down(graph: Graph, source: str, target: str) -> bool:
    """Whether the way from one node to another leads down rather than to the right."""
    x1, y1 = graph.positions.get(source, (0.0, 0.0))
    x2, y2 = graph.positions.get(target, (x1, y1 + DOWN))
    return abs(y2 - y1) >= abs(x2 - x1) or y2 - y1 >= DOWN


def described(part: Part) -> str:
    """Returns a layer in words: `Conv2D 1×1 with 32 filters, stride 2`."""
    config = part.config
    if "target_shape" in config:
        return f"{part.type} to {in_words(config['target_shape'])}"
    if "filters" in config:
        step = config.get("strides", 1)
        stride = f", stride {step}" if step != 1 else ""
        return f"{part.type} 1×1 with {config['filters']} filters{stride}"
    return (
        f"{part.type} with {config['units']} units" if "units" in config else part.type
    )


def in_words(shape: Iterable[int | None]) -> str:
    """Returns a shape as people write it: `28 × 28 × 1`."""
    return " × ".join("?" if size is None or size < 0 else str(size) for size in shape)


def _check_there(graph: Graph, node: str) -> None:
    if node not in graph.nodes:
        raise EditError(
            "The node that this repair is for is no longer there. Look at the "
            "problems anew."
        )


def _make_room(graph: Graph, source: str, target: str, is_down: bool) -> Graph:
    """Moves a node on, with all behind it, until another fits before it."""
    x1, y1 = graph.positions.get(source, (0.0, 0.0))
    x2, y2 = graph.positions.get(target, (x1, y1))
    if is_down:
        return push(graph, target, (0.0, max(0.0, y1 + 2 * DOWN - y2)))
    return push(graph, target, (max(0.0, x1 + 2 * RIGHT - x2), 0.0))


def _free(graph: Graph, place: Position, is_down: bool) -> Position:
    """Returns the nearest place that no node covers, on either side of a wished one."""
    others = graph.positions.values()
    sides = (side for n in count(1) for side in (n, -n))
    for side in chain((0,), sides):
        x = place[0] + side * BESIDE * is_down
        y = place[1] + side * DOWN * (not is_down)
        if not any(_covers(other, (x, y)) for other in others):
            break
    return x, y


def _covers(one: Position, other: Position) -> bool:
    is_beside = abs(one[0] - other[0]) < BESIDE - 10
    return is_beside and abs(one[1] - other[1]) < DOWN - 20


def _step(graph: Graph, node: str) -> Position:
    """Returns the way from a node to the next one, as the drawing leads."""
    x, y = graph.positions.get(node, (0.0, 0.0))
    near = [
        *(source.node for source in graph.nodes[node].sources()),
        *(edge.target.node for edge in graph.targets.get(node, ())),
    ]
    ways = [graph.positions[id] for id in near if id in graph.positions]
    is_down = all(abs(b - y) >= abs(a - x) for a, b in ways)
    return (0.0, DOWN) if is_down else (RIGHT, 0.0)
