import pytest
from hypothesis import given
from msgspec.structs import replace
from strategies import edit_sequences, graphs

from kgraph.document import edits
from kgraph.document.diff import GraphDiff, diff
from kgraph.document.graph import Edge, Frame, Graph, Port, Source


@pytest.fixture
def graph() -> Graph:
    """An Input, a Dense called twice, and an Add of both calls."""
    graph = Graph("main", "model")
    graph, _ = edits.add(graph, "Input")
    graph, _ = edits.add(graph, "Dense")
    graph, _ = edits.call(graph, "l2")
    graph, _ = edits.add(graph, "Add")
    graph = edits.connect(graph, Source("n1"), Port("n2", "inputs"))
    graph = edits.connect(graph, Source("n2"), Port("n4", "inputs"))
    return edits.connect(graph, Source("n3"), Port("n4", "inputs", 1))


@given(graphs(), edit_sequences(8))
def test_the_difference_leads_from_the_old_graph_to_the_new_one(old, sequence):
    new = old
    for edit in sequence:
        new = edit.apply(new)
    found = diff(old, new)
    nodes = {k: n for k, n in old.nodes.items() if k not in found.removed}
    assert [*nodes, *found.added] == list(new.nodes)
    seen = (*found.added, *found.changed)
    for id, node in new.nodes.items():
        before = (old.nodes.get(id), old.layers.get(node.layer), old.positions.get(id))
        after = (node, new.layers[node.layer], new.positions[id])
        assert (before[:2] != after[:2]) == (id in seen)
        assert (id in found.moved) == (id in old.nodes and before[2] != after[2])
        is_folded = (id in old.collapsed) != (id in new.collapsed)
        assert (id in found.folded) == (id in old.nodes and is_folded)
    for kind in ("frames", "notes"):
        ours, theirs = getattr(old, kind), getattr(new, kind)
        kept = [i for i in ours if i not in getattr(found, f"{kind}_removed")]
        assert [*kept, *getattr(found, f"{kind}_added")] == list(theirs)
        changed = {i for i in kept if ours[i] != theirs[i]}
        assert set(getattr(found, f"{kind}_changed")) == changed
    edges = set(old.edges()) - set(found.edges_removed) | set(found.edges_added)
    assert edges == set(new.edges())
    assert not set(found.edges_removed) & set(found.edges_added)


@given(graphs())
def test_equal_graphs_do_not_differ(graph):
    copy = replace(graph, nodes=dict(graph.nodes), positions=dict(graph.positions))
    assert diff(graph, graph).is_empty
    assert diff(graph, copy).is_empty


def test_a_layer_that_changes_changes_all_its_calls(graph):
    new = edits.set_parameter(graph, "l2", "units", 3)
    assert diff(graph, new) == GraphDiff(changed=("n2", "n3"), layers=("l2",))


def test_several_changes_at_once_are_told_apart(graph):
    new = edits.set_parameter(graph, "l2", "units", 3)
    new = edits.disconnect(new, Port("n4", "inputs", 1))
    new, id = edits.call(new, "l2")
    found = diff(graph, new)
    assert found.added == (id,)
    assert found.changed == ("n2", "n3", "n4")


def test_a_new_edge_changes_its_target(graph):
    new = edits.connect(graph, Source("n1"), Port("n3", "inputs"))
    edge = Edge(Source("n1"), Port("n3", "inputs"))
    assert diff(graph, new) == GraphDiff(changed=("n3",), edges_added=(edge,))
    assert diff(new, graph) == GraphDiff(changed=("n3",), edges_removed=(edge,))


def test_a_deleted_node_takes_its_edges_along(graph):
    found = diff(graph, edits.delete(graph, ["n2"]))
    assert (found.removed, found.changed) == (("n2",), ("n4",))
    assert set(found.edges_removed) == {
        Edge(Source("n1"), Port("n2", "inputs")),
        Edge(Source("n2"), Port("n4", "inputs", 0)),
        Edge(Source("n3"), Port("n4", "inputs", 1)),
    }
    assert found.edges_added == (Edge(Source("n3"), Port("n4", "inputs", 0)),)


def test_a_new_node_is_added_with_its_edges(graph):
    found = diff(edits.delete(graph, ["n4"]), graph)
    assert found.added == ("n4",)
    assert len(found.edges_added) == 2
    assert found.moved == ()


def test_a_moved_node(graph):
    assert diff(graph, edits.move(graph, {"n1": (1, 2)})) == GraphDiff(moved=("n1",))


def test_frames(graph):
    frame = Frame("f5", "Head", 0, 0, 10, 10)
    one = replace(graph, frames={"f5": frame})
    other = replace(graph, frames={"f5": replace(frame, title="Tail")})
    assert diff(graph, one) == GraphDiff(frames_added=("f5",))
    assert diff(one, other) == GraphDiff(frames_changed=("f5",))
    assert diff(one, graph) == GraphDiff(frames_removed=("f5",))
