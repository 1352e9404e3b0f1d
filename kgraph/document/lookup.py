"""Parts of a drawing by their ids, or a sentence about what is not there."""

from collections.abc import Mapping
from typing import TypeVar

from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Layer, Node
from kgraph.document.project import Project

Part = TypeVar("Part")


def find_graph(project: Project, id: str) -> Graph:
    """Returns a graph of a project; an `EditError` says that it is not there."""
    return _find(project.graphs, id, "graph of this project")


def find_node(graph: Graph, id: str) -> Node:
    """Returns a node of a graph; an `EditError` says that it is not there."""
    return _find(graph.nodes, id, "node of this graph")


def find_layer(graph: Graph, id: str) -> Layer:
    """Returns a layer of a graph; an `EditError` says that it is not there."""
    return _find(graph.layers, id, "layer of this graph")


def _find(parts: Mapping[str, Part], id: str, what: str) -> Part:
    if id not in parts:
        raise EditError(f"Expected the id of a {what}. Received: {id!r}.")
    return parts[id]
