"""Down into submodels and up again, in tabs that remember where one was."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from kgraph.document import edits

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def go_down(screen):
    screen.double_click("left")
    screen.double_click("block")


def test_with_the_main_graph_alone_there_is_no_bar(screen):
    assert not screen.bar.isVisible()
    screen.double_click("left")
    assert screen.bar.isVisible()
    assert screen.titles == ["model", "encoder"]


def test_a_double_click_opens_what_a_node_stands_for(screen):
    go_down(screen)
    assert screen.document.graph_id == "g2"
    assert screen.titles == ["model", "encoder", "block"]
    assert screen.crumbs == ["model", "encoder", "block"]
    screen.click_tab(0)
    screen.double_click("right")
    assert screen.titles == ["model", "encoder", "block"]
    assert screen.document.graph_id == "g1"


def test_keys_open_and_go_up_to_the_caller(screen):
    screen.click("right")
    screen.press(Qt.Key.Key_Return, CTRL)
    assert screen.document.graph_id == "g1"
    screen.press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert screen.document.graph_id == "main"
    assert screen.canvas.selected() == [screen.node("right")]
    assert "right" in screen.window.panels.inspector.page.header.name.field.text()


def test_going_up_selects_the_node_that_was_gone_through(screen):
    go_down(screen)
    for _ in range(2):
        screen.press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert screen.canvas.selected() == [screen.node("left")]
    screen.press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert screen.document.graph_id == "main"


def test_a_step_of_the_way_is_gone_back_to(screen):
    go_down(screen)
    QTest.mouseClick(screen.bar.crumbs.steps[0], Qt.MouseButton.LeftButton)
    assert screen.document.graph_id == "main"
    assert screen.canvas.selected() == [screen.node("left")]


def test_tabs_are_cycled_and_closed(screen):
    go_down(screen)
    screen.press(Qt.Key.Key_Tab, CTRL)
    assert screen.document.graph_id == "main"
    screen.press(Qt.Key.Key_Backtab, CTRL | SHIFT)
    assert screen.document.graph_id == "g2"
    screen.press(Qt.Key.Key_W, CTRL)
    assert screen.titles == ["model", "encoder"]
    assert screen.document.graph_id == "g1"
    screen.press(Qt.Key.Key_W, CTRL)
    screen.press(Qt.Key.Key_W, CTRL)
    assert screen.document.graph_id == "main"
    assert not screen.bar.isVisible()


def test_a_tab_in_the_back_is_closed_with_the_mouse(screen):
    go_down(screen)
    screen.click_tab(1, Qt.MouseButton.MiddleButton)
    assert screen.titles == ["model", "block"]
    assert screen.document.graph_id == "g2"
    button = screen.bar.tabs._button(1)
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert screen.document.graph_id == "g1"  # the way leads through it


def test_each_tab_remembers_what_was_seen_and_selected(screen):
    viewer = screen.canvas.viewer
    screen.click("left")
    viewer.zoom_to(1.4)
    viewer.center_at(QPointF(123, 77))
    seen = viewer.seen
    screen.press(Qt.Key.Key_Return, CTRL)
    viewer.zoom_to(0.5)
    screen.click_tab(0)
    assert (viewer.seen.center() - seen.center()).manhattanLength() < 1
    assert abs(viewer.zoom - 1.4) < 1e-6
    assert screen.canvas.selected() == [screen.node("left")]
    assert screen.window.panels.inspector.page.header.name.field.text() == "left"
    screen.click_tab(1)
    assert abs(viewer.zoom - 0.5) < 1e-6
    assert screen.canvas.selected() == []


def test_renaming_is_an_edit(screen, answer):
    go_down(screen)
    asked = answer("stage")
    tabs = screen.bar.tabs
    QTest.mouseDClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(1).center())
    assert asked == ["encoder"]
    assert screen.document.project.graphs["g1"].name == "stage"
    assert screen.titles == ["model", "stage", "block"]
    assert screen.crumbs == ["model", "stage", "block"]
    screen.trigger("undo")
    assert screen.titles == ["model", "encoder", "block"]
    answer("cell")
    QTest.mouseDClick(screen.bar.crumbs.steps[-1], Qt.MouseButton.LeftButton)
    assert screen.document.project.graphs["g2"].name == "cell"


def test_a_name_that_cannot_be_is_refused(screen, answer):
    screen.double_click("left")
    answer("a/b")
    screen.window.graphs.rename("g1")
    assert "'a/b'" in screen.window.panels.notice.text
    answer(None)
    screen.window.graphs.rename("g1")
    assert screen.document.project.graphs["g1"].name == "encoder"


def test_a_graph_that_undo_takes_away_loses_its_tab(screen, answer):
    answer("pair")
    screen.click("left")
    screen.click("right", SHIFT)
    screen.press(Qt.Key.Key_M, CTRL | SHIFT)
    screen.press(Qt.Key.Key_Return, CTRL)
    assert screen.titles == ["model", "pair"]
    screen.trigger("undo")
    assert screen.document.graph_id == "main"
    assert not screen.bar.isVisible()
    screen.trigger("redo")
    assert screen.document.graph_id == "main"
    assert not screen.bar.isVisible()


def test_another_project_begins_without_tabs(screen):
    go_down(screen)
    screen.document.replace(screen.document.project)
    QApplication.processEvents()
    assert not screen.bar.isVisible()
    assert screen.document.graph_id == "main"


def test_the_panels_follow_the_graph_that_is_shown(screen, qtbot):
    code = screen.window.panels.code
    screen.window.docks.code.raise_()
    qtbot.waitUntil(lambda: bool(code.text))
    screen.double_click("left")
    screen.double_click("block")
    assert screen.window.panels.inspector.page.name.field.text() == "block"
    screen.click("dense")
    marked = [m.cursor.block().text() for m in code._text.extraSelections()]
    assert any("dense" in line for line in marked)
    before = screen.document.graph
    screen.press(Qt.Key.Key_Delete)
    assert screen.document.graph == edits.delete(before, [list(before.nodes)[1]])


def test_going_up_selects_the_caller_whatever_was_selected_since(screen):
    screen.double_click("left")
    screen.click_tab(0)
    screen.click("input")
    screen.click_tab(1)
    screen.press(Qt.Key.Key_Return, CTRL | SHIFT)
    assert screen.canvas.selected() == [screen.node("left")]


def test_no_panel_takes_a_selection_into_another_graph(screen, qtbot):
    code = screen.window.panels.code
    screen.window.docks.code.raise_()
    qtbot.waitUntil(lambda: bool(code.text))
    screen.click("left")
    assert code._text.extraSelections()
    screen.press(Qt.Key.Key_Return, CTRL)
    assert screen.canvas.selected() == []
    assert not code._text.extraSelections()


def test_an_empty_submodel_is_no_beginning(screen):
    screen.double_click("left")
    screen.canvas.select_all()
    screen.press(Qt.Key.Key_Delete)
    assert not screen.document.graph.nodes
    assert not screen.window.panels.welcome.isVisible()
    left = screen.document.project.main.nodes["n2"]
    assert not left.inputs  # its Input is gone, and the edge to it
