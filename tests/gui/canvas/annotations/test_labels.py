"""Seen from afar, the titles of frames are as large as text, and none hides another."""

from itertools import combinations

import pytest
from PySide6.QtCore import QPointF
from PySide6.QtGui import QTransform
from PySide6.QtWidgets import QApplication

from kgraph.document.arranging import annotations, framing
from kgraph.gui.canvas.annotations.labels import labels


@pytest.fixture
def canvas(show, chained):
    """Frames one in the other, titles at the same height, and one beside them."""
    graph, ids = chained("Input", "Dense", "Dense", "Dense")
    graph, inner = framing.add_frame_around(graph, ids, [], {}, "Inner")
    graph, outer = framing.add_frame_around(graph, [], [inner], {}, "Outer")
    graph, _ = annotations.add_frame(graph, (900, 0, 90, 600), "Narrow")
    graph = annotations.recolor(graph, [outer], "blue")
    return show(graph)


def shown(canvas, scale):
    items = sorted(canvas.panel.viewer.annotations.values(), key=lambda i: i.zValue())
    return {x.title: x for x in labels(items, QTransform.fromScale(scale, scale))}


def test_titles_do_not_hide_each_other(canvas):
    for scale in (0.5, 0.3, 0.2):
        found = shown(canvas, scale)
        assert {"Inner", "Outer"} <= set(found)
        for one, other in combinations(found.values(), 2):
            assert not one.rect.intersects(other.rect)


def test_titles_are_as_high_as_text_at_any_scale(canvas):
    heights = [shown(canvas, s)["Outer"].rect.height() for s in (0.5, 0.3, 0.2)]
    assert min(heights) >= 12
    assert max(heights) <= 24


def test_what_is_too_narrow_has_no_title(canvas):
    assert "Narrow" not in shown(canvas, 0.3)


def test_a_title_is_painted_over_nodes(canvas):
    viewer = canvas.panel.viewer
    viewer.zoom_to(0.3)
    viewer.centerOn(QPointF(0, 0))
    QApplication.processEvents()
    rect = shown(canvas, viewer.zoom)["Outer"].rect
    item = viewer.annotations["f6"]
    corner = viewer.mapFromScene(item.pos())
    point = corner + (rect.topLeft() + QPointF(3, 3)).toPoint()
    point -= (item.pos() * viewer.zoom).toPoint()
    picture = viewer.viewport().grab().toImage()
    assert picture.pixelColor(point) == item.tones.color
    canvas.document.edit_graph("Remove", lambda g: annotations.remove(g, ["f6"]))
    assert viewer.viewport().grab().toImage().pixelColor(point) != item.tones.color
