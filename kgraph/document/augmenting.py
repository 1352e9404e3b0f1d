"""Layers that change images by chance while a model is trained, and only then."""

from kgraph.document import edits
from kgraph.document.binding import drawn_shape
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Layer, Source
from kgraph.document.order import descendants
from kgraph.document.repairs.inserting import (
    DOWN,
    RIGHT,
    Part,
    append,
    insert,
    leads_down,
    source_at,
)

LAYERS = (
    Part("RandomFlip", {"mode": "horizontal"}),
    Part("RandomRotation", {"factor": 0.05}),
    Part("RandomZoom", {"height_factor": 0.1}),
)
CHANNELS = (1, 3, 4)


def can_augment(graph: Graph, layer: Layer) -> bool:
    """Whether a layer is an Input of images that nothing changes by chance yet."""
    shape = drawn_shape(layer) if layer.type == "Input" else None
    is_image = shape is not None and len(shape) == 3 and shape[-1] in CHANNELS
    takers = (
        graph.layer_of(edge.target.node).type
        for node in graph.calls.get(layer.id, ())
        for edge in graph.targets.get(node, ())
    )
    return is_image and not any(type.startswith("Random") for type in takers)


def augment(graph: Graph, node: str) -> Graph:
    """Puts layers behind an Input of images that flip, turn and zoom them by chance.

    All that the Input led to is fed by the last of them.

    Raises:
        EditError: If the node is no Input of images, or they are changed already.
    """
    if node not in graph.nodes or not can_augment(graph, graph.layer_of(node)):
        raise EditError(
            "Augmentation comes behind an Input whose samples are images, such as "
            "(64, 64, 3), and only once. Received: another node, shape or drawing."
        )
    edges = graph.targets.get(node, ())
    if not edges:
        return _behind(graph, node)
    first, *others = [edge.target for edge in edges]
    graph = insert(_with_room(graph, node), LAYERS, first)
    last = source_at(graph, first)
    for target in others:
        graph = edits.connect(graph, last, target)
    return graph


def _with_room(graph: Graph, node: str) -> Graph:
    """Moves all that depends on an Input on, as far as the layers need."""
    takers = {edge.target.node for edge in graph.targets[node]}
    places = [graph.positions.get(taker, (0.0, 0.0)) for taker in takers]
    x, y = graph.positions.get(node, (0.0, 0.0))
    steps = len(LAYERS) + 1
    if leads_down(graph, node, min(takers)):
        way = 0.0, max(0.0, y + steps * DOWN - min(y for _, y in places))
    else:
        way = max(0.0, x + steps * RIGHT - min(x for x, _ in places)), 0.0
    moved = set(descendants(graph, takers)) & graph.positions.keys()
    at = graph.positions
    return edits.move(
        graph, {id: (at[id][0] + way[0], at[id][1] + way[1]) for id in moved}
    )


def _behind(graph: Graph, node: str) -> Graph:
    source = Source(node)
    for part in LAYERS:
        before = graph
        graph = append(graph, part.type, source, part.config)
        (new,) = graph.nodes.keys() - before.nodes.keys()
        source = Source(new)
    return graph
