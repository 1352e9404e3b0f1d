"""Takes a graph apart where all its paths meet."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec import Struct

from kgraph.document.calls import needed
from kgraph.document.graph import ENDS, Graph
from kgraph.document.order import sort
from kgraph.document.repeats.form import canonical, form


class Segment(Struct, frozen=True):
    """The nodes behind one meeting point and up to the next.

    Attributes:
        nodes: In canonical order; the last one is where all paths meet again.
        rough: Which layers it calls and how, their parameters aside.
        outline: What it looks like from afar: where it ends, and whether it branches.
    """

    nodes: tuple[str, ...]
    rough: str
    outline: str


def segments(graph: Graph) -> tuple[Segment, ...]:
    """Returns the segments of that part of a graph which its model is made of.

    What lies before the first meeting point, such as the branches of several Inputs,
    and behind the last one belongs to none.
    """
    is_needed = needed(graph)
    order = [id for id in sort(graph).nodes if id in is_needed]
    meetings = list(_meetings(graph, order))
    found = []
    for before, meeting in pairwise(meetings):
        inside = order[before + 1 : meeting + 1]
        if not any(graph.layer_of(id).type in ENDS for id in inside):
            found.append(_segment(graph, canonical(graph, inside[-1], set(inside))))
    return tuple(found)


def _meetings(graph: Graph, order: list[str]) -> Iterator[int]:
    """Yields the places of the nodes that every path goes through.

    No edge jumps over such a node. All Inputs count as fed by one source, and all
    Outputs as read by one end.
    """
    place = {id: at for at, id in enumerate(order)}
    kinds = [graph.layer_of(id).type for id in order]
    last_input = max(
        (at for at, kind in enumerate(kinds) if kind == "Input"), default=0
    )
    ends = [at for at, kind in enumerate(kinds) if kind == "Output"]
    reach = last_input
    for at, id in enumerate(order):
        read = [
            place[e.target.node]
            for e in graph.targets.get(id, ())
            if e.target.node in place
        ]
        if at >= reach and not (len(ends) > 1 and at > ends[0]):
            yield at
        reach = max(reach, *read, 0)


def _segment(graph: Graph, nodes: tuple[str, ...]) -> Segment:
    end = graph.layer_of(nodes[-1]).type
    outline = f"branches to {end}" if len(nodes) > 1 else end
    return Segment(nodes, form(graph, nodes, is_exact=False), outline)
