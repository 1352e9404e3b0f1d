"""Edges are drawn, moved and refused with the mouse."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainterPath
from PySide6.QtTest import QTest

from kgraph.document import edits
from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Tensor
from kgraph.document.graph import Port, Source
from kgraph.gui.canvas.nodes.node_item import NodeItem

FAR = QPointF(300, 60)


def test_an_edge_is_drawn_from_port_to_port(show, placed):
    graph, (a, b) = placed("Input", "Dense")
    canvas = show(graph)
    canvas.mouse.drag(canvas.output(a), canvas.input(b))
    assert canvas.sources(b) == [a]
    assert canvas.document.undo_label == "Draw Edge"


def test_an_edge_is_drawn_backwards_too(show, placed):
    graph, (a, b) = placed("Input", "Dense")
    canvas = show(graph)
    canvas.mouse.drag(canvas.input(b), canvas.output(a))
    assert canvas.sources(b) == [a]


def test_an_edge_that_is_being_drawn_is_not_selected(show, placed):
    graph, (a, _) = placed("Input", "Dense")
    canvas = show(graph)
    canvas.mouse.press(canvas.output(a))
    canvas.mouse.move(canvas.output(a), FAR)
    everywhere = QPainterPath()
    everywhere.addRect(QRectF(-2000, -2000, 4000, 4000))
    scene = canvas.panel.viewer.scene()
    scene.setSelectionArea(everywhere)
    assert {type(item) for item in scene.selectedItems()} == {NodeItem}
    canvas.mouse.release(FAR)


def test_an_edge_dropped_on_a_node_takes_its_free_port(show, placed):
    graph, (a, b, c) = placed("Input", "Dense", "Add")
    graph = edits.connect(graph, Source(a), Port(c, "inputs"))
    canvas = show(graph)
    canvas.mouse.drag(canvas.output(b), canvas.middle(c))
    assert canvas.sources(c) == [a, b]


def test_a_single_port_gets_the_new_edge_instead(show, placed):
    graph, (a, b, c) = placed("Input", "Input", "Dense")
    graph = edits.connect(graph, Source(a), Port(c, "inputs"))
    canvas = show(graph)
    canvas.mouse.drag(canvas.output(b), canvas.input(c))
    assert canvas.sources(c) == [b]
    assert len(canvas.panel.sync.edges) == 1


def test_a_many_port_always_offers_one_place_more(show, placed):
    graph, (a, b, c) = placed("Input", "Input", "Concatenate")
    canvas = show(graph)
    assert len(canvas.items[c].inputs) == 2
    canvas.mouse.drag(canvas.output(a), canvas.input(c, 0))
    canvas.mouse.drag(canvas.output(b), canvas.input(c, 1))
    assert canvas.sources(c) == [a, b]
    assert len(canvas.items[c].inputs) == 3


def test_a_cycle_is_refused_with_its_reason_while_it_is_drawn(show, chained):
    graph, (_, b, c) = chained("Input", "Dense", "Dense")
    canvas = show(graph)
    before = canvas.graph
    start, end = canvas.output(c), canvas.input(b)
    canvas.mouse.press(start)
    canvas.mouse.move(start, end)
    refusal = canvas.panel.viewer._refused
    assert refusal.isVisible()
    assert refusal.text() == (
        "'dense' already leads to 'dense_1': this edge would close a cycle."
    )
    beside = refusal.pos() - canvas.mouse.at(end)
    assert 0 < beside.manhattanLength() < 60
    canvas.mouse.release(end)
    assert not refusal.isVisible()
    assert canvas.graph is before
    assert len(canvas.panel.sync.edges) == 2


def test_an_edge_to_its_own_node_is_refused(show, placed):
    graph, (_, b) = placed("Input", "Dense")
    canvas = show(graph)
    canvas.mouse.drag(canvas.output(b), canvas.input(b))
    assert canvas.sources(b) == []


def test_an_edges_end_is_picked_up_at_its_port_and_let_go(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.mouse.drag(canvas.input(b), FAR)
    assert canvas.sources(b) == []
    assert canvas.document.undo_label == "Remove Edge"
    canvas.document.undo()
    assert canvas.sources(b) == [a]
    assert len(canvas.panel.sync.edges) == 1


def test_an_edges_end_is_moved_to_another_port(show, placed):
    graph, (a, b, c) = placed("Input", "Dense", "Dense")
    graph = edits.connect(graph, Source(a), Port(b, "inputs"))
    canvas = show(graph)
    canvas.mouse.drag(canvas.input(b), canvas.input(c))
    assert canvas.sources(b) == []
    assert canvas.sources(c) == [a]
    assert canvas.document.undo_label == "Move Edge"


def test_an_edges_beginning_is_moved_to_another_output(show, placed):
    graph, (a, b, c) = placed("Input", "Input", "Dense")
    graph = edits.move(graph, {b: (300.0, 0.0)})
    graph = edits.connect(graph, Source(a), Port(c, "inputs"))
    canvas = show(graph)
    near_the_source = canvas.edge(a, c).path().pointAtPercent(0.15)
    canvas.mouse.drag(near_the_source, canvas.output(b))
    assert canvas.sources(c) == [b]


def test_edges_of_a_many_port_change_places_and_none_is_lost(show, placed):
    graph, (a, b, c, d) = placed("Input", "Input", "Input", "Concatenate")
    graph = edits.move(graph, {b: (300.0, 0.0), c: (600.0, 0.0)})
    for index, source in enumerate((a, b, c)):
        graph = edits.connect(graph, Source(source), Port(d, "inputs", index))
    canvas = show(graph)
    canvas.mouse.drag(canvas.input(d, 0), canvas.input(d, 1))
    assert canvas.sources(d) == [b, a, c]


def test_a_click_on_a_port_or_an_edge_changes_nothing(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    before = canvas.graph
    canvas.mouse.click(canvas.input(b))
    canvas.mouse.click(canvas.edge(a, b).path().pointAtPercent(0.6))
    assert canvas.graph is before
    assert canvas.edge(a, b).isSelected()


def test_a_picked_up_edge_comes_back_where_it_is_refused(show, chained):
    graph, (a, b, c) = chained("Input", "Dense", "Dense")
    canvas = show(graph)
    before = canvas.graph
    canvas.mouse.drag(canvas.input(b), canvas.output(c))
    canvas.mouse.drag(canvas.edge(a, b).path().pointAtPercent(0.2), canvas.output(c))
    assert canvas.graph is before
    assert not canvas.edge(a, b).is_left


def test_escape_leaves_everything_as_it_was(show, chained):
    graph, (_, b) = chained("Input", "Dense")
    canvas = show(graph)
    before = canvas.graph
    canvas.mouse.press(canvas.input(b))
    canvas.mouse.move(canvas.input(b), FAR)
    QTest.keyClick(canvas.panel.viewer, Qt.Key.Key_Escape)
    canvas.mouse.release(FAR)
    assert canvas.graph is before
    assert not canvas.panel.viewer.is_drawing


def test_a_port_that_is_pressed_does_not_move_its_node(show, placed):
    graph, (a, _) = placed("Input", "Dense")
    canvas = show(graph)
    canvas.mouse.drag(canvas.output(a), FAR)
    assert canvas.items[a].xy_pos == [0.0, 0.0]


def test_what_comes_while_an_edge_is_drawn_ends_the_drawing(show, placed):
    graph, (a, b) = placed("LSTM", "Dense")
    canvas = show(graph)
    end = canvas.input(b)
    canvas.mouse.press(canvas.output(a))
    canvas.mouse.move(canvas.output(a), end)
    states = NodeAnalysis((Tensor((None, 4)),) * 3)
    canvas.panel.show_analysis(Analysis({"main": GraphAnalysis({a: states})}))
    assert not canvas.panel.viewer.is_drawing
    canvas.panel.show_analysis(Analysis())
    canvas.mouse.release(end)
    assert canvas.graph is graph
