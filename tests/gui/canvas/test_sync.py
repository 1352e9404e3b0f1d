"""Whatever happens to the document, the canvas is equal to it."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.arranging import annotations, framing
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.layout import layout
from kgraph.document.project import new_project
from kgraph.gui.canvas.nodes.ports import ports_of

TYPES = ("Input", "Dense", "Add", "LSTM", "Output", "Concatenate", "ops.add", "Unknown")
NUMBER = st.integers(0, 30)
ACTION = st.tuples(
    st.sampled_from(
        (
            *("add", "call", "connect", "connect", "connect", "disconnect", "delete"),
            *("move", "rename", "constant", "undo", "redo", "split"),
            *("frame", "note", "annotation", "carry", "tidy", "collapse"),
        )
    ),
    NUMBER,
    NUMBER,
    NUMBER,
)


def pick(items, number):
    items = list(items)
    return items[number % len(items)] if items else None


def annotated(graph: Graph, action: str, i: int, j: int, k: int) -> Graph:
    """One edit of frames and notes, chosen by numbers."""
    ids = {**graph.frames, **graph.notes}
    id = pick(ids, i)
    rect = (j * 9.0, k * 9.0, 80.0 + i * 9, 60.0 + k * 7)
    if action == "frame":
        return annotations.add_frame(graph, rect, f"Part {i}")[0]
    if action == "note":
        return annotations.add_note(graph, rect, "Why?" * j)[0]
    if action == "tidy":
        return framing.refit(graph, edits.move(graph, layout(graph)), {})
    if id is None:
        return graph
    if action == "carry":
        return framing.carry(graph, (), [id], (j * 5.0, k * -3.0), {})
    changes = (
        lambda: annotations.resize(graph, id, rect),
        lambda: annotations.recolor(graph, [id], pick(annotations.COLORS, j)),
        lambda: annotations.rewrite(graph, id, f"Text {j}"),
        lambda: annotations.remove(graph, [id]),
    )
    return changes[k % 4]()


def edited(project, graph: Graph, action: str, i: int, j: int, k: int) -> Graph:
    """One edit, chosen by numbers; the graph itself where it is not possible."""
    node, other = pick(graph.nodes, i), pick(graph.nodes, j)
    if action in ("frame", "note", "annotation", "carry", "tidy"):
        return annotated(graph, action, i, j, k)
    if action == "add" or node is None:
        return edits.add(graph, pick(TYPES, i), (j * 40.0, k * 30.0))[0]
    if action == "call":
        return edits.call(graph, graph.nodes[node].layer, (j * 9.0, k * 9.0))[0]
    if action == "connect":
        place = pick(ports_of(project, graph, graph.nodes[other]).inputs, k)
        if place is None:
            return graph
        port = Port(other, place.argument, place.index)
        return edits.connect(graph, Source(node, k % 2), port)
    if action == "disconnect":
        edge = pick(graph.edges(), i)
        return edits.disconnect(graph, edge.target) if edge else graph
    if action == "delete":
        return edits.delete(graph, {node, other} if k % 4 == 0 else {node})
    if action == "move":
        return edits.move(graph, {node: (j * 11.0, k * 7.0), other: (0.0, 5.0)})
    if action == "collapse":
        return edits.collapse(graph, {node, other}, k % 2 == 0)
    if action == "rename":
        return edits.rename(graph, graph.nodes[node].layer, f"layer_{j}")
    if action == "constant":
        return edits.set_constant(
            graph, node, pick(("x2", "mask"), j), [None, 1.0][k % 2]
        )
    return edits.make_independent(graph, node)


def apply(canvas, action: str, i: int, j: int, k: int) -> None:
    document = canvas.document
    if action == "undo":
        document.undo()
    elif action == "redo":
        document.redo()
    else:
        document.edit(
            action,
            lambda project: replace(
                project,
                graphs={"main": edited(project, project.main, action, i, j, k)},
            ),
        )


def assert_equal(canvas) -> None:
    project, graph, sync = canvas.document.project, canvas.graph, canvas.panel.sync
    assert set(sync.nodes) == set(graph.nodes) == set(canvas.panel._canvas.model.nodes)
    assert set(sync.edges) == set(graph.edges())
    for id, item in sync.nodes.items():
        ports = ports_of(project, graph, graph.nodes[id])
        assert item.xy_pos == list(graph.positions[id])
        assert tuple(p.place for p in item.inputs) == ports.inputs
        assert [p.output for p in item.outputs] == list(range(len(ports.outputs)))
        assert item.card.name == graph.layer_of(id).name
        assert item.card.is_collapsed == (id in graph.collapsed)
        assert item.card.calls == len(graph.calls[graph.nodes[id].layer])
        assert item.childItems() == [*item.inputs, *item.outputs] or (
            set(item.childItems()) == {*item.inputs, *item.outputs}
        )
    for edge, item in sync.edges.items():
        assert item.edge == edge
        begin = item.path().elementAt(0)
        assert (begin.x, begin.y) == item.output_port.scenePos().toTuple()
        assert item.path().currentPosition() == item.input_port.scenePos()
        assert item in item.input_port.connected_pipes
        assert item in item.output_port.connected_pipes
    viewer = canvas.panel.viewer
    boxes = {**graph.frames, **graph.notes}
    assert set(viewer.annotations) == set(boxes)
    for id, item in viewer.annotations.items():
        assert item.scene() is viewer.scene()
        assert item.annotation == boxes[id]
        assert item.place() == annotations.rect_of(boxes[id])
    assert set(viewer.all_nodes()) == set(sync.nodes.values())
    assert {e for e in viewer.all_pipes() if e.isVisible()} == set(sync.edges.values())


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(ACTION, max_size=25))
def test_after_any_edits_the_canvas_is_equal_to_the_document(show, actions):
    canvas = show(new_project().main)
    for action in actions:
        apply(canvas, *action)
        assert_equal(canvas)
    while canvas.document.undo():
        pass
    assert_equal(canvas)
    canvas.panel.close()


def test_another_project_takes_the_place_of_all(show, chained):
    canvas = show(chained("Input", "Dense", "Dense")[0])
    other = replace(new_project(), graphs={"main": chained("Input", "Add")[0]})
    canvas.document.replace(other)
    assert_equal(canvas)


@pytest.fixture
def nested(show, chained, placed):
    """A canvas with a call of a submodel of two inputs and two outputs."""
    inner, (a, b, c, d, e) = placed("Input", "Input", "Add", "Output", "Output")
    inner = replace(inner, id="inner", name="encoder")
    for source, target, index in ((a, c, 0), (b, c, 1), (c, d, 0), (c, e, 0)):
        inner = edits.connect(inner, Source(source), Port(target, "inputs", index))
    graph, _ = placed("Input")
    graph, _ = edits.add(graph, "graph:inner", (0.0, 100.0), name="encoder")
    canvas = show(graph)
    canvas.document.edit(
        "Nest", lambda p: replace(p, graphs={"main": p.main, "inner": inner})
    )
    return canvas


def test_a_submodel_has_the_ports_of_its_inputs_and_outputs(nested):
    item = nested.items["n2"]
    assert [p.place.argument for p in item.inputs] == ["input", "input_1"]
    assert item.card.ports.outputs == ("output", "output_1")
    assert item.card.type == "encoder"


def test_a_submodels_ports_follow_its_graph(nested):
    nested.document.edit(
        "Add Input",
        lambda p: replace(
            p, graphs={**p.graphs, "inner": edits.add(p.graphs["inner"], "Input")[0]}
        ),
    )
    assert len(nested.items["n2"].inputs) == 3


def test_a_double_click_shows_the_submodels_graph(nested, qtbot):
    nested.panel.viewer.node_double_clicked.emit("n2")
    assert nested.document.graph_id == "inner"
    assert_equal(nested)
    nested.document.show_graph("main")
    assert_equal(nested)
