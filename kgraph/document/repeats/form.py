"""What a part of a graph computes, the names in it aside."""

from collections.abc import Collection, Sequence
from typing import Any

from kgraph.document.graph import Graph, Source


def canonical(graph: Graph, end: str, inside: Collection[str]) -> tuple[str, ...]:
    """Returns the nodes that lead to the end of a part, each behind what it takes.

    Two parts that compute the same are gone through in the same order, however their
    nodes were placed.
    """
    order: dict[str, None] = {}
    waiting = [(end, False)]
    while waiting:
        id, is_ready = waiting.pop()
        if is_ready:
            order[id] = None
        elif id in inside and id not in order:
            waiting.append((id, True))
            sources = [source.node for source in graph.nodes[id].sources()]
            waiting += [(node, False) for node in reversed(sources)]
    return tuple(order)


def form(graph: Graph, nodes: Sequence[str], is_exact: bool = True) -> str:
    """Returns a text that is equal for parts that compute the same.

    Args:
        nodes: In canonical order.
        is_exact: Whether parameters count, too, and not only layers and edges.
    """
    layers: dict[str, int] = {}
    tensors: dict[Source, str] = {}
    calls = []
    for at, id in enumerate(nodes):
        node, layer = graph.nodes[id], graph.layer_of(id)
        taken = {
            argument: [_tensor(source, nodes, tensors) for source in sources]
            for argument, sources in sorted(node.inputs.items())
        }
        parameters = (nameless(layer.config), node.constants) if is_exact else ()
        which = layers.setdefault(layer.id, at)  # a shared layer is one that was there
        calls.append((which, layer.type, taken, parameters))
    return repr(calls)


def nameless(value: Any) -> Any:
    """Returns a plain value without the names of the layers described in it."""
    if isinstance(value, dict):
        pairs = sorted(value.items())
        return {key: nameless(item) for key, item in pairs if key != "name"}
    return [nameless(item) for item in value] if isinstance(value, list) else value


def _tensor(source: Source, nodes: Sequence[str], known: dict[Source, str]) -> str:
    if source not in known:
        entering = sum(name.startswith("in") for name in known.values())
        is_inside = source.node in nodes
        known[source] = (
            f"{nodes.index(source.node)}:{source.output}"
            if is_inside
            else f"in{entering}"
        )
    return known[source]
