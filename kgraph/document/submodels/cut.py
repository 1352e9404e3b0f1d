"""Where a selection is cut out of a graph: the tensors that enter it and leave it."""

from collections.abc import Iterable

from msgspec import Struct

from kgraph.document.errors import EditError
from kgraph.document.graph import ENDS, Edge, Graph, Source
from kgraph.document.lookup import find_node


class Cut(Struct, frozen=True):
    """A part of a graph that can become one call, and the tensors at its border.

    Attributes:
        nodes: In the order of placement.
        entering: The outer tensors that it takes, each once; Inputs are made of them.
        leaving: Its tensors that are wanted outside, each once.
    """

    nodes: tuple[str, ...]
    entering: tuple[Source, ...]
    leaving: tuple[Source, ...]


def cut(graph: Graph, selection: Iterable[str]) -> Cut:
    """Returns the cut around a selection; Inputs and Outputs are left outside.

    A part that leads nowhere leaves by the tensors that nothing takes.

    Raises:
        EditError: If nothing is left, a path leaves the selection and comes back, or
            a layer with weights is called inside and outside.
    """
    nodes = _inner_nodes(graph, selection)
    inside = frozenset(nodes)
    across = [
        edge
        for id in nodes
        for edge in graph.targets.get(id, ())
        if edge.target.node not in inside
    ]
    _refuse_return(graph, inside, across)
    _refuse_shared(graph, inside)
    entering = {
        source
        for id in nodes
        for source in graph.nodes[id].sources()
        if source.node not in inside
    }
    leaving = {edge.source for edge in across} or {
        Source(id) for id in nodes if not graph.targets.get(id)
    }
    placed = {id: number for number, id in enumerate(graph.nodes)}

    def rank(source: Source) -> tuple[int, int]:
        return placed.get(source.node, -1), source.output

    return Cut(
        nodes, tuple(sorted(entering, key=rank)), tuple(sorted(leaving, key=rank))
    )


def _inner_nodes(graph: Graph, selection: Iterable[str]) -> tuple[str, ...]:
    chosen = set(selection)
    for id in sorted(chosen):
        find_node(graph, id)
    if not chosen:
        raise EditError("Select the layers that are to become a submodel.")
    nodes = tuple(
        id for id in graph.nodes if id in chosen and graph.layer_of(id).type not in ENDS
    )
    if not nodes:
        raise EditError(
            "Inputs and Outputs stay outside of a submodel, which is given its own. "
            "Select the layers between them."
        )
    return nodes


def _refuse_return(graph: Graph, inside: frozenset[str], across: list[Edge]) -> None:
    # Each outer node to the edge by which the selection is left towards it.
    left_by: dict[str, Edge] = {}
    for edge in across:
        left_by.setdefault(edge.target.node, edge)
    waiting = list(left_by)
    for id in waiting:
        for edge in graph.targets.get(id, ()):
            target = edge.target.node
            if target in inside:
                raise EditError(_returning(graph, left_by[id], target))
            if target not in left_by:
                left_by[target] = left_by[id]
                waiting.append(target)


def _returning(graph: Graph, left_by: Edge, back: str) -> str:
    first, outside, last = (
        repr(graph.layer_of(id).name)
        for id in (left_by.source.node, left_by.target.node, back)
    )
    return (
        f"These layers cannot become one: {first} leads to {outside} outside, which "
        f"leads back to {last}. Select {outside} and what lies between, too."
    )


def _refuse_shared(graph: Graph, inside: frozenset[str]) -> None:
    for id, calls in graph.calls.items():
        layer = graph.layers[id]
        if (
            not layer.is_op
            and inside.intersection(calls)
            and not inside.issuperset(calls)
        ):
            raise EditError(
                f"{layer.name!r} is called inside and outside of the selection, and "
                "its weights can be in one of them only. Select all its calls, or make "
                "them independent first."
            )
