"""Layers that do not train look so, near and far."""

import pytest
from PySide6.QtCore import QEvent, QPointF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QGraphicsSceneHoverEvent, QStyleOptionGraphicsItem

from kgraph.document.analysis import Analysis, Problem
from kgraph.gui.canvas.style import Style
from kgraph.gui.theme import DARK, LIGHT

WORDS = "Frozen: it does not train."


def picture(item, scale: float) -> QImage:
    image = QImage(400, 200, QImage.Format.Format_RGB32)
    image.fill(item.look.theme.window)
    painter = QPainter(image)
    painter.translate(20, 20)
    painter.scale(scale, scale)
    item.paint(painter, QStyleOptionGraphicsItem())
    painter.end()
    return image


@pytest.fixture
def frozen(show, chained):
    graph, (a, b, _) = chained("Dense", "Dense", "Dense")
    canvas = show(graph)
    layer = canvas.graph.nodes[b].layer
    canvas.panel.show_frozen({"main": frozenset({layer})}, WORDS)
    return canvas, canvas.items[a], canvas.items[b]


@pytest.mark.parametrize("scale", [0.2, 0.35, 0.5, 1.0])
def test_a_frozen_node_looks_other_than_its_equal(frozen, scale: float):
    _, warm, cold = frozen
    cold.show_card(cold.card, cold.direction)
    assert picture(warm, scale) != picture(cold, scale)


@pytest.mark.parametrize("theme", [DARK, LIGHT])
def test_its_ground_is_cooler_and_its_text_can_be_read(theme):
    style = Style(theme)
    ground = style.frozen.color()
    warm = style.theme.surface
    assert ground.blue() - ground.red() > warm.blue() - warm.red()
    contrast = abs(ground.lightness() - theme.text.lightness())
    assert contrast > 150


def test_the_tooltip_says_why(frozen):
    _, warm, cold = frozen
    for item in (warm, cold):
        event = QGraphicsSceneHoverEvent(QEvent.Type.GraphicsSceneHoverEnter)
        event.setPos(QPointF(5, 5))
        item.hoverEnterEvent(event)
    assert cold.toolTip().endswith(WORDS)
    assert "Frozen" not in warm.toolTip()


def test_what_trains_again_is_as_before(frozen):
    canvas, warm, cold = frozen
    canvas.panel.show_frozen({}, "")
    assert cold.card.frozen == ""
    assert warm.card.frozen == ""


def test_what_is_said_of_it_follows_the_stage(frozen):
    canvas, _, cold = frozen
    canvas.panel.show_frozen(
        {"main": frozenset({canvas.graph.nodes[cold.id].layer})}, "Frozen in stage 2."
    )
    assert cold.card.frozen == "Frozen in stage 2."


def test_a_problem_is_seen_through_the_frost(frozen):
    canvas, _, cold = frozen
    error = Problem("odd", "Wrong.", node=cold.id)
    canvas.panel.show_analysis(Analysis(problems=(error,)))
    assert cold.card.frozen
    assert cold.card.severity == "error"
    far = picture(cold, 0.2)
    assert far.pixelColor(24, 24) == DARK.error
