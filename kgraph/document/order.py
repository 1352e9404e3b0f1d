"""The order in which the nodes of a graph can be called; no recursion, no paths."""

from msgspec import Struct

from kgraph.document.graph import Graph


class Order(Struct, frozen=True):
    """A topological order.

    Attributes:
        nodes: Ids, sources first; among the free, in the order of placement.
        cycle: Ids of the nodes that lie on a cycle, in no order; empty for a DAG.
        behind: Ids of nodes that are on no cycle but depend on one.
    """

    nodes: tuple[str, ...]
    cycle: tuple[str, ...] = ()
    behind: tuple[str, ...] = ()


def reaches(graph: Graph, start: str, goal: str) -> bool:
    """Whether there is a path from one node to another; a node reaches itself."""
    seen = {start}
    waiting = [start]
    while waiting:
        node = waiting.pop()
        if node == goal:
            return True
        for edge in graph.targets.get(node, ()):
            if edge.target.node not in seen:
                seen.add(edge.target.node)
                waiting.append(edge.target.node)
    return False
