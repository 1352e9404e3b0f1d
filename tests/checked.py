"""Drawings with a fault, and the problems found in them."""

from msgspec.structs import replace

from kgraph.document.analysis import Problem
from kgraph.document.check import check
from kgraph.document.graph import Graph, Layer, Node
from kgraph.document.project import Project


def problems(graph: Graph, **others: Graph) -> dict[str, Problem]:
    """Rule to its problem; there must be one at most of each."""
    found = check(Project({"main": graph, **others}))
    rules = [p.rule for p in found]
    assert len(set(rules)) == len(rules), rules
    return dict(zip(rules, found, strict=True))


def only(graph: Graph, **others: Graph) -> Problem:
    found = problems(graph, **others)
    assert len(found) == 1, found
    return next(iter(found.values()))


def with_layer(graph: Graph, layer: Layer) -> Graph:
    return replace(graph, layers={**graph.layers, layer.id: layer})


def with_node(graph: Graph, node: Node) -> Graph:
    return replace(graph, nodes={**graph.nodes, node.id: node})
