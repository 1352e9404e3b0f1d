"""Submodels in the palette: placed as copies or shared, renamed, deleted."""

import dropping
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


def row(screen, key):
    palette = screen.window.panels.palette
    for top in palette._items:
        for child in (top.child(i) for i in range(top.childCount())):
            if child.data(0, Qt.ItemDataRole.UserRole) == key:
                return child
    return None


def listed(screen):
    palette = screen.window.panels.palette
    top = next((i for i in palette._items if i.text(0) == "Submodels"), None)
    return [top.child(i).text(0) for i in range(top.childCount())] if top else []


def menu_of(screen, key):
    """Opens the menu of a row as the right button does."""
    tree = screen.window.panels.palette._tree
    tree.scrollToItem(row(screen, key))
    place = tree.visualItemRect(row(screen, key)).center()
    tree.customContextMenuRequested.emit(place)
    return next(m for m in screen.window.findChildren(QMenu) if m.isVisible())


def choose(screen, key, text):
    menu = menu_of(screen, key)
    action = next(a for a in menu.actions() if a.text() == text)
    assert action.isEnabled()
    QTest.mouseClick(menu, LEFT, NONE, menu.actionGeometry(action).center())
    QApplication.processEvents()


def drop(screen, key, point):
    """Drags a row of the palette to a point of the scene."""
    viewer = screen.canvas.viewer
    data = screen.window.panels.palette._tree.mimeData([row(screen, key)])
    dropping.drop(viewer, data, viewer.mapFromScene(point))


def test_a_graph_is_not_offered_where_it_would_hold_itself(screen):
    assert listed(screen) == ["encoder", "block"]
    screen.double_click("left")
    assert listed(screen) == ["block"]
    screen.double_click("block")
    assert listed(screen) == []


def test_a_double_click_places_a_copy_behind_the_selected_node(screen):
    screen.click("right")
    tree = screen.window.panels.palette._tree
    item = row(screen, "graph:g2")
    tree.scrollToItem(item)
    point = tree.visualItemRect(item).center()
    QTest.mouseClick(tree.viewport(), LEFT, NONE, point)
    QTest.mouseDClick(tree.viewport(), LEFT, NONE, point)
    (new,) = screen.canvas.selected()
    graph = screen.document.graph
    assert graph.layer_of(new).submodel == "g2"
    assert graph.layer_of(new).name == "block"
    (source,) = graph.nodes[new].inputs["input"]
    assert source.node == screen.node("right")


def test_a_submodel_dropped_on_an_edge_is_put_into_it(screen):
    left, right = screen.node("left"), screen.node("right")
    edges = screen.canvas.sync.edges.items()
    item = next(i for e, i in edges if (e.source.node, e.target.node) == (left, right))
    before = screen.document.project
    drop(screen, "graph:g2", item.path().pointAtPercent(0.5))
    (new,) = screen.canvas.selected()
    graph = screen.document.graph
    assert [s.node for s in graph.nodes[new].inputs["input"]] == [left]
    assert [s.node for s in graph.nodes[right].inputs["input"]] == [new]
    screen.trigger("undo")
    assert screen.document.project == before


def test_a_copy_has_its_own_weights_and_a_shared_call_has_not(screen):
    choose(screen, "graph:g1", "Place")
    (copy,) = screen.canvas.selected()
    graph = screen.document.graph
    assert len(graph.calls[graph.nodes[copy].layer]) == 1
    choose(screen, "graph:g1", "Place, Sharing the Weights of left")
    (shared,) = screen.canvas.selected()
    graph = screen.document.graph
    assert graph.layer_of(shared) == graph.layer_of(screen.node("left"))


def test_a_definition_is_deleted_when_nothing_calls_it(screen):
    menu = menu_of(screen, "graph:g1")
    delete = next(a for a in menu.actions() if a.text() == "Delete Definition")
    assert not delete.isEnabled()
    menu.close()
    screen.canvas.select([screen.node("left"), screen.node("right")])
    screen.trigger("delete")
    choose(screen, "graph:g1", "Delete Definition")
    assert "g1" not in screen.document.project.graphs
    assert listed(screen) == ["block"]
    screen.trigger("undo")
    assert "g1" in screen.document.project.graphs


def test_a_definition_is_opened_and_renamed(screen, answer):
    answer("stage")
    choose(screen, "graph:g1", "Rename…")
    assert listed(screen) == ["stage", "block"]
    choose(screen, "graph:g2", "Open")
    assert screen.document.graph_id == "g2"
    assert screen.crumbs == ["model", "stage", "block"]


def test_the_search_on_the_canvas_finds_submodels(screen):
    screen.canvas.select([])
    screen.canvas.viewer.setFocus()
    screen.press(Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "enco")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    (new,) = screen.canvas.selected()
    assert screen.document.graph.layer_of(new).submodel == "g1"


def test_the_palette_finds_submodels(screen, qtbot):
    palette = screen.window.panels.palette
    qtbot.keyClicks(palette._search, "ENCO")
    assert palette._items[0].text(0) == "encoder"
    qtbot.keyClick(palette._search, Qt.Key.Key_Return)
    (new,) = screen.canvas.selected()
    assert screen.document.graph.layer_of(new).submodel == "g1"
