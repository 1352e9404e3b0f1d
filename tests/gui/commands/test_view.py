"""What is placed comes to where a person looks, whole if it can."""

import pytest
from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QCursor
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView

from kgraph.document import edits
from kgraph.document.graph import Graph
from kgraph.gui.canvas.nodes.geometry import HEIGHT, WIDTH
from kgraph.gui.commands.view import way_into_view


@pytest.fixture
def viewer(qtbot, monkeypatch):
    """Shows the scene from (0, 0) to (800, 600); the cursor is elsewhere."""
    scene = QGraphicsScene(QRectF(0, 0, 800, 600))
    viewer = QGraphicsView(scene)
    viewer.kept = scene
    viewer.setFrameShape(QGraphicsView.Shape.NoFrame)
    viewer.resize(800, 600)
    qtbot.addWidget(viewer)
    point_at(monkeypatch, viewer, -5, -5)
    return viewer


def point_at(monkeypatch, viewer, x: int, y: int) -> None:
    place = viewer.mapToGlobal(QPoint(x, y))
    monkeypatch.setattr(QCursor, "pos", lambda: place)


def part(*places: tuple[float, float]) -> Graph:
    graph = Graph("main", "model")
    for place in places:
        graph, _ = edits.add(graph, "Dense", place)
    return graph


def test_what_is_seen_stays_where_it_is(viewer):
    assert way_into_view(viewer, part((0, 0), (500, 500))) == (0, 0)


def test_what_is_far_comes_into_the_middle_or_to_the_cursor(viewer, monkeypatch):
    far = part((9_000, 0))
    middle = (400 - 9_000 - WIDTH / 2, 300 - HEIGHT / 2)
    assert way_into_view(viewer, far) == pytest.approx(middle, abs=1)
    point_at(monkeypatch, viewer, 300, 200)
    assert way_into_view(viewer, far) == (300 - 9_000 - WIDTH / 2, 200 - HEIGHT / 2)


def test_nothing_of_it_is_cut_off_if_there_is_room(viewer, monkeypatch):
    point_at(monkeypatch, viewer, 790, 10)
    assert way_into_view(viewer, part((700, 0))) == (800 - WIDTH - 700, 0)


def test_what_is_larger_than_the_view_is_seen_in_its_middle(viewer):
    assert way_into_view(viewer, part((-900, 0), (1_600, 500))) == (0, 0)
    x, _ = way_into_view(viewer, part((10_000, 0), (12_000, 500)))
    assert x == pytest.approx(400 - 11_000 - WIDTH / 2, abs=1)
