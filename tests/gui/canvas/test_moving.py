"""Nodes are moved by hand, by keys and by tidying up."""

from keyboard import SHIFT, keys
from PySide6.QtCore import QPointF, Qt

from kgraph.document import edits
from kgraph.document.graph import Port, Source


def test_nodes_are_moved_in_one_step_that_can_be_undone(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.panel.select([a, b])
    start = canvas.middle(a) + QPointF(60, 0)
    canvas.mouse.drag(start, start + QPointF(80, 40))
    assert canvas.graph.positions == {a: (80.0, 40.0), b: (80.0, 150.0)}
    assert canvas.document.undo_label == "Move 2 Nodes"
    assert canvas.edge(a, b).path().elementAt(0).x == canvas.output(a).x()
    canvas.document.undo()
    assert canvas.graph == graph
    assert canvas.items[a].xy_pos == [0.0, 0.0]


def test_what_is_selected_during_a_drag_is_not_dragged_along(show, placed):
    graph, (a, b) = placed("Input", "Dense")
    canvas = show(graph)
    start = canvas.middle(a) + QPointF(60, 0)
    canvas.mouse.press(start)
    canvas.mouse.move(start, start + QPointF(80, 40))
    canvas.panel.select_all()
    canvas.mouse.move(start + QPointF(80, 40), start + QPointF(160, 80))
    canvas.mouse.release(start + QPointF(160, 80))
    assert canvas.graph.positions == {a: (80.0, 40.0), b: (0.0, 110.0)}
    assert canvas.items[b].xy_pos == [0.0, 110.0]


def test_escape_ends_a_drag_and_puts_a_node_into_no_edge(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    graph, free = edits.add(graph, "Dropout", (400.0, 120.0))
    graph = edits.move(graph, {b: (0.0, 300.0)})
    canvas = show(graph)
    grip = QPointF(-70, 0)
    start = canvas.middle(free) + grip
    end = canvas.edge(a, b).path().pointAtPercent(0.5) + grip
    canvas.mouse.press(start)
    canvas.mouse.move(start, end)
    keys(canvas, Qt.Key.Key_Escape)
    canvas.mouse.release(end)
    assert canvas.sources(b) == [a]
    assert tuple(canvas.items[free].xy_pos) == canvas.graph.positions[free]
    assert canvas.graph.positions[free] != (400.0, 120.0)


def test_edges_follow_while_a_node_is_moved(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    start = canvas.middle(a) + QPointF(60, 0)
    canvas.mouse.press(start)
    canvas.mouse.move(start, start + QPointF(60, 0))
    begin = canvas.edge(a, b).path().elementAt(0)
    assert (begin.x, begin.y) == canvas.output(a).toTuple()
    assert begin.x != canvas.output(b).x()
    canvas.mouse.release(start + QPointF(60, 0))


def test_a_free_node_dropped_on_an_edge_is_put_into_it(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    graph, free = edits.add(graph, "Dropout", (400.0, 120.0))
    graph = edits.move(graph, {b: (0.0, 300.0)})
    canvas = show(graph)
    grip = QPointF(-70, 0)
    canvas.mouse.drag(
        canvas.middle(free) + grip, canvas.edge(a, b).path().pointAtPercent(0.5) + grip
    )
    assert canvas.sources(b) == [free]
    assert canvas.sources(free) == [a]
    canvas.document.undo()
    assert canvas.graph == graph


def test_a_node_that_fits_into_no_edge_is_moved_onto_one(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    graph, free = edits.add(graph, "Input", (400.0, 120.0))
    graph = edits.move(graph, {b: (0.0, 300.0)})
    canvas = show(graph)
    grip = QPointF(-70, 0)
    canvas.mouse.drag(
        canvas.middle(free) + grip, canvas.edge(a, b).path().pointAtPercent(0.5) + grip
    )
    assert canvas.sources(b) == [a]
    assert canvas.graph.positions[free] != (400.0, 120.0)
    assert not canvas.edge(a, b).isSelected()
    after = canvas.graph
    canvas.mouse.click(canvas.middle(free) + grip)
    assert canvas.graph is after


def test_tidy_is_one_step_and_turns_the_ports(show, placed):
    graph, (a, b) = placed("Input", "Dense")
    graph = edits.connect(graph, Source(a), Port(b, "inputs"))
    canvas = show(graph)
    canvas.panel.tidy("right")
    assert canvas.output(a).x() < canvas.input(b).x()
    assert canvas.output(a).y() == canvas.input(b).y()
    canvas.document.undo()
    assert canvas.graph == graph


def test_an_undo_while_a_node_is_moved_leaves_no_trace_of_it(show, placed):
    graph, (a,) = placed("Input")
    canvas = show(graph)
    canvas.panel.add_operation("Dense", (300.0, 100.0))
    (new,) = canvas.panel.selected()
    start = canvas.middle(new) + QPointF(60, 0)
    canvas.mouse.press(start)
    canvas.mouse.move(start, start + QPointF(60, 60))
    canvas.document.undo()
    canvas.mouse.release(start + QPointF(60, 60))
    assert canvas.graph.positions == {a: (0.0, 0.0)}


def test_arrows_move_the_selected_nodes_in_one_step(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.panel.select([b])
    for _ in range(3):
        keys(canvas, Qt.Key.Key_Right)
    keys(canvas, Qt.Key.Key_Down, SHIFT)
    assert canvas.graph.positions == {a: (0.0, 0.0), b: (12.0, 134.0)}
    canvas.document.undo()
    assert canvas.graph == graph
