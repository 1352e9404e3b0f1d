"""What is overridden or read of NodeGraphQt is there, in the very version it was read in."""

import inspect
from importlib.metadata import version

import pytest
from NodeGraphQt import NodeGraph, NodeObject
from NodeGraphQt.qgraphics.node_abstract import AbstractNodeItem
from NodeGraphQt.qgraphics.pipe import LivePipeItem, PipeItem
from NodeGraphQt.qgraphics.port import PortItem as NodeGraphQtPortItem
from NodeGraphQt.widgets.viewer import NodeViewer

from kgraph.gui.canvas.edges.edge_drawing import EdgeDrawing
from kgraph.gui.canvas.edges.edge_item import DrawnEdgeItem, EdgeItem
from kgraph.gui.canvas.graph import CanvasGraph
from kgraph.gui.canvas.nodes.node_item import NodeItem
from kgraph.gui.canvas.nodes.port_item import PortItem
from kgraph.gui.canvas.sight.camera import Camera
from kgraph.gui.canvas.viewer import CanvasViewer

OURS = {
    Camera: NodeViewer,
    EdgeDrawing: NodeViewer,
    CanvasViewer: NodeViewer,
    CanvasGraph: NodeGraph,
    NodeItem: AbstractNodeItem,
    PortItem: NodeGraphQtPortItem,
    EdgeItem: PipeItem,
    DrawnEdgeItem: LivePipeItem,
}

OVERRIDDEN = {
    NodeViewer: {
        "_combined_rect", "_items_near", "_set_viewer_zoom", "_update_scene",
        "_validate_accept_connection", "_validate_reject_connection",
        "acyclic_check", "apply_live_connection", "end_live_connection",
        "establish_connection", "sceneMouseMoveEvent", "sceneMousePressEvent",
        "start_live_connection", "zoom_to_nodes",
    },
    NodeGraph: {
        "_on_connection_changed", "_on_connection_sliced", "_on_insert_node",
        "_on_node_backdrop_updated", "_on_node_data_dropped",
        "_on_node_double_clicked", "_on_node_name_changed", "_on_node_selected",
        "_on_node_selection_changed", "_on_nodes_moved", "_on_search_triggered",
        "get_unique_name",
    },
    PipeItem: {"activate", "draw_path", "highlight", "reset", "itemChange", "paint"},
    LivePipeItem: {"draw_index_pointer", "draw_path"},
    NodeGraphQtPortItem: {"itemChange", "boundingRect", "multi_connection"},
    AbstractNodeItem: {"boundingRect", "width", "height"},
}  # fmt: skip

READ = {
    NodeViewer: {
        "_LIVE_PIPE", "_cursor_text", "_detached_port", "_node_positions",
        "_previous_pos", "_rubber_band", "_scene_range", "_start_port", "ALT_state", "CTRL_state",
        "COLLIDING_state", "LMB_state", "MMB_state", "SHIFT_state", "pipe_collision",
    },
    NodeGraph: {"_model", "_viewer"},
    PipeItem: {"_dir_pointer", "input_port", "output_port"},
    LivePipeItem: {"_idx_pointer", "_idx_text"},
    NodeGraphQtPortItem: {"_hovered", "connected_pipes"},
    NodeObject: {"_graph"},
}  # fmt: skip


def test_it_is_the_version_that_was_read():
    assert version("NodeGraphQt") == "0.6.44"


@pytest.mark.parametrize("theirs", OVERRIDDEN, ids=lambda c: c.__name__)
def test_what_is_overridden_is_there(theirs):
    missing = {name for name in OVERRIDDEN[theirs] if not hasattr(theirs, name)}
    assert not missing


@pytest.mark.parametrize("theirs", READ, ids=lambda c: c.__name__)
def test_what_is_read_is_there(theirs):
    source = "".join(inspect.getsource(c) for c in theirs.__mro__[:-1] if _is_theirs(c))
    missing = {name for name in READ[theirs] if name not in source}
    assert not missing


@pytest.mark.parametrize("ours", OURS, ids=lambda c: c.__name__)
def test_every_private_name_that_is_overridden_is_listed(ours):
    theirs = OURS[ours]
    listed = set().union(*OVERRIDDEN.values(), *READ.values())
    private = {
        name
        for name in vars(ours)
        if name.startswith("_") and not name.startswith("__") and hasattr(theirs, name)
    }
    assert private <= listed


def test_the_undo_stack_of_nodegraphqt_stays_empty(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.mouse.drag(canvas.input(b), canvas.output(a))
    canvas.panel.select_all()
    canvas.panel.delete_selected()
    assert canvas.panel._canvas.undo_stack().count() == 0


def _is_theirs(cls: type) -> bool:
    return cls.__module__.startswith("NodeGraphQt")
