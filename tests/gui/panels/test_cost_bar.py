"""What a graph costs, at a glance, in as much room as there is."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMainWindow

from kgraph.document.analysis import GraphAnalysis
from kgraph.gui.panels.cost_bar import CostBar
from kgraph.gui.panels.status import Status
from kgraph.gui.theme import DARK

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


@pytest.mark.parametrize("width", [300, 480, 640, 900, 1400])
def test_no_window_is_too_narrow_for_it(qtbot, width):
    window, status = QMainWindow(), Status(DARK)
    qtbot.addWidget(window)
    window.setStatusBar(status)
    status.show_engine("Ready: TensorFlow, CPU")
    status.costs.show_costs(KNOWN, 32)
    window.resize(width, 200)
    window.show()
    QApplication.processEvents()
    assert window.width() == width
    shown = [part for part in status.costs._least_first if part.isVisible()]
    assert shown == status.costs._least_first[4 - len(shown) :], "the best stays"
    for part in shown:
        assert part.width() >= part.sizeHint().width()
        assert part.geometry().right() < status.costs.width()
    assert (len(shown) == 4) == (width >= 900)


def test_it_says_how_many_parameters_train(bar):
    bar.show_trained(12_810, ("Feature extraction: 12,810 train",))
    assert "25.6 M parameters, 12.8 k train" in bar.text
    tip = bar._buttons["parameters"].toolTip()
    assert "Feature extraction: 12,810 train" in tip
    bar.show_trained(None, ())
    assert "train" not in bar.text
