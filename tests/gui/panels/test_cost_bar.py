import pytest
from PySide6.QtCore import Qt

from kgraph.document.analysis import GraphAnalysis
from kgraph.gui.panels.cost_bar import CostBar

KNOWN = GraphAnalysis({}, 25_000_000, 600_000, 102_400_000, 3_900_000_000, 40_000)


@pytest.fixture
def bar(qtbot):
    bar = CostBar()
    qtbot.addWidget(bar)
    bar.show_costs(KNOWN, 32)
    return bar


@pytest.fixture
def chosen(bar):
    measures = []
    bar.measure_chosen.connect(measures.append)
    return measures


def test_it_sums_up_what_the_graph_costs(bar):
    assert "25.6 M parameters" in bar.text
    assert "102 MB weights" in bar.text
    assert "3.9 G multiply-adds" in bar.text
    assert "1.28 MB activations" in bar.text, "of a batch of 32"


def test_it_is_silent_while_nothing_is_known(bar):
    bar.show_costs(None, 32)
    assert bar.text == ""


def test_a_click_heats_by_one_measure_and_one_more_cools(bar, chosen, qtbot):
    buttons = bar._buttons
    for measure in ("parameters", "activations", "activations"):
        qtbot.mouseClick(buttons[measure], Qt.MouseButton.LeftButton)
    assert chosen == ["parameters", "activations", None]
    assert not any(button.isChecked() for button in buttons.values())


def test_the_measures_come_one_after_the_other(bar, chosen):
    for _ in range(5):
        bar.choose_next()
    assert chosen == ["parameters", "multiply_adds", "activations", None, "parameters"]
