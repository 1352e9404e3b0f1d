"""Nodes and edges are deleted, and edges are cut."""

from keyboard import SHIFT, keys
from PySide6.QtCore import QPointF, Qt

from kgraph.document import edits
from kgraph.document.graph import Port, Source


def test_delete_takes_nodes_and_edges_in_one_step(show, chained):
    graph, (a, b, c) = chained("Input", "Dense", "Dense")
    canvas = show(graph)
    canvas.panel.select([a])
    canvas.edge(b, c).setSelected(True)
    keys(canvas, Qt.Key.Key_Delete)
    assert list(canvas.graph.nodes) == [b, c]
    assert canvas.sources(c) == []
    assert canvas.panel.selected() == []
    canvas.document.undo()
    assert canvas.graph == graph
    assert len(canvas.panel.sync.edges) == 2


def test_several_edges_of_a_many_port_are_deleted_at_once(show, placed):
    graph, (a, b, c, d) = placed("Input", "Input", "Input", "Add")
    for index, source in enumerate((a, b, c)):
        graph = edits.connect(graph, Source(source), Port(d, "inputs", index))
    canvas = show(graph)
    canvas.edge(a, d).setSelected(True)
    canvas.edge(b, d).setSelected(True)
    canvas.panel.delete_selected()
    assert canvas.sources(d) == [c]


def test_edges_are_cut_with_alt_and_shift(show, chained):
    graph, (a, b, c) = chained("Input", "Dense", "Dense")
    canvas = show(graph)
    both = Qt.KeyboardModifier.AltModifier | SHIFT
    start = canvas.output(a) + QPointF(-80, 25)
    canvas.mouse.press(start, Qt.MouseButton.LeftButton, both)
    canvas.mouse.move(start, start + QPointF(160, 0))
    canvas.mouse.release(start + QPointF(160, 0), Qt.MouseButton.LeftButton, both)
    assert canvas.sources(b) == []
    assert canvas.sources(c) == [b]
