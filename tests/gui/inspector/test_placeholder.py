"""A placeholder tells what it stands for."""

import pytest

from kgraph.document.graph import Layer
from kgraph.gui.inspector.placeholder import FOREIGN, UNKNOWN, PlaceholderPanel

ORIGIN = {"module": "mylib.layers", "registered_name": "mylib>Gate"}


@pytest.fixture
def panel(qtbot):
    panel = PlaceholderPanel()
    qtbot.addWidget(panel)
    return panel


def test_it_says_where_the_layer_came_from(panel):
    panel.show_layer(Layer("l1", "Gate", "gate", {"rate": 0.5}, origin=ORIGIN))
    assert panel.about.text() == FOREIGN
    assert panel.facts == ["mylib.layers", "mylib>Gate"]
    assert '"rate": 0.5' in panel.config.toPlainText()
    assert panel.config.isReadOnly()


def test_it_shows_one_layer_after_the_other(panel):
    panel.show_layer(Layer("l1", "Gate", "gate", {"rate": 0.5}, origin=ORIGIN))
    panel.show_layer(Layer("l2", "Gate", "gate_1"))
    assert panel.about.text() == UNKNOWN
    assert panel.facts == []
    assert panel.config.isHidden()


def test_markup_in_a_file_is_no_markup(panel):
    panel.show_layer(Layer("l1", "Gate", "gate", origin={"module": "<b>x</b>"}))
    assert panel.facts == ["<b>x</b>"]
