"""States of a node can be told apart by shape, not by colour alone, at every scale."""

from itertools import combinations

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from kgraph.document.analysis import Analysis, Problem

FAR, CLOSE = 0.2, 1.0
MARGIN = 14  # pixels around a node in which its state may be seen


@pytest.fixture
def picture(show, chained):
    """Returns what one node looks like at a scale, in shades of grey."""

    def take(scale: float, state: str) -> QImage:
        graph, ids = chained("Input", "Dense")
        canvas = show(graph)
        node = ids[1]
        if state in ("error", "warning"):
            problem = Problem("rule", "Odd.", node=node, severity=state)
            canvas.panel.show_analysis(Analysis(problems=(problem,)))
        canvas.panel.viewer.zoom_to(scale)
        item = canvas.items[node]
        if state == "selected":
            canvas.panel.select([node])
        item.is_found = state == "found"
        item.update()
        QApplication.processEvents()
        viewer = canvas.panel.viewer
        area = viewer.mapFromScene(item.sceneBoundingRect()).boundingRect()
        room = QRect(area.topLeft(), area.size()).adjusted(-MARGIN, -MARGIN, 0, 0)
        shot = viewer.viewport().grab(room.adjusted(0, 0, MARGIN, MARGIN)).toImage()
        return shot.convertToFormat(QImage.Format.Format_Grayscale8)

    return take


@pytest.mark.parametrize("scale", [FAR, CLOSE])
def test_states_differ_without_colour(picture, scale):
    states = ("plain", "selected", "found", "error", "warning")
    pictures = {state: picture(scale, state) for state in states}
    for one, other in combinations(states, 2):
        if scale == FAR and {one, other} == {"error", "warning"}:
            continue  # the one mark says: come nearer
        assert differing(pictures[one], pictures[other]) > 12, (one, other)


def differing(one: QImage, other: QImage) -> int:
    """Returns how many pixels are clearly lighter or darker."""
    assert one.size() == other.size()
    return sum(
        abs(one.pixelColor(x, y).lightness() - other.pixelColor(x, y).lightness()) > 40
        for x in range(one.width())
        for y in range(one.height())
    )
