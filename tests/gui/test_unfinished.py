"""A name that is still being written when the drawing is saved, left or replaced."""

import pytest
from msgspec.structs import replace
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox

from kgraph.document import files

PLACES = ("inspector", "canvas")


@pytest.fixture(params=PLACES)
def writing(request, drawn, window, qtbot, tmp_path):
    """The window, with a file, in which another name of the Dense is being written."""
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    window.filing.write(tmp_path / "a.kgraph")
    window.panels.canvas.select(["n3"])
    if request.param == "canvas":
        window.actions_by_name["rename"].trigger()
        line = window.panels.canvas.annotating.editor.field
    else:
        line = window.panels.inspector.page.findChild(QLineEdit, "layer name")
        line.setFocus()
    line.selectAll()
    QTest.keyClicks(line, "head")
    QApplication.processEvents()
    return window


def test_it_is_in_the_file(writing, document):
    node = writing.panels.canvas.selected()[0]
    writing.filing.save()
    assert files.load(document.path).main.layer_of(node).name == "head"
    assert not document.is_modified


def test_it_is_asked_about_before_the_drawing_is_left(writing, monkeypatch):
    asked = []
    cancel = QMessageBox.StandardButton.Cancel
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: asked.append(1) or cancel)
    writing.filing.new()
    assert asked == [1]


def test_it_is_no_name_of_what_another_project_has_there(writing, document):
    other = document.project
    document.replace(other)
    QApplication.processEvents()
    writing.panels.canvas.viewer.setFocus()
    QApplication.processEvents()
    assert document.project is other


def test_it_stays_in_its_graph_when_another_is_shown(writing, document):
    nodes = tuple(document.graph.nodes)
    inside = replace(document.project.main, id="g1", name="part")
    graphs = {**document.project.graphs, "g1": inside}
    document.edit("Place a Part", lambda project: replace(project, graphs=graphs))
    document.show_graph("g1")
    QApplication.processEvents()
    names = [document.project.main.layer_of(node).name for node in nodes]
    assert "head" in names
    assert document.project.graphs["g1"] is inside
