"""The whole drawing in a corner; a press brings the view there."""

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kgraph.document import edits
from kgraph.document.arranging import annotations
from kgraph.gui.canvas.annotations.tones import Tones
from kgraph.gui.canvas.sight.minimap import Minimap
from kgraph.gui.settings import settings
from kgraph.gui.theme import DARK, LIGHT

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def canvas(show, chained):
    """A drawing that is larger than the canvas."""
    return show(chained("Input", *["Dense"] * 40)[0])


@pytest.fixture
def minimap(canvas):
    minimap = Minimap(canvas.panel, canvas.document, DARK)
    QApplication.processEvents()
    return minimap


@pytest.fixture
def paintings(minimap, monkeypatch):
    """Counts how often the nodes are painted."""
    made = []
    paint = minimap._paint_nodes
    monkeypatch.setattr(minimap, "_paint_nodes", lambda: made.append(1) or paint())
    return made


def color_at(minimap, point: QPointF):
    return (
        minimap.grab()
        .toImage()
        .pixelColor(point.toPoint() * minimap.devicePixelRatio())
    )


def middle_on_map(canvas, minimap, node) -> QPointF:
    return minimap._from_scene(canvas.items[node].sceneBoundingRect()).center()


def test_nodes_are_blocks_of_their_categories_colours(canvas, minimap):
    canvas.panel.zoom_to_fit()
    for node, category in (("n1", "input and output"), ("n20", "core")):
        color = color_at(minimap, middle_on_map(canvas, minimap, node))
        assert color.name() == DARK.category(category).name()
    minimap.set_theme(LIGHT)
    color = color_at(minimap, middle_on_map(canvas, minimap, "n1"))
    assert color.name() == LIGHT.category("input and output").name()


def test_a_press_moves_the_view_there(canvas, minimap):
    for node in ("n40", "n3"):
        point = middle_on_map(canvas, minimap, node)
        QTest.mouseClick(minimap, LEFT, pos=point.toPoint())
        assert canvas.panel.viewer.seen.contains(canvas.middle(node))
    assert canvas.panel.selected() == []


def test_the_frame_is_dragged_by_where_it_is_held(canvas, minimap):
    viewer = canvas.panel.viewer
    start = minimap._seen().center().toPoint() + QPoint(1, 4)
    before = viewer.seen.center()
    QTest.mousePress(minimap, LEFT, pos=start)
    assert (viewer.seen.center() - before).manhattanLength() < 1
    QTest.mouseMove(minimap, start + QPoint(0, 30))
    QTest.mouseRelease(minimap, LEFT, pos=start + QPoint(0, 30))
    moved = viewer.seen.center() - before
    assert moved.y() == pytest.approx(30 / minimap._scale(), rel=0.02)
    assert moved.x() == pytest.approx(0, abs=1)


def test_panning_and_zooming_paint_no_node_again(canvas, minimap, paintings):
    minimap.grab()
    viewer = canvas.panel.viewer
    for step in range(20):
        viewer.center_at(QPointF(0, 40 * step))
        viewer.zoom_to(1.0 + step / 20)
        minimap.grab()
    assert len(paintings) <= 1


def test_an_edit_is_painted_once_it_has_settled(canvas, minimap, paintings, qtbot):
    minimap.grab()
    del paintings[:]
    for x in range(10):
        canvas.document.edit_graph(
            "Move", lambda g, x=x: edits.move(g, {"n2": (900.0 + x, 0.0)})
        )
    qtbot.waitUntil(lambda: not minimap._pause.isActive())
    color = color_at(minimap, middle_on_map(canvas, minimap, "n2"))
    canvas.panel.zoom_to_fit()
    assert len(paintings) == 1
    assert color.name() != DARK.surface.name()


def test_an_empty_drawing_has_none(canvas, minimap, qtbot):
    assert minimap.isVisible()
    nodes = list(canvas.graph.nodes)
    canvas.document.edit_graph("Delete", lambda g: edits.delete(g, nodes))
    qtbot.waitUntil(lambda: not minimap.isVisible())
    canvas.document.undo()
    qtbot.waitUntil(minimap.isVisible)


def test_steps_aside_where_there_is_no_room(canvas, minimap):
    canvas.panel.resize(400, 300)
    QApplication.processEvents()
    assert not minimap.isVisible()
    canvas.panel.resize(700, 500)
    QApplication.processEvents()
    assert minimap.isVisible()
    assert canvas.panel.rect().contains(minimap.geometry())
    assert minimap.width() < 700 / 4


def test_the_person_s_choice_is_remembered(canvas, minimap):
    minimap.toggle()
    assert not minimap.isVisible()
    assert str(settings().value("minimap")) == "false"
    other = Minimap(canvas.panel, canvas.document, DARK)
    assert not other.is_wanted
    assert not other.isVisible()
    minimap.toggle()
    assert minimap.isVisible()


def test_frames_are_behind_nodes(canvas, minimap):
    box = (-400.0, 200.0, 350.0, 800.0)
    canvas.document.edit_graph("Add", lambda g: annotations.add_frame(g, box)[0])
    (id,) = canvas.graph.frames
    canvas.document.edit_graph("Color", lambda g: annotations.recolor(g, [id], "pink"))
    minimap.refresh()
    place = minimap._from_scene(QRectF(-120, 500, 20, 20)).center()
    tones = Tones(DARK, "pink")
    shown = minimap._paint_nodes().toImage()
    at = place.toPoint() * minimap.devicePixelRatio()
    assert shown.pixelColor(at).name() == tones.title.color().name()


def test_hides_while_the_whole_drawing_is_in_view(canvas, minimap):
    canvas.panel.zoom_to_fit()
    assert not minimap.isVisible()
    canvas.panel.viewer.zoom_to(1.0)
    assert minimap.isVisible()


def test_stays_under_the_hand_that_drags_it(canvas, minimap):
    viewer = canvas.panel.viewer
    place = minimap._seen().center().toPoint()
    QTest.mousePress(minimap, LEFT, pos=place)
    canvas.panel.zoom_to_fit()
    assert minimap.isVisible()
    QTest.mouseRelease(minimap, LEFT, pos=place)
    assert viewer.seen.contains(minimap._bounds)
    assert not minimap.isVisible()
