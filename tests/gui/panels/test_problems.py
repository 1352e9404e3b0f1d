"""The list of problems: named, in order, and a way to each place."""

import pytest
from sketch import Sketch

from kgraph.document.analysis import Problem
from kgraph.gui.panels import ProblemsPanel
from kgraph.gui.theme import LIGHT

WARNING = Problem(rule="w", message="Unused.", node="n1", severity="warning")
ERROR = Problem(rule="e", message="Wrong.", node="n2", expected="2D", received="4D")
GENERAL = Problem(rule="g", message="There is no Output.")


@pytest.fixture
def panel(qtbot, theme):
    panel = ProblemsPanel(theme)
    qtbot.addWidget(panel)
    return panel


def rows(panel):
    return [(item.text(0), item.text(1)) for item in panel._items]


def test_errors_come_first_and_layers_are_named(panel, drawn):
    panel.show_problems((WARNING, ERROR, GENERAL), drawn.project)
    assert rows(panel) == [
        ("dense", "Wrong."),
        ("model", "There is no Output."),
        ("input", "Unused."),
    ]
    assert "Received: 4D" in panel._items[0].toolTip(1)
    assert panel.currentWidget() is panel._list


def test_a_problem_of_a_setting_is_placed_by_what_has_the_setting(panel, drawn):
    batch = Problem(rule="r", message="Too few.", setting="training.batch_size")
    panel.show_problems((batch,), drawn.project)
    assert rows(panel) == [("Training", "Too few.")]


def test_no_problems_is_good_news(panel, drawn):
    panel.show_problems((ERROR,), drawn.project)
    panel.show_problems((), drawn.project)
    assert panel.currentWidget() is panel._none


def test_a_click_leads_to_the_node(panel, drawn, qtbot):
    panel.show_problems((WARNING, ERROR), drawn.project)
    with qtbot.waitSignal(panel.jump_requested) as jump:
        panel._list.itemClicked.emit(panel._items[0], 1)
    assert jump.args == ["main", "n2"]
    with qtbot.waitSignal(panel.jump_requested) as jump:
        panel.select(WARNING)
    assert jump.args == ["main", "n1"]


def test_a_click_leads_to_the_setting(panel, drawn, qtbot):
    batch = Problem(rule="r", message="Too few.", setting="training.batch_size")
    panel.show_problems((batch,), drawn.project)
    with qtbot.waitSignal(panel.setting_requested) as wish:
        panel._list.itemClicked.emit(panel._items[0], 1)
    assert wish.args == ["training.batch_size"]


def test_a_problem_of_the_whole_graph_leads_nowhere(panel, drawn, qtbot):
    panel.show_problems((GENERAL,), drawn.project)
    with qtbot.assertNotEmitted(panel.jump_requested):
        panel.select(GENERAL)


def test_a_problem_of_a_node_that_is_gone_is_still_listed(panel, drawn):
    gone = Problem(rule="e", message="Wrong.", node="n99")
    panel.show_problems((gone,), drawn.project)
    panel.set_theme(LIGHT)
    assert rows(panel) == [("model", "Wrong.")]


def test_a_problem_in_a_submodel_names_it(panel):
    inner = Sketch("encoder", "g1")
    node = inner.add("Dense")
    problem = Problem(rule="r", message="No.", graph="g1", node=node)
    panel.show_problems((problem,), Sketch().project(inner))
    assert panel._items[0].text(0) == "encoder \u203a dense"
