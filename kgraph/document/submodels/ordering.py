"""The order of a graph's Inputs and Outputs, which is the order of a model's ports."""

from msgspec.structs import replace

from kgraph.document.graph import Graph
from kgraph.document.lookup import find_node


def move_end(graph: Graph, node: str, step: int) -> Graph:
    """Moves an Input among the Inputs, or an Output among the Outputs.

    Args:
        node: Id of the Input or Output.
        step: How many places it moves; -1 is one place to the front. It stops at the
            first and at the last place.

    Raises:
        EditError: If there is no such node.
    """
    layer = graph.layers[find_node(graph, node).layer]
    ends = [n.id for n in graph.of_type(layer.type)]
    old = ends.index(node)
    new = min(max(old + step, 0), len(ends) - 1)
    if new == old:
        return graph
    ends.insert(new, ends.pop(old))
    waiting = iter(ends)
    moving = set(ends)
    order = (next(waiting) if id in moving else id for id in graph.nodes)
    return replace(graph, nodes={id: graph.nodes[id] for id in order})
