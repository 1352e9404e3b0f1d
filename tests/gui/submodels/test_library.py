"""The library in the palette: placed from it, kept in it, seen by all windows."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox
from sketch import Sketch

from kgraph.document.project import new_project
from kgraph.gui.submodels import Library, shelf


def bundle(name="encoder"):
    s = Sketch(name)
    s.output(s.add("Dense", s.add("Input", shape=[4]), units=2))
    return s.project()


@pytest.fixture
def agree(monkeypatch):
    """Returns a function that answers the next questions; it returns what was asked."""

    def agree(button=QMessageBox.StandardButton.Yes):
        asked = []

        def question(parent, title, text, *_):
            asked.append(text)
            return button

        monkeypatch.setattr(QMessageBox, "question", question)
        return asked

    return agree


def rows(screen, category):
    palette = screen.window.panels.palette
    for top in palette._items:
        if top.text(0) == category:
            return [top.child(i) for i in range(top.childCount())]
    return []


def titles(screen, category="My Library"):
    return [row.text(0) for row in rows(screen, category)]


def test_an_empty_library_is_not_listed(screen):
    assert titles(screen) == []


def test_the_selected_submodel_is_kept_with_what_is_inside(screen):
    screen.click("left")
    screen.press(
        Qt.Key.Key_S,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier,
    )
    assert titles(screen) == ["encoder"]
    kept = shelf.load(shelf.path_of("encoder"))
    assert {g.name for g in kept.graphs.values()} == {"encoder", "block"}
    assert "encoder" in screen.window.panels.notice.text


def test_the_shown_submodel_is_kept_where_nothing_is_selected(screen):
    screen.double_click("left")
    screen.trigger("save_to_library")
    assert titles(screen) == ["encoder"]


def test_without_a_submodel_a_sentence_says_what_to_do(screen):
    screen.click("input")
    screen.trigger("save_to_library")
    assert "Select a submodel" in screen.window.panels.notice.text
    assert titles(screen) == []


def test_a_drawing_that_a_damaged_file_lacks_is_not_kept(screen):
    graphs = dict(screen.document.project.graphs)
    del graphs["g1"]
    screen.document.replace(replace(screen.document.project, graphs=graphs))
    screen.canvas.select([screen.node("left")])
    screen.trigger("save_to_library")
    assert "is not there" in screen.window.panels.notice.text
    assert titles(screen) == []


def test_one_that_is_there_is_replaced_only_if_the_person_agrees(screen, agree):
    shelf.keep("encoder", bundle())
    asked = agree(QMessageBox.StandardButton.No)
    screen.click("left")
    screen.trigger("save_to_library")
    assert "encoder" in asked[0]
    assert shelf.load(shelf.path_of("encoder")) == bundle()
    agree()
    screen.trigger("save_to_library")
    assert shelf.load(shelf.path_of("encoder")) != bundle()


def test_it_is_placed_in_any_project_in_one_step(screen):
    shelf.keep("stage", bundle("stage"))
    screen.window.library.refresh()
    document = screen.document
    document.replace(new_project())
    screen.window.panels.palette.chosen.emit("library:stage")
    (layer,) = document.graph.layers.values()
    assert document.project.graphs[layer.submodel].name == "stage"
    assert document.undo_label == "Add stage"
    screen.window.panels.canvas.select([])
    screen.window.panels.palette.chosen.emit("library:stage")
    assert len(document.project.graphs) == 2  # the definition is used again
    screen.trigger("undo")
    screen.trigger("undo")
    assert document.project == new_project()


def test_damaged_files_are_shown_and_cannot_be_placed(screen, qtbot):
    shelf.keep("stage", bundle("stage"))
    (shelf.folder() / "broken.kgraph").write_text("{")
    screen.window.library.refresh()
    broken, stage = rows(screen, "My Library")
    assert not broken.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert stage.flags() & Qt.ItemFlag.ItemIsDragEnabled
    assert "broken.kgraph" in broken.toolTip(0)
    with qtbot.assertNotEmitted(screen.window.panels.palette.chosen):
        screen.window.panels.palette._tree.itemActivated.emit(broken, 0)


def test_a_file_that_goes_bad_before_it_is_placed_changes_nothing(screen):
    path = shelf.keep("stage", bundle("stage"))
    screen.window.library.refresh()
    before = screen.document.project
    path.write_text("{")
    screen.window.panels.palette.chosen.emit("library:stage")
    assert screen.document.project is before
    assert "stage.kgraph" in screen.window.panels.notice.text


def test_what_another_window_keeps_is_seen(screen, qtbot, qapp):
    QGuiApplication.instance().applicationStateChanged.emit(
        Qt.ApplicationState.ApplicationActive
    )
    shelf.keep("first", bundle("first"))
    screen.window.library.refresh()  # as when the window is looked at again
    shelf.keep("stage", bundle("stage"))
    qtbot.waitUntil(lambda: titles(screen) == ["first", "stage"], timeout=5000)
    shelf.remove(shelf.path_of("first"))
    qtbot.waitUntil(lambda: titles(screen) == ["stage"], timeout=5000)


def test_a_library_looks_again_when_the_window_is_looked_at(qapp):
    library = Library()
    shelf.keep("stage", bundle("stage"))
    qapp.applicationStateChanged.emit(Qt.ApplicationState.ApplicationActive)
    assert [e.title for e in library.entries()] == ["stage"]


def test_entries_are_renamed_and_removed(screen, answer, agree):
    shelf.keep("stage", bundle("stage"))
    screen.window.library.refresh()
    answer("cell")
    screen.window.shelving.rename("stage")
    assert titles(screen) == ["cell"]
    answer("a/b")
    screen.window.shelving.rename("cell")
    assert "'a/b'" in screen.window.panels.notice.text
    agree(QMessageBox.StandardButton.No)
    screen.window.shelving.remove("cell")
    assert titles(screen) == ["cell"]
    agree()
    screen.window.shelving.remove("cell")
    assert titles(screen) == []


def test_the_search_on_the_canvas_finds_the_library(screen):
    shelf.keep("zebra", bundle("zebra"))
    screen.window.library.refresh()
    screen.canvas.viewer.setFocus()
    screen.press(Qt.Key.Key_Tab)
    QTest.keyClicks(QApplication.focusWidget(), "zebra")
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Return)
    (new,) = screen.canvas.selected()
    placed = screen.document.graph.layer_of(new).submodel
    assert screen.document.project.graphs[placed].name == "zebra"
