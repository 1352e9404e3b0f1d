"""The view is zoomed, panned and brought to what is asked for."""

import pytest
from keyboard import NONE, keys
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


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


def test_a_node_is_shown_in_the_middle(show, chained):
    graph, ids = chained("Input", *["Dense"] * 30)
    canvas = show(graph)
    canvas.panel.show_node(ids[-1])
    viewer = canvas.panel.viewer
    middle = viewer.mapToScene(viewer.viewport().rect().center())
    assert (middle - canvas.middle(ids[-1])).manhattanLength() < 4
    assert canvas.panel.selected() == [ids[-1]]


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
