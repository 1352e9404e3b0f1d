"""Room is made by moving a node with all that depends on it."""

from strategies import graph_of

from kgraph.document.arranging.room import push


def test_a_node_moves_with_all_behind_it_once_and_nothing_else():
    pairs = [("a", "b"), ("b", "c"), ("b", "d"), ("c", "d"), ("a", "e")]
    graph = graph_of(list("abcde"), pairs)
    moved = push(graph, "b", (0.0, 50.0))
    ways = {
        id: (moved.positions[id][0] - x, moved.positions[id][1] - y)
        for id, (x, y) in graph.positions.items()
    }
    assert ways == {
        "a": (0, 0),
        "b": (0, 50),
        "c": (0, 50),
        "d": (0, 50),
        "e": (0, 0),
    }


def test_no_way_is_no_edit():
    graph = graph_of(["a", "b"], [("a", "b")])
    assert push(graph, "a", (0.0, 0.0)) is graph
