"""Edges of a graph, by their ends."""

from kgraph.document.graph import Graph, Node, Port, Source


def test_edges_of_a_node_are_told_by_target():
    node = Node(
        "n3", "l1", {"a": (Source("n1"),), "b": (Source("n1"), Source("n2", 1))}
    )
    graph = Graph("main", "m", nodes={"n3": node})
    assert [(e.source.node, e.target) for e in graph.edges()] == [
        ("n1", Port("n3", "a", 0)),
        ("n1", Port("n3", "b", 0)),
        ("n2", Port("n3", "b", 1)),
    ]
    assert len(graph.targets["n1"]) == 2
