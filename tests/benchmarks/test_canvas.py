"""The canvas: opening, moving, adding and connecting on large drawings."""

import os

import pytest
from msgspec.structs import replace

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from large_drawings import opened, residual
from PySide6.QtCore import QPointF

from kgraph.document import edits
from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Tensor
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import new_project


@pytest.fixture(scope="module")
def thousand() -> Graph:
    return residual(200)


@pytest.fixture
def canvas(qapp, thousand):
    return opened(thousand)


def test_open_1000_nodes(benchmark, qapp, thousand):
    assert len(thousand.nodes) > 1000
    benchmark.pedantic(opened, (thousand,), rounds=3, warmup_rounds=1)


def test_show_another_graph_of_1000_nodes(benchmark, canvas, thousand):
    document, _ = canvas
    empty = replace(new_project(), graphs={"main": Graph(id="main", name="model")})
    full = replace(empty, graphs={"main": thousand})

    def switch():
        document.replace(empty)
        document.replace(full)

    benchmark.pedantic(switch, rounds=3, warmup_rounds=1)


def test_move_a_node_among_1000(benchmark, canvas):
    document, _ = canvas
    node = list(document.graph.nodes)[500]
    places = iter(range(10**6))
    benchmark(
        lambda: document.edit_graph(
            "Move", lambda g: edits.move(g, {node: (float(next(places)), 9.0)})
        )
    )


def test_add_a_node_among_1000(benchmark, canvas):
    _, panel = canvas
    benchmark.pedantic(lambda: panel.add_operation("Dense", (0.0, 0.0)), rounds=30)


def test_connect_at_the_head_of_50_residual_blocks(benchmark, qapp):
    document, panel = opened(residual(50))
    source, target = Source("n1"), Port("n2", "inputs")
    items = panel.sync.nodes
    ends = (items["n1"].outputs[0], items["n2"].inputs[0])

    def draw():
        panel._canvas._on_connection_changed([], [ends])

    benchmark.pedantic(draw, setup=lambda: document.undo() and None, rounds=30)
    assert document.graph.nodes["n2"].inputs["inputs"] == (source,)
    assert target.node in items


def test_judge_an_edge_while_it_is_drawn_over_50_residual_blocks(benchmark, qapp):
    document, panel = opened(residual(50))
    last = list(document.graph.nodes)[-1]
    reason = benchmark(panel._canvas._judge, Source(last), Port("n2", "inputs"))
    assert "cycle" in reason


def test_show_an_analysis_of_1000_nodes(benchmark, canvas):
    document, panel = canvas
    nodes = {id: NodeAnalysis((Tensor((None, 8)),), 9) for id in document.graph.nodes}
    analysis = Analysis({"main": GraphAnalysis(nodes)})
    benchmark(panel.show_analysis, analysis)


@pytest.mark.parametrize("scale", [1.0, 0.5, 0.2])
def test_pan_a_frame(benchmark, canvas, scale):
    _, panel = canvas
    viewer = panel.viewer
    rect = viewer._combined_rect(panel.sync.nodes.values())
    viewer._look_at(QPointF(rect.center().x(), rect.center().y()), scale)

    def frame():
        viewer._set_viewer_pan(3, 3)
        viewer.viewport().repaint()

    benchmark.pedantic(frame, rounds=20, warmup_rounds=2)
