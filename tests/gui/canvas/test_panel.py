"""Nodes are selected, moved, deleted, dropped and searched for."""

import gc
import weakref
from itertools import pairwise

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.document.analysis import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    Problem,
    Tensor,
)
from kgraph.document.graph import Edge, Port, Source
from kgraph.gui import mime
from kgraph.gui.canvas import CanvasPanel
from kgraph.gui.canvas.node_painter import Texts
from kgraph.gui.canvas.style import Style
from kgraph.gui.document import Document
from kgraph.gui.theme import DARK, LIGHT

NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


def drop(canvas, operation: str, point: QPointF) -> None:
    data = QMimeData()
    data.setData(mime.OPERATION, operation.encode())
    at = canvas.mouse.at(point)
    arguments = (Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, NONE)
    viewport = canvas.panel.viewer.viewport()
    for event in (
        QDragEnterEvent(at, *arguments),
        QDragMoveEvent(at, *arguments),
        QDropEvent(QPointF(at), *arguments),
    ):
        QApplication.sendEvent(viewport, event)


def keys(canvas, key, modifiers=NONE) -> None:
    QTest.keyClick(canvas.panel.viewer, key, modifiers)
    QApplication.processEvents()


def wheel(canvas, turns: int, at: QPoint) -> None:
    viewport = canvas.panel.viewer.viewport()
    event = QWheelEvent(
        QPointF(at),
        QPointF(viewport.mapToGlobal(at)),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        NONE,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(viewport, event)


def test_a_click_selects_and_tells(show, chained, qtbot):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    with qtbot.waitSignal(canvas.panel.selection_changed) as told:
        canvas.mouse.click(canvas.middle(a))
    assert told.args == [[a]]
    canvas.mouse.click(canvas.middle(b))
    assert canvas.panel.selected() == [b]


@pytest.mark.parametrize("modifier", [SHIFT, CONTROL])
def test_a_click_with_shift_or_control_toggles(show, chained, modifier):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.mouse.click(canvas.middle(a))
    canvas.mouse.click(canvas.middle(b), modifier)
    assert canvas.panel.selected() == [a, b]
    canvas.mouse.click(canvas.middle(a), modifier)
    assert canvas.panel.selected() == [b]


def test_a_rubber_band_selects_what_it_touches_and_tells(show, chained):
    graph, (a, b, _) = chained("Input", "Dense", "Dense")
    canvas = show(graph)
    told = []
    canvas.panel.selection_changed.connect(told.append)
    canvas.mouse.drag(QPointF(-40, -30), canvas.middle(b) + QPointF(90, 0))
    assert canvas.panel.selected() == [a, b]
    assert told[-1] == [a, b]


def test_a_click_on_empty_canvas_selects_nothing(show, chained):
    graph, (a, _) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.panel.select([a])
    canvas.mouse.click(QPointF(-100, 50))
    assert canvas.panel.selected() == []


def test_select_all_tells_once(show, chained):
    graph, ids = chained("Input", *["Dense"] * 5)
    canvas = show(graph)
    told = []
    canvas.panel.selection_changed.connect(told.append)
    keys(canvas, Qt.Key.Key_A, CONTROL)
    assert told == [ids]


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
    assert len(canvas.panel._sync.edges) == 2


def test_several_edges_of_a_many_port_are_deleted_at_once(show, placed):
    graph, (a, b, c, d) = placed("Input", "Input", "Input", "Add")
    for index, source in enumerate((a, b, c)):
        graph = edits.connect(graph, Source(source), Port(d, "inputs", index))
    canvas = show(graph)
    canvas.edge(a, d).setSelected(True)
    canvas.edge(b, d).setSelected(True)
    canvas.panel.delete_selected()
    assert canvas.sources(d) == [c]


def test_an_operation_is_dropped_where_the_cursor_is(show, placed):
    canvas = show(placed("Input")[0])
    drop(canvas, "Dense", QPointF(300, 200))
    (id,) = [n for n in canvas.graph.nodes if canvas.graph.layer_of(n).type == "Dense"]
    assert (canvas.middle(id) - QPointF(300, 200)).manhattanLength() < 2
    assert canvas.panel.selected() == [id]
    assert canvas.document.undo_label == "Add Dense"


def test_an_operation_dropped_on_an_edge_is_put_into_it(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    graph = edits.move(graph, {b: (0.0, 300.0)})
    canvas = show(graph)
    drop(canvas, "Dropout", canvas.edge(a, b).path().pointAtPercent(0.5))
    new = list(canvas.graph.nodes)[-1]
    assert canvas.sources(new) == [a]
    assert canvas.sources(b) == [new]
    canvas.document.undo()
    assert canvas.graph == graph


def test_what_is_not_an_operation_is_not_taken(show, placed):
    canvas = show(placed("Input")[0])
    data = QMimeData()
    data.setText("Dense")
    event = QDragEnterEvent(
        QPoint(9, 9),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        NONE,
    )
    QApplication.sendEvent(canvas.panel.viewer.viewport(), event)
    assert not event.isAccepted()


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


def test_a_double_click_searches_and_enter_places(show, placed):
    canvas = show(placed("Input")[0])
    at = QPointF(300, 150)
    viewport = canvas.panel.viewer.viewport()
    QTest.mouseDClick(viewport, Qt.MouseButton.LeftButton, NONE, canvas.mouse.at(at))
    popup = canvas.panel._placing.popup
    assert popup.isVisible()
    QTest.keyClicks(popup.field, "dense")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    assert not popup.isVisible()
    assert [x.type for x in canvas.graph.layers.values()] == ["Input", "Dense"]


def test_tab_searches_and_what_is_placed_follows_the_selected_node(show, placed):
    graph, (a,) = placed("Input")
    canvas = show(graph)
    canvas.panel.select([a])
    keys(canvas, Qt.Key.Key_Tab)
    popup = canvas.panel._placing.popup
    assert popup.isVisible()
    first = popup.list.currentItem().text()
    QTest.keyClick(popup.field, Qt.Key.Key_Down)
    second = popup.list.currentItem().text()
    assert first != second
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    new = list(canvas.graph.nodes)[-1]
    assert canvas.graph.layer_of(new).type == second
    assert canvas.graph.targets[a][0].target.node == new


def test_escape_closes_the_search(show, placed):
    canvas = show(placed("Input")[0])
    keys(canvas, Qt.Key.Key_Tab)
    QTest.keyClick(canvas.panel._placing.popup.field, Qt.Key.Key_Escape)
    assert not canvas.panel._placing.popup.isVisible()
    assert len(canvas.graph.nodes) == 1


def test_an_edge_let_go_on_empty_canvas_searches_for_what_it_leads_to(show, placed):
    graph, (a, _) = placed("Input", "Dense")
    canvas = show(graph)
    canvas.mouse.drag(canvas.output(a), QPointF(400, 100))
    popup = canvas.panel._placing.popup
    assert popup.isVisible()
    QTest.keyClicks(popup.field, "Flatten")
    QTest.keyClick(popup.field, Qt.Key.Key_Return)
    new = list(canvas.graph.nodes)[-1]
    assert canvas.sources(new) == [a]


def test_an_operation_is_placed_behind_the_selected_node(show, placed):
    graph, (a,) = placed("Input")
    canvas = show(graph)
    canvas.panel.select([a])
    canvas.panel.add_operation("Flatten")
    new = list(canvas.graph.nodes)[-1]
    assert canvas.sources(new) == [a]
    assert canvas.items[new].y() > canvas.items[a].y() + canvas.items[a].height


def test_the_wheel_zooms_at_the_cursor_within_limits(show, chained):
    canvas = show(chained("Input", "Dense")[0])
    viewer = canvas.panel.viewer
    at = QPoint(200, 150)
    before = viewer.mapToScene(at)
    wheel(canvas, 2, at)
    assert viewer.zoom > 1.0
    assert (viewer.mapToScene(at) - before).manhattanLength() < 2
    for _ in range(60):
        wheel(canvas, 4, at)
    assert viewer.zoom <= 2.5
    for _ in range(90):
        wheel(canvas, -4, at)
    assert viewer.zoom >= 0.05


@pytest.mark.parametrize("way", ["middle", "space", "alt"])
def test_the_canvas_is_panned(show, chained, way):
    canvas = show(chained("Input", "Dense")[0])
    viewer, viewport = canvas.panel.viewer, canvas.panel.viewer.viewport()
    button = Qt.MouseButton.LeftButton
    modifier = NONE
    if way == "middle":
        button = Qt.MouseButton.MiddleButton
    elif way == "alt":
        modifier = Qt.KeyboardModifier.AltModifier
    else:
        QTest.keyPress(viewer, Qt.Key.Key_Space)
    before = viewer.mapToScene(QPoint(0, 0))
    QTest.mouseMove(viewport, QPoint(300, 200))
    QTest.mousePress(viewport, button, modifier, QPoint(300, 200))
    for x in range(310, 361, 10):
        QTest.mouseMove(viewport, QPoint(x, 200))
        QApplication.processEvents()
    QTest.mouseRelease(viewport, button, modifier, QPoint(360, 200))
    moved = viewer.mapToScene(QPoint(0, 0)) - before
    assert moved.x() == pytest.approx(-60 / viewer.zoom, abs=2)
    assert moved.y() == pytest.approx(0, abs=2)
    assert canvas.graph.positions["n1"] == (0.0, 0.0)


def test_a_resized_canvas_keeps_its_scale(show, chained):
    canvas = show(chained("Input", "Dense")[0])
    before = canvas.panel.viewer.zoom
    for size in ((700, 500), (1300, 400), (1000, 800)):
        canvas.panel.resize(*size)
        QApplication.processEvents()
    assert canvas.panel.viewer.zoom == pytest.approx(before)


def test_fit_shows_all_nodes(show, chained):
    canvas = show(chained("Input", *["Dense"] * 30)[0])
    keys(canvas, Qt.Key.Key_F)
    viewer = canvas.panel.viewer
    seen = viewer.mapToScene(viewer.viewport().rect()).boundingRect()
    assert all(seen.contains(i.sceneBoundingRect()) for i in canvas.items.values())


def test_tidy_is_one_step_and_turns_the_ports(show, placed):
    graph, (a, b) = placed("Input", "Dense")
    graph = edits.connect(graph, Source(a), Port(b, "inputs"))
    canvas = show(graph)
    canvas.panel.tidy("right")
    assert canvas.output(a).x() < canvas.input(b).x()
    assert canvas.output(a).y() == canvas.input(b).y()
    canvas.document.undo()
    assert canvas.graph == graph


def test_an_analysis_is_shown(show, chained):
    graph, (_, b) = chained("Input", "Dense")
    canvas = show(graph)
    node = NodeAnalysis((Tensor((None, 26, 26, 32)),), trainable=9248)
    problem = Problem("rule", "units must be positive.", node=b)
    canvas.panel.show_analysis(
        Analysis({"main": GraphAnalysis({b: node})}, problems=(problem,))
    )
    card = canvas.items[b].card
    assert card.shape == "26 × 26 × 32"
    assert card.parameters == "9.25 k"
    assert card.severity == "error"
    assert card.problems == ("units must be positive.",)


def test_a_node_is_shown_in_the_middle(show, chained):
    graph, ids = chained("Input", *["Dense"] * 30)
    canvas = show(graph)
    canvas.panel.show_node(ids[-1])
    viewer = canvas.panel.viewer
    middle = viewer.mapToScene(viewer.viewport().rect().center())
    assert (middle - canvas.middle(ids[-1])).manhattanLength() < 4
    assert canvas.panel.selected() == [ids[-1]]


def test_the_theme_can_be_changed(show, chained):
    canvas = show(chained("Input", "Dense")[0])
    canvas.panel.set_theme(LIGHT)
    image = canvas.panel.grab().toImage()
    assert image.pixelColor(3, 3).lightness() > 200


def test_a_layer_that_is_called_twice_says_so(show, placed):
    graph, (_, b) = placed("Input", "Dense")
    canvas = show(graph)
    layer = graph.nodes[b].layer
    canvas.document.edit_graph("Call", lambda g: edits.call(g, layer, (300, 0))[0])
    assert {i.card.calls for i in canvas.items.values()} == {1, 2}
    canvas.document.undo()
    assert canvas.items[b].card.calls == 1


def test_an_edge_says_what_it_carries(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    node = NodeAnalysis((Tensor((None, 8)),))
    canvas.panel.show_analysis(Analysis({"main": GraphAnalysis({a: node})}))
    point = canvas.edge(a, b).path().pointAtPercent(0.5)
    QTest.mouseMove(canvas.panel.viewer.viewport(), canvas.mouse.at(point))
    QApplication.processEvents()
    assert canvas.edge(a, b).toolTip() == "8  float32"


def test_the_canvas_is_collected_with_all_it_has_seen(qtbot, chained):
    graph, (a, b, c) = chained("Input", "Dense", "Dense")
    for _ in range(5):
        document = Document()
        panel = CanvasPanel(document, DARK)
        document.edit_graph("All", lambda _: graph)
        document.edit_graph("Less", lambda g: edits.delete(g, [b]))
        document.undo()
        panel.select([a, c])
        assert panel._canvas.undo_stack().count() == 0
        known = weakref.ref(panel)
        del panel, document
        gc.collect()
        QApplication.processEvents()
        assert known() is None


def test_an_edge_item_knows_its_edge(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    assert canvas.edge(a, b).edge == Edge(Source(a), Port(b, "inputs"))


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


def test_a_right_click_selects_what_its_menu_is_about(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.panel.select([a])
    canvas.mouse.press(canvas.middle(b), Qt.MouseButton.RightButton)
    canvas.mouse.release(canvas.middle(b), Qt.MouseButton.RightButton)
    assert canvas.panel.selected() == [b]
    canvas.panel.select_all()
    canvas.mouse.press(canvas.middle(b), Qt.MouseButton.RightButton)
    canvas.mouse.release(canvas.middle(b), Qt.MouseButton.RightButton)
    assert canvas.panel.selected() == [a, b]


def test_an_operation_does_not_cover_what_is_there(show, chained):
    graph, (a, _) = chained("Input", "Dense")
    canvas = show(graph)
    canvas.panel.select([a])
    canvas.panel.add_operation("Flatten")
    canvas.panel.select([a])
    canvas.panel.add_operation("Dropout")
    cards = [i.mapRectToScene(i.card_rect()) for i in canvas.items.values()]
    assert not any(x.intersects(y) for i, x in enumerate(cards) for y in cards[i + 1 :])


def test_an_edge_makes_room_for_what_is_put_into_it(show, chained):
    graph, (a, b, c) = chained("Input", "Dense", "Dense")
    canvas = show(graph)
    drop(canvas, "Dropout", canvas.edge(a, b).path().pointAtPercent(0.5))
    (new,) = canvas.panel.selected()
    tops = [canvas.items[n].y() for n in (a, new, b, c)]
    assert all(y - x > 80 for x, y in pairwise(tops))


def test_what_is_placed_outside_is_brought_into_view(show, chained):
    graph, ids = chained("Input", *["Dense"] * 20)
    canvas = show(graph)
    canvas.panel.select([ids[-1]])
    canvas.panel.add_operation("Flatten")
    (new,) = canvas.panel.selected()
    viewer = canvas.panel.viewer
    seen = viewer.mapToScene(viewer.viewport().rect()).boundingRect()
    assert seen.adjusted(-2, -2, 2, 2).contains(canvas.items[new].sceneBoundingRect())


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


def test_an_empty_canvas_is_shown_at_life_size(show, placed):
    canvas = show(placed()[0])
    assert canvas.panel.viewer.zoom == pytest.approx(1.0, abs=0.01)
    canvas.panel.add_operation("Input")
    assert len(canvas.items) == 1


def test_a_canvas_without_room_comes_back_at_its_scale(show, chained):
    canvas = show(chained("Input", "Dense")[0])
    before = canvas.panel.viewer.zoom
    canvas.panel.setMinimumSize(0, 0)
    for size in ((0, 0), (1, 300), (1000, 800)):
        canvas.panel.viewer.resize(*size)
        QApplication.processEvents()
    assert canvas.panel.viewer.zoom == pytest.approx(before, rel=0.05)


def test_edges_are_repainted_with_the_selection_of_their_nodes(show, chained):
    graph, (a, b) = chained("Input", "Dense")
    canvas = show(graph)
    point = canvas.mouse.at(canvas.edge(a, b).path().pointAtPercent(0.5))

    def color():
        QApplication.processEvents()
        return canvas.panel.viewer.viewport().grab().toImage().pixelColor(point)

    plain = color()
    canvas.panel.select([a])
    assert color() != plain
    canvas.panel.select([])
    assert color() == plain


def test_a_drawing_too_large_to_read_opens_at_its_beginning(show, chained):
    graph, ids = chained("Input", *["Dense"] * 60)
    viewer = show(graph).panel.viewer
    seen = viewer.mapToScene(viewer.viewport().rect()).boundingRect()
    assert viewer.zoom > 0.6
    assert seen.contains(QPointF(*graph.positions[ids[0]]))


def test_a_node_is_shown_where_it_can_be_read(show, chained):
    graph, ids = chained("Input", *["Dense"] * 60)
    canvas = show(graph)
    canvas.panel.zoom_to_fit()
    assert canvas.panel.viewer.zoom < 0.2
    canvas.panel.show_node(ids[30])
    viewer = canvas.panel.viewer
    middle = viewer.mapToScene(viewer.viewport().rect().center())
    assert viewer.zoom > 0.6
    assert (middle - canvas.middle(ids[30])).manhattanLength() < 10


def test_nothing_is_selected_in_another_project(show, chained):
    graph, ids = chained("Input", "Dense", "Dense")
    canvas = show(graph)
    canvas.panel.select([ids[1]])
    project = canvas.document.project
    other = replace(project, graphs={"main": edits.rename_graph(graph, "other")})
    canvas.document.replace(other)
    assert canvas.panel.selected() == []


def test_a_long_type_gets_a_smaller_headline_rather_than_an_end():
    style = Style(DARK)
    short = style.headline_for("Dense", 120.0)
    long = style.headline_for("MaxPooling2D", 120.0)
    assert long.pixelSize() < short.pixelSize()


@pytest.mark.parametrize(
    ("shape", "parameters"), [((None, 8, 64), "1.29 k"), ((None, *[1000] * 5), "")]
)
def test_half_as_large_a_node_says_its_shape_and_the_parameters_that_fit(
    show, chained, shape, parameters
):
    graph, (a,) = chained("Dense")
    canvas = show(graph)
    node = NodeAnalysis((Tensor(shape),), trainable=1290)
    canvas.panel.show_analysis(Analysis({"main": GraphAnalysis({a: node})}))
    lines = [text.text() for _, text in Texts(canvas.items[a]).lines]
    assert lines[0] == "Dense"
    assert lines[1].startswith(" × ".join(str(size) for size in shape[1:3]))
    assert lines[2] == parameters


def test_the_search_begins_with_what_people_look_for_first(show, placed):
    canvas = show(placed()[0])
    keys(canvas, Qt.Key.Key_Tab)
    list = canvas.panel._placing.popup.list
    assert [list.item(i).text() for i in range(3)] == ["Input", "Output", "Dense"]
