"""Changes the order of the tensors that a *many* argument is given."""

from msgspec.structs import replace

from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Port


def reorder(graph: Graph, port: Port, index: int) -> Graph:
    """Gives the tensor at a port another place in its list; no edge is lost.

    Args:
        port: Where it is now.
        index: Where it goes; the last place if that is beyond the end.

    Raises:
        EditError: If no edge ends at the port.
    """
    node = graph.nodes.get(port.node)
    sources = list(node.inputs.get(port.argument, ())) if node else []
    if node is None or not 0 <= port.index < len(sources):
        raise EditError(f"Expected a port at which an edge ends. Received: {port}.")
    before = tuple(sources)
    sources.insert(max(0, index), sources.pop(port.index))
    if tuple(sources) == before:
        return graph
    node = replace(node, inputs={**node.inputs, port.argument: tuple(sources)})
    return replace(graph, nodes={**graph.nodes, node.id: node})
