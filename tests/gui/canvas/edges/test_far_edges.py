"""Edges that are seen from afar: painted by one item, and the same to the eye."""

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication, QGraphicsItem

from kgraph.document import edits

FAR = 0.2


@pytest.fixture
def canvas(show, chained):
    """Two nodes with a long edge between them, in the middle of the canvas."""
    graph, ids = chained("Input", "Dense")
    canvas = show(edits.move(graph, {ids[1]: (0.0, 1500.0)}))
    canvas.ids = ids
    canvas.panel.viewer.zoom_to_nodes(canvas.items.values())
    canvas.panel.viewer.zoom_to(FAR)
    QApplication.processEvents()
    return canvas


def look(canvas) -> QColor:
    """Returns what is seen in the middle of the edge."""
    viewer = canvas.panel.viewer
    path = canvas.edge(*canvas.ids).path()
    point = viewer.mapFromScene(path.pointAtPercent(0.5))
    picture = viewer.viewport().grab().toImage()
    seen = [picture.pixelColor(point.x() + dx, point.y()) for dx in range(-2, 3)]
    ground = picture.pixelColor(5, 5)
    return max(seen, key=lambda color: abs(color.lightness() - ground.lightness()))


def paints_itself(canvas) -> bool:
    edge = canvas.edge(*canvas.ids)
    return not edge.flags() & QGraphicsItem.GraphicsItemFlag.ItemHasNoContents


def test_each_paints_itself_again_from_near(canvas):
    assert not paints_itself(canvas)
    canvas.panel.viewer.zoom_to(0.5)
    assert paints_itself(canvas)


def test_an_edge_is_seen_where_it_is_now_and_not_where_it_was(canvas):
    ground = QColor(canvas.panel.viewer.viewport().grab().toImage().pixelColor(5, 5))
    assert look(canvas).lightness() > ground.lightness() + 40
    canvas.document.edit_graph(
        "", lambda g: edits.move(g, {canvas.ids[0]: (900.0, 0.0)})
    )
    QApplication.processEvents()
    assert look(canvas).lightness() > ground.lightness() + 40


def test_an_edge_that_has_gone_is_not_painted(canvas):
    edge = canvas.edge(*canvas.ids)
    point = canvas.panel.viewer.mapFromScene(edge.path().pointAtPercent(0.5))
    canvas.document.edit_graph("", lambda g: edits.delete(g, [canvas.ids[0]]))
    QApplication.processEvents()
    picture = canvas.panel.viewer.viewport().grab().toImage()
    assert picture.pixelColor(point).lightness() < 60


def test_the_edges_of_a_selected_node_are_lit(canvas):
    before = look(canvas)
    canvas.panel.select([canvas.ids[1]])
    assert look(canvas) != before
