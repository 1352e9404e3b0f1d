import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import graphs

from kgraph.document import edits
from kgraph.document.arranging import annotations
from kgraph.document.copying.fragments import (
    fragment,
    paste,
    share,
    way_aside,
)
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph, Port, Source


@pytest.fixture
def graph() -> Graph:
    """An Input that leads to two calls of one Dense, one behind the other."""
    graph = Graph("main", "model")
    graph, _ = edits.add(graph, "Input", (0, 0))
    graph, _ = edits.add(graph, "Dense", (0, 100), config={"units": 3})
    graph, _ = edits.call(graph, "l2", (0, 200))
    graph = edits.connect(graph, Source("n1"), Port("n2", "inputs"))
    return edits.connect(graph, Source("n2"), Port("n3", "inputs"))


def test_a_fragment_has_its_nodes_and_the_edges_among_them(graph):
    part = fragment(graph, ["n3", "n2"])
    assert list(part.nodes) == ["n2", "n3"]
    assert list(part.layers) == ["l2"]
    assert [e.source.node for e in part.edges()] == ["n2"]


def test_a_fragment_of_what_is_not_there_is_refused(graph):
    with pytest.raises(EditError, match="'n9'"):
        fragment(graph, ["n1", "n9"])


def test_a_duplicate_has_layers_of_its_own_and_shares_among_itself(graph):
    new, ids = paste(graph, fragment(graph, ["n2", "n3"]), (7, 5))
    assert [new.positions[id] for id in ids] == [(7, 105), (7, 205)]
    assert new.layer_of(ids[0]) is new.layer_of(ids[1])
    assert new.layer_of(ids[0]).name == "dense_1"
    assert new.layer_of(ids[0]).config == {"units": 3}
    assert new.nodes[ids[0]].inputs == {}
    assert new.nodes[ids[1]].inputs == {"inputs": (Source(ids[0]),)}
    assert all(new.nodes[id] is node for id, node in graph.nodes.items())


def test_a_shared_node_calls_the_same_layer_and_leaves_the_rest_alone(graph):
    new, ids = share(graph, ["n2", "n3"], (7, 5))
    assert [new.layer_of(id) for id in ids] == [graph.layer_of("n2")] * 2
    assert new.layers == graph.layers
    assert new.nodes[ids[1]].inputs == {"inputs": (Source(ids[0]),)}
    assert new.positions[ids[0]] == (7, 105)
    assert all(new.nodes[id] is node for id, node in graph.nodes.items())


def test_an_input_cannot_be_shared(graph):
    with pytest.raises(EditError, match="'input'"):
        share(graph, ["n1", "n2"])


def test_names_stay_unique_though_a_new_one_is_another_of_the_fragment():
    part, _ = edits.add(Graph("main", "model"), "Dense")
    part, _ = edits.add(part, "Dense")
    graph, _ = edits.add(Graph("main", "model"), "Dense")
    new, _ = paste(graph, part)
    names = [layer.name for layer in new.layers.values()]
    assert names == ["dense", "dense_1", "dense_1_1"]


def test_a_duplicate_takes_the_same_outputs(graph):
    graph = edits.connect(graph, Source("n2", 1), Port("n3", "inputs"))
    graph, ids = paste(graph, fragment(graph, ["n2", "n3"]))
    assert graph.nodes[ids[1]].inputs == {"inputs": (Source(ids[0], 1),)}


def test_chosen_frames_and_notes_come_along(graph):
    graph, frame = annotations.add_frame(graph, (0, 0, 90, 80), "Head")
    graph, note = annotations.add_note(graph, (5, 5, 70, 60), "Why")
    graph, _ = annotations.add_frame(graph, (0, 0, 90, 80), "Stays")
    graph = edits.collapse(graph, ["n2"])
    new, ids = paste(graph, fragment(graph, ["n2"], [frame, note]), (7, 5))
    (one,) = set(new.frames) - set(graph.frames)
    (other,) = set(new.notes) - set(graph.notes)
    copy = new.frames[one]
    assert (copy.title, copy.x, copy.y, copy.width) == ("Head", 7, 5, 90)
    assert (new.notes[other].text, new.notes[other].x) == ("Why", 12)
    assert new.collapsed == {"n2", *ids}
    assert new.next_id > max(int(id[1:]) for id in (one, other, *ids))
    assert share(graph, ["n2"])[0].frames == graph.frames


@given(graphs(), graphs(), st.data())
def test_a_paste_adds_a_fragment_and_changes_nothing_else(graph, other, data):
    chosen = (
        data.draw(st.sets(st.sampled_from(sorted(other.nodes)))) if other.nodes else []
    )
    part = fragment(other, chosen)
    new, ids = paste(graph, part)
    assert len(ids) == len(part.nodes)
    assert not set(ids) & set(graph.nodes)
    assert len(list(new.edges())) == len(list(graph.edges())) + len(list(part.edges()))
    names = [layer.name for layer in new.layers.values()]
    assert len(set(names)) == len(names) == len(graph.layers) + len(part.layers)
    left = edits.delete(new, ids)
    assert (left.nodes, left.layers, left.positions) == (
        graph.nodes,
        graph.layers,
        graph.positions,
    )
    number = {f"{kind}{new.next_id}" for kind in "ln"}
    assert not number & (new.nodes.keys() | new.layers.keys())


def test_a_fragment_steps_aside_until_it_lies_on_nothing(graph):
    part = fragment(graph, ["n2"])
    assert way_aside(Graph("main", "model"), part, (3, 4)) == (3, 4)
    for step in (1, 2, 3):
        way = way_aside(graph, part)
        assert way == (40 * step, 40 * step)
        graph, _ = paste(graph, part, way)


def test_where_a_step_leads_nowhere_it_ends(graph):
    graph = edits.move(graph, {"n2": (1e300, 1e300)})
    assert way_aside(graph, fragment(graph, ["n2"])) == (40_000, 40_000)


def test_a_frame_steps_beside_what_would_else_be_in_it(graph):
    graph, frame = annotations.add_frame(graph, (-20, 80, 300, 200), "two")
    part = fragment(graph, ["n2", "n3"], [frame])
    assert way_aside(graph, part) == (340, 0)
    assert way_aside(graph, part, (10, 10)) == (350, 10)
    assert way_aside(graph, part, (0, 900)) == (0, 900)
