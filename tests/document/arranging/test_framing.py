import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from strategies import graphs

from kgraph.document import edits
from kgraph.document.arranging import annotations
from kgraph.document.arranging.annotations import rect_of
from kgraph.document.arranging.framing import (
    ABOVE,
    BELOW,
    BESIDE,
    TITLE,
    add_frame_around,
    carry,
    contents,
    frames_of,
    refit,
)
from kgraph.document.errors import EditError
from kgraph.document.graph import Graph
from kgraph.document.layout import layout
from kgraph.document.layout.arrange import ROW_GAP

SIZES: dict = {}
ways = st.tuples(st.integers(-500, 500), st.integers(-500, 500))


@pytest.fixture
def graph() -> Graph:
    """Nodes in a column; `f4` around the first two, `f5` around `f4`, a note in `f4`."""
    graph = Graph("main", "model")
    for number in range(3):
        graph, _ = edits.add(graph, "Dense", (0.0, 100.0 * number))
    graph, _ = add_frame_around(graph, ["n1", "n2"], [], SIZES, "Inner")
    graph, _ = add_frame_around(graph, [], ["f4"], SIZES, "Outer")
    return annotations.add_note(graph, (10.0, 60.0, 80.0, 40.0), "Note")[0]


def test_a_frame_is_drawn_around_nodes(graph):
    assert rect_of(graph.frames["f4"]) == (
        -BESIDE,
        -ABOVE - TITLE,
        224 + 2 * BESIDE,
        152 + ABOVE + BELOW + TITLE,
    )


def test_frames_around_neighbouring_rows_of_a_tidy_drawing_do_not_overlap():
    assert TITLE + ABOVE + BELOW <= ROW_GAP


def test_a_frame_around_nothing_is_refused(graph):
    with pytest.raises(EditError, match="Select the nodes"):
        add_frame_around(graph, [], [], SIZES, "Empty")


def test_the_size_of_a_node_says_where_its_middle_is(graph):
    assert contents(graph, ["f4"], SIZES).nodes == {"n1", "n2"}
    assert contents(graph, ["f4"], {"n2": (2000.0, 52.0)}).nodes == {"n1"}


def test_frames_in_frames_and_what_is_in_them_lie_in_a_frame(graph):
    assert contents(graph, ["f5"], SIZES) == ({"n1", "n2"}, {"f4", "t6"})
    assert contents(graph, ["f4"], SIZES) == ({"n1", "n2"}, {"t6"})
    assert contents(graph, ["t6"], SIZES) == (set(), set())


def test_what_an_inner_frame_holds_outside_the_outer_one_lies_in_both(graph):
    wide = edits.move(graph, {"n2": (400.0, 0.0)})
    wide = annotations.resize(wide, "f4", (-20, -50, 640, 240))
    wide = annotations.resize(wide, "f5", (-40, -80, 400, 2000))
    assert "f4" in contents(wide, ["f5"], SIZES).annotations
    assert contents(wide, ["f5"], SIZES).nodes == {"n1", "n2", "n3"}
    alone = annotations.remove(wide, ["f4"])
    assert contents(alone, ["f5"], SIZES).nodes == {"n1", "n3"}


def test_the_innermost_frame_of_a_node(graph):
    assert frames_of(graph, ["n1", "n2"], SIZES) == ["f4"]
    assert frames_of(graph, ["n3"], SIZES) == []


def test_a_frame_carries_what_lies_in_it(graph):
    new = carry(graph, [], ["f5"], (10, -4), SIZES)
    assert new.positions == {"n1": (10, -4), "n2": (10, 96), "n3": (0, 200)}
    assert (new.notes["t6"].x, new.notes["t6"].y) == (20, 56)
    assert new.frames["f4"].x == graph.frames["f4"].x + 10
    assert new.frames["f5"].width == graph.frames["f5"].width


@given(graphs(), st.data(), ways)
def test_what_was_carried_comes_back(graph, data, way):
    graph = _round(graph)
    boxes = sorted({**graph.frames, **graph.notes})
    others = data.draw(st.sets(st.sampled_from(boxes))) if boxes else set()
    nodes = (
        data.draw(st.sets(st.sampled_from(sorted(graph.nodes))))
        if graph.nodes
        else set()
    )
    inside = contents(graph, others, SIZES)
    there = carry(graph, nodes, others, way, SIZES)
    moved = nodes | inside.nodes
    for id, (x, y) in graph.positions.items():
        by = way if id in moved else (0, 0)
        assert there.positions[id] == (x + by[0], y + by[1])
    for id in boxes:
        old, new = annotations.find(graph, id), annotations.find(there, id)
        by = way if id in others | inside.annotations else (0, 0)
        expected = (old.x + by[0], old.y + by[1], old.width, old.height)
        assert rect_of(new) == expected
    back = carry(there, moved, others | inside.annotations, (-way[0], -way[1]), SIZES)
    if contents(there, others | inside.annotations, SIZES).nodes <= moved:
        assert back.positions == graph.positions


@given(graphs(), st.sampled_from(["down", "right"]))
def test_after_tidying_up_each_frame_holds_the_nodes_it_had(graph, direction):
    tidy = edits.move(graph, layout(graph, SIZES, direction))
    new = refit(graph, tidy, SIZES)
    assert new.positions == tidy.positions
    assert new.nodes is graph.nodes
    assert list(new.frames) == list(graph.frames)
    for id in graph.frames:
        had = contents(graph, [id], SIZES).nodes
        assert had <= contents(new, [id], SIZES).nodes
        if not had:
            assert new.frames[id] == graph.frames[id]


def test_a_note_stays_beside_what_it_was_beside(graph):
    new = refit(graph, edits.move(graph, {"n1": (500, 0), "n2": (500, 100)}), SIZES)
    assert (new.notes["t6"].x, new.notes["t6"].y) == (510, 60)
    assert new.frames["f4"].x == 500 - BESIDE
    assert new.frames["f5"].x == 500 - 2 * BESIDE


def test_what_did_not_move_is_left_alone(graph):
    assert refit(graph, edits.move(graph, {"n3": (9, 9)}), SIZES).frames is graph.frames


def _round(graph: Graph) -> Graph:
    """Whole numbers, which come back exactly."""
    places = {id: (round(x), round(y)) for id, (x, y) in graph.positions.items()}
    frames = {
        k: replace(f, x=round(f.x), y=round(f.y)) for k, f in graph.frames.items()
    }
    notes = {k: replace(n, x=round(n.x), y=round(n.y)) for k, n in graph.notes.items()}
    return replace(graph, positions=places, frames=frames, notes=notes)
