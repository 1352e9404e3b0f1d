"""Where the outputs of a node may be connected to: pure functions."""

from collections.abc import Iterator, Sequence
from math import hypot

from msgspec import Struct

from kgraph.document import edits
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.order import ancestors, cycle_in_words
from kgraph.document.project import Project
from kgraph.gui.canvas.gestures import entry_of
from kgraph.gui.canvas.nodes.ports import InputPort, ports_of

BEHIND = 3.0  # how much farther a node seems that stands before the source


class Destination(Struct, frozen=True):
    """An edge that could be drawn.

    Attributes:
        instead_of: The tensor that the port is given now, if it would be replaced.
        refusal: Why the edge cannot be drawn; empty if it can.
    """

    source: Source
    target: Port
    place: InputPort
    instead_of: Source | None = None
    refusal: str = ""


def destinations(project: Project, graph: Graph, node: str) -> list[Destination]:
    """Returns where the outputs of a node may lead, the likeliest first.

    An output that leads to a port already is not offered it again. A node from which
    the edge would close a cycle stands once, at the end, with the reason.
    """
    before = ancestors(graph, [node])
    outputs = len(ports_of(project, graph, graph.nodes[node]).outputs)
    found: list[Destination] = []
    for output in range(outputs):
        source = Source(node, output)
        for other in graph.nodes:
            if other in before:
                found += _refused(project, graph, source, other)
            else:
                found += _possible(project, graph, source, other)
    return sorted(found, key=lambda d: _place(graph, d))


def lead_all(
    project: Project, graph: Graph, nodes: Sequence[str], target: str
) -> tuple[Graph, list[str]]:
    """Connects the first output of each node to one node, in their order.

    Returns:
        The graph, and the names of the layers whose edges made room.

    Raises:
        CycleError: If an edge would close a cycle.
        EditError: If a node has no output, leads there already, or finds no place.
    """
    replaced = []
    for node in nodes:
        name, other = graph.layer_of(node).name, graph.layer_of(target).name
        if not ports_of(project, graph, graph.nodes[node]).outputs:
            raise EditError(f"{name!r} has no output that could lead to {other!r}.")
        if Source(node) in graph.nodes[target].sources():
            raise EditError(f"{name!r} leads to {other!r} already.")
        place = entry_of(project, graph, target) or _only_port(project, graph, target)
        if place is None:
            raise EditError(f"{other!r} has no free input for {name!r}.")
        port = Port(target, place.argument, place.index)
        if place.is_taken:
            gone = graph.nodes[target].inputs[place.argument][place.index]
            replaced.append(graph.layer_of(gone.node).name)
        graph = edits.connect(graph, Source(node), port)
    return graph, replaced


def _possible(
    project: Project, graph: Graph, source: Source, other: str
) -> Iterator[Destination]:
    node = graph.nodes[other]
    offered = set()
    for place in ports_of(project, graph, node).inputs:
        given = node.inputs.get(place.argument, ())
        is_known = place.argument in offered or source in given
        if is_known or (place.is_taken and len(given) > 1):
            continue
        if place.is_taken and _has_free_place(project, graph, other, place.argument):
            continue
        offered.add(place.argument)
        port = Port(other, place.argument, place.index)
        instead = given[place.index] if place.is_taken else None
        yield Destination(source, port, place, instead)


def _refused(
    project: Project, graph: Graph, source: Source, other: str
) -> Iterator[Destination]:
    places = ports_of(project, graph, graph.nodes[other]).inputs
    if other == source.node or not places:
        return
    port = Port(other, places[0].argument, places[0].index)
    reason = cycle_in_words(graph, source.node, other)
    yield Destination(source, port, places[0], refusal=reason)


def _has_free_place(project: Project, graph: Graph, node: str, argument: str) -> bool:
    places = ports_of(project, graph, graph.nodes[node]).inputs
    return any(p.argument == argument and not p.is_taken for p in places)


def _only_port(project: Project, graph: Graph, node: str) -> InputPort | None:
    """Returns the port of a node that takes but one tensor."""
    places = ports_of(project, graph, graph.nodes[node]).inputs
    required = [p for p in places if not p.is_optional]
    return required[0] if len(required) == 1 else None


def _place(graph: Graph, destination: Destination) -> tuple[bool, bool, bool, float]:
    (x1, y1), (x2, y2) = (
        graph.positions.get(id, (0.0, 0.0))
        for id in (destination.source.node, destination.target.node)
    )
    is_behind = x2 < x1 and y2 < y1
    distance = hypot(x2 - x1, y2 - y1) * (BEHIND if is_behind or y2 < y1 else 1.0)
    return (
        bool(destination.refusal),
        destination.place.is_taken,
        destination.place.is_optional and not destination.place.index,
        distance,
    )
