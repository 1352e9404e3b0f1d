"""The order in which the nodes of a graph can be called; no recursion, no paths."""

from collections.abc import Iterable, Iterator, Mapping
from heapq import heapify, heappop, heappush

from msgspec import Struct

from kgraph.document.graph import Graph, Node


class Order(Struct, frozen=True):
    """A topological order.

    Attributes:
        nodes: Ids, sources first; among the free, in the order of placement.
        cycle: Ids of the nodes that lie on a cycle, as placed; empty for a DAG.
        behind: Ids of nodes that are on no cycle but depend on one, as placed.
    """

    nodes: tuple[str, ...]
    cycle: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


def sort(graph: Graph) -> Order:
    """Sorts the nodes so that each comes after those whose tensors it takes.

    An edge from a node that is not there holds nothing up.
    """
    placed = {id: number for number, id in enumerate(graph.nodes)}
    waits_for = {id: sources_of(node, placed) for id, node in graph.nodes.items()}
    nodes = _kahn(waits_for, placed)
    if len(nodes) == len(placed):
        return Order(nodes)
    done = set(nodes)
    left = {id: waits_for[id] - done for id in placed if id not in done}
    cyclic = {id for members in knots(left) for id in members}
    return Order(
        nodes,
        cycle=tuple(id for id in left if id in cyclic),
        behind=tuple(id for id in left if id not in cyclic),
    )


def cycles(graph: Graph) -> tuple[tuple[str, ...], ...]:
    """Returns the members of each knot of cycles (strongly connected component)."""
    waits_for = {id: sources_of(node, graph.nodes) for id, node in graph.nodes.items()}
    placed = {id: number for number, id in enumerate(graph.nodes)}
    return tuple(tuple(sorted(c, key=placed.__getitem__)) for c in knots(waits_for))


def reaches(graph: Graph, start: str, goal: str) -> bool:
    """Whether there is a path from one node to another; a node reaches itself."""
    # Walks upstream from the goal: a node knows its sources, so no index is needed.
    return start in ancestors(graph, (goal,))


def cycle_in_words(graph: Graph, source: str, target: str) -> str:
    """Returns why an edge from one node to another would close a cycle."""
    start, end = graph.layer_of(source).name, graph.layer_of(target).name
    if source == target:
        return f"An edge from {start!r} to itself would close a cycle."
    return f"{end!r} already leads to {start!r}: this edge would close a cycle."


def ancestors(graph: Graph, nodes: Iterable[str]) -> set[str]:
    """Returns these nodes and all nodes that lead to one of them."""
    seen = {id for id in nodes if id in graph.nodes}
    waiting = list(seen)
    while waiting:
        for source in sources_of(graph.nodes[waiting.pop()], graph.nodes):
            if source not in seen:
                seen.add(source)
                waiting.append(source)
    return seen


def descendants(graph: Graph, nodes: Iterable[str]) -> set[str]:
    """Returns these nodes and all nodes that one of them leads to."""
    seen = {id for id in nodes if id in graph.nodes}
    waiting = list(seen)
    while waiting:
        for edge in graph.targets.get(waiting.pop(), ()):
            if edge.target.node not in seen:
                seen.add(edge.target.node)
                waiting.append(edge.target.node)
    return seen


def sources_of(node: Node, known: Mapping[str, object]) -> set[str]:
    """Returns the ids of the nodes whose tensors a node takes, of those known."""
    return {source.node for source in node.sources() if source.node in known}


def _kahn(
    waits_for: Mapping[str, set[str]], placed: Mapping[str, int]
) -> tuple[str, ...]:
    targets: dict[str, list[str]] = {}
    for id, sources in waits_for.items():
        for source in sources:
            targets.setdefault(source, []).append(id)
    missing = {id: len(sources) for id, sources in waits_for.items()}
    ids = list(placed)
    free = [placed[id] for id, count in missing.items() if not count]
    heapify(free)
    done = []
    while free:
        id = ids[heappop(free)]
        done.append(id)
        for target in targets.get(id, ()):
            missing[target] -= 1
            if not missing[target]:
                heappush(free, placed[target])
    return tuple(done)


def knots(waits_for: Mapping[str, set[str]]) -> list[list[str]]:
    """Returns the strongly connected components that hold a cycle, after Tarjan.

    Args:
        waits_for: Each vertex to those that it depends on.
    """
    found: list[list[str]] = []
    number: dict[str, int] = {}
    low: dict[str, int] = {}
    stack: dict[str, None] = {}
    for root in waits_for:
        path: list[tuple[str, Iterator[str]]] = []
        entering: str | None = None if root in number else root
        while path or entering is not None:
            if entering is not None:
                number[entering] = low[entering] = len(number)
                stack[entering] = None
                path.append((entering, iter(waits_for[entering])))
                entering = None
            id, sources = path[-1]
            for source in sources:
                if source not in number:
                    entering = source
                    break
                if source in stack:
                    low[id] = min(low[id], number[source])
            if entering is not None:
                continue
            path.pop()
            if path:
                low[path[-1][0]] = min(low[path[-1][0]], low[id])
            if low[id] == number[id]:
                members = _pop_until(stack, id)
                if len(members) > 1 or id in waits_for[id]:
                    found.append(members)
    return found


def _pop_until(stack: dict[str, None], id: str) -> list[str]:
    members = []
    while id in stack:
        members.append(stack.popitem()[0])
    return members
