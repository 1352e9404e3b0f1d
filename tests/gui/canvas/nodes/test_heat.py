"""What each node costs, by colour and in numbers."""

import pytest
from PySide6.QtWidgets import QApplication

from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Tensor
from kgraph.gui.canvas.nodes.heat import MEASURES, cost
from kgraph.gui.canvas.style import Style
from kgraph.gui.theme import DARK, LIGHT

DEAR = NodeAnalysis(
    (Tensor((None, 50)),), 9_000, 1_000, 40_000, multiply_adds=8, activation_bytes=200
)
CHEAP = NodeAnalysis(
    (Tensor((None, 5)),), 100, 0, 400, multiply_adds=None, activation_bytes=20
)


@pytest.fixture
def canvas(show, chained):
    graph, (_, first, second) = chained("Input", "Dense", "Dense")
    canvas = show(graph)
    canvas.dear, canvas.cheap = first, second
    known = {first: DEAR, second: CHEAP}
    canvas.panel.show_analysis(Analysis({"main": GraphAnalysis(known)}))
    return canvas


def test_what_a_node_costs_by_each_measure():
    assert [cost(DEAR, measure) for measure in MEASURES] == [10_000, 8, 200]
    assert [cost(CHEAP, measure) for measure in MEASURES] == [100, 0, 20]


def test_nodes_are_heated_by_their_share_and_say_what_they_cost(canvas):
    canvas.panel.show_heat("parameters")
    assert canvas.items[canvas.dear].card.heat == 1
    assert canvas.items[canvas.cheap].card.heat == pytest.approx(0.1)
    canvas.panel.show_heat("activations")
    assert canvas.items[canvas.cheap].card.parameters == "20 B"


def test_a_node_that_costs_nothing_stays_cold(canvas):
    canvas.panel.show_heat("multiply_adds")
    assert canvas.items[canvas.cheap].card.heat == 0
    assert canvas.items[canvas.cheap].card.parameters == ""


def test_without_a_measure_nodes_look_as_ever(canvas):
    before = {id: item.card for id, item in canvas.items.items()}
    canvas.panel.show_heat("parameters")
    canvas.panel.show_heat(None)
    assert {id: item.card for id, item in canvas.items.items()} == before


def test_heat_is_seen(canvas):
    def color():
        QApplication.processEvents()
        viewer = canvas.panel.viewer
        corner = canvas.items[canvas.dear].sceneBoundingRect().center()
        return (
            viewer.viewport().grab().toImage().pixelColor(viewer.mapFromScene(corner))
        )

    before = color()
    canvas.panel.show_heat("parameters")
    assert color() != before


def luminance(color) -> float:
    parts = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in color.getRgbF()[:3]
    )
    red, green, blue = parts
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=["dark", "light"])
@pytest.mark.parametrize("heat", [0.0, 0.25, 0.5, 0.75, 1.0])
def test_the_type_can_be_read_on_every_ground(qapp, theme, heat):
    ground = Style(theme).heat(heat).color()
    light, dark = sorted((luminance(ground), luminance(theme.text)), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
