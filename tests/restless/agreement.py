"""What holds after every step: all that is seen says what the document says."""

from msgspec.structs import replace

from kgraph.document import files
from kgraph.document.analysis import Analysis
from kgraph.document.arranging import annotations
from kgraph.document.check import check, check_training
from kgraph.document.graph import Graph
from kgraph.document.order import sort
from kgraph.document.project import MAIN, Project
from kgraph.document.values import is_identical
from kgraph.gui.analysis import worth_showing
from kgraph.gui.canvas.nodes.card import card_of
from kgraph.gui.stages.shown import frozen_of


def assert_agreement(window) -> None:
    """Asserts that the window shows its document, whole and right."""
    assert_sound(window.document.project)
    assert_canvas(window)
    assert_annotations(window)
    assert_selection(window)
    assert_tabs(window)
    assert_history(window)
    assert_problems(window)


def assert_sound(project: Project) -> None:
    """Asserts that a project is whole, and that a file would hold it."""
    for id, graph in project.graphs.items():
        assert graph.id == id
        assert_sound_graph(graph)
    again = files.loads(files.dumps(project), "drawing")
    assert is_identical(again, project)


def assert_sound_graph(graph: Graph) -> None:
    """Asserts that everything in a graph is about something that is there."""
    ids = [*graph.layers, *graph.nodes, *graph.frames, *graph.notes]
    assert len(set(ids)) == len(ids)
    assert set(graph.positions) == set(graph.nodes)
    assert graph.collapsed <= set(graph.nodes)
    assert {node.layer for node in graph.nodes.values()} == set(graph.layers)
    names = [layer.name for layer in graph.layers.values()]
    assert len(set(names)) == len(names)
    for edge in graph.edges():
        assert edge.source.node in graph.nodes
    assert set(sort(graph).nodes) == set(graph.nodes)


def assert_canvas(window) -> None:
    """Asserts that nodes, edges and their texts are those of the graph."""
    project, graph = window.document.project, window.document.graph
    canvas = window.panels.canvas
    sync, viewer = canvas.sync, canvas.viewer
    assert sync.graph_id == graph.id == window.document.graph_id
    assert set(sync.nodes) == set(graph.nodes) == set(canvas._canvas.model.nodes)
    frozen = frozen_of(project, window.panels.stages.shown.index)
    cold = frozen.layers.get(graph.id, ())
    for id, item in sync.nodes.items():
        known, problems = sync._known.get(id), sync._problems.get(id, ())
        assert item.card == replace(
            card_of(project, graph, id, known, problems),
            heat=item.card.heat,
            frozen=frozen.words if graph.nodes[id].layer in cold else "",
        )
        assert tuple(item.xy_pos) == graph.positions[id]
        assert tuple(p.place for p in item.inputs) == item.card.ports.inputs
        outputs = range(len(item.card.ports.outputs))
        assert [p.output for p in item.outputs] == list(outputs)
        assert set(item.childItems()) == {*item.inputs, *item.outputs}
    assert set(sync.edges) == set(graph.edges())
    for edge, item in sync.edges.items():
        assert item.edge == edge
        begin, end = item.path().elementAt(0), item.path().currentPosition()
        assert (begin.x, begin.y) == item.output_port.scenePos().toTuple()
        assert end == item.input_port.scenePos()
        assert item in item.input_port.connected_pipes
        assert item in item.output_port.connected_pipes
        assert not item.is_left
    assert set(viewer.all_nodes()) == set(sync.nodes.values())
    assert {e for e in viewer.all_pipes() if e.isVisible()} == set(sync.edges.values())
    assert not viewer.is_drawing
    assert not viewer.LMB_state


def assert_annotations(window) -> None:
    """Asserts that frames and notes are where the graph has them."""
    graph, viewer = window.document.graph, window.panels.canvas.viewer
    boxes = {**graph.frames, **graph.notes}
    assert set(viewer.annotations) == set(boxes)
    for id, item in viewer.annotations.items():
        assert item.scene() is viewer.scene()
        assert item.annotation == boxes[id]
        assert item.place() == annotations.rect_of(boxes[id])


def assert_selection(window) -> None:
    """Asserts that all who speak of the selection mean the same, which is there."""
    graph, canvas = window.document.graph, window.panels.canvas
    selected = canvas.selected()
    assert set(selected) <= set(graph.nodes)
    assert canvas._selected == selected
    assert set(canvas.order.nodes) == set(selected)
    assert list(window.panels.inspector._selection) == selected
    calls = {id for node in selected for id in graph.calls[graph.nodes[node].layer]}
    lit = {id for id, item in canvas.sync.nodes.items() if item.is_sibling}
    assert lit == calls - set(selected)


def assert_tabs(window) -> None:
    """Asserts that the open graphs exist, and that the one that is shown is open."""
    graphs, bar = window.document.project.graphs, window.panels.tabs
    ids = [id for id, _ in bar._titles]
    if not ids:  # nothing was opened yet
        assert window.document.graph_id == MAIN
        return
    assert ids[0] == MAIN
    assert tuple(ids) == window.graphs._opening.tabs
    assert len(set(ids)) == len(ids) == bar.tabs.count()
    for number, id in enumerate(ids):
        assert bar.tabs.tabText(number) == graphs[id].name.replace("&", "&&")
    assert ids[bar.tabs.currentIndex()] == window.document.graph_id
    for call in window.graphs.way:
        assert call.node in graphs[call.graph].nodes


def assert_history(window) -> None:
    """Asserts that title, menu and history panel tell of the same step."""
    document, panel = window.document, window.panels.history
    assert window.isWindowModified() == document.is_modified
    row = panel.model()._present
    labels = [panel.model().index(r).data() for r in range(panel.model().rowCount())]
    assert row == document.present
    assert labels == [step.label for step in document.steps]
    assert document.undo_label == (labels[row] if row else None)
    undo = window.actions_by_name["undo"]
    assert undo.isEnabled() == (row > 0)
    if row:
        assert undo.text() == f"&Undo {labels[row].replace('&', '&&')}"
    assert window.actions_by_name["redo"].isEnabled() == (row + 1 < len(labels))


def assert_problems(window) -> None:
    """Asserts that no problem is lost on its way from who found it to who reads."""
    analyst, project = window.analyst, window.document.project
    if not analyst._is_ready:
        problems = (*check(project), *check_training(project))
        found = worth_showing(Analysis(problems=problems), project)
        assert set(window.panels.problems._problems) == set(found.problems)
    sync, shown = window.panels.canvas.sync, window.document.graph_id
    for problem in sync._analysis.problems:
        if problem.graph == shown and problem.node in sync.nodes:
            assert problem.sentence in sync.nodes[problem.node].card.problems
