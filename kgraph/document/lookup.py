"""Parts of a drawing by their ids, or a sentence about what is not there."""

from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Layer, Node
from kgraph.document.project import Project


def find_graph(project: Project, id: str) -> Graph:
    """Returns a graph of a project.

    Raises:
        EditError: If it is not there.
    """
    if id not in project.graphs:
        raise EditError(
            f"Expected the id of a graph of this project. Received: {id!r}."
        )
    return project.graphs[id]


def find_node(graph: Graph, id: str) -> Node:
    """Returns a node of a graph.

    Raises:
        EditError: If it is not there.
    """
    if id not in graph.nodes:
        raise EditError(f"Expected the id of a node of this graph. Received: {id!r}.")
    return graph.nodes[id]


def find_layer(graph: Graph, id: str) -> Layer:
    """Returns a layer of a graph.

    Raises:
        EditError: If it is not there.
    """
    if id not in graph.layers:
        raise EditError(f"Expected the id of a layer of this graph. Received: {id!r}.")
    return graph.layers[id]
