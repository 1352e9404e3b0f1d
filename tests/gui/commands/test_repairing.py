"""Where repairs are offered: the list, the inspector, the node's menu, Ctrl+."""

import pytest
from mistakes import MISTAKES
from PySide6.QtCore import Qt

from kgraph.document.analysis import Analysis, Problem
from kgraph.document.repairs import Repair
from kgraph.gui.panels.problems import REPAIR

MISTAKE = MISTAKES["a flat image"]
PROBLEM = Problem(rule="keras", message="Wrong rank.", node="n2")
REPAIRED = MISTAKES["an image without channels"].project
FIRST = Repair("Insert Reshape before 'conv2d'", lambda project: REPAIRED)
SECOND = Repair("Do something else", lambda project: REPAIRED)


@pytest.fixture
def offering(shown, qtbot):
    """A window whose mender has two repairs of the second node's problem."""
    shown.document.replace(MISTAKE.project)
    qtbot.wait(50)  # what replacing asks for comes with the next turn of the loop
    mender = shown.mender
    mender._base = shown.document.project
    mender._verdicts = {PROBLEM: [(FIRST, "sound"), (SECOND, "sound")]}
    shown.panels.problems.show_problems((PROBLEM,), shown.document.project)
    mender.changed.emit()
    return shown


def menu_texts(menu) -> list[str]:
    return [action.text() for action in menu.actions() if not action.isSeparator()]


def test_a_click_in_the_list_repairs(offering, qtbot):
    panel = offering.panels.problems
    row = panel._items[0].child(0)
    assert row.text(1) == FIRST.title
    with qtbot.waitSignal(offering.document.changed):
        rect = panel._list.visualItemRect(row)
        qtbot.mouseClick(
            panel._list.viewport(), Qt.MouseButton.LeftButton, pos=rect.center()
        )
    assert offering.document.project is REPAIRED
    assert FIRST.title in offering.panels.notice.text
    assert offering.document.undo_label == FIRST.title


def test_the_list_forgets_them_with_the_drawing(offering):
    offering.document.edit("Other", lambda project: REPAIRED)
    items = offering.panels.problems._items
    assert not any(item.childCount() for item in items)
    assert items[0].data(0, REPAIR) is None


def test_a_link_in_the_inspector_repairs(offering, qtbot):
    offering.panels.canvas.select(["n2"])
    offering.panels.inspector.show_analysis(Analysis(problems=(PROBLEM,)))
    header = offering.panels.inspector.page.header
    assert "Do something else" in header._problems.text()
    with qtbot.waitSignal(offering.document.changed):
        header._problems.linkActivated.emit("1")
    assert offering.document.undo_label == SECOND.title


def test_the_menu_of_the_node_offers_its_repairs(offering):
    menu = offering.repairing._menu
    assert not menu.menuAction().isVisible()
    offering.panels.canvas.select(["n2"])
    assert menu.menuAction().isVisible()
    assert menu.menuAction() in offering.panels.canvas.actions()
    menu.aboutToShow.emit()
    assert menu_texts(menu) == [FIRST.title, SECOND.title]
    menu.actions()[1].trigger()
    assert offering.document.undo_label == SECOND.title


def test_the_key_offers_the_first_problem_s_repairs(offering, qtbot):
    offering.actions_by_name["repair"].trigger()
    menu = offering.repairing._offered
    assert menu.isVisible()
    assert menu_texts(menu) == [FIRST.title, SECOND.title]
    assert offering.panels.canvas.selected() == ["n2"]
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    assert offering.document.undo_label == FIRST.title


def test_the_key_says_that_nothing_is_wrong(shown):
    shown.actions_by_name["repair"].trigger()
    assert "no problems" in shown.panels.notice.text


def test_training_points_to_the_repairs(offering):
    offering._show_problem(PROBLEM)
    assert "Ctrl+. offers repairs" in offering.panels.notice.text
