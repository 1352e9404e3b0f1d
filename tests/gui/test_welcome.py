"""An empty canvas says what to do."""

from drawings import add_dense
from PySide6.QtWidgets import QApplication

from kgraph.document.project import new_project


def test_an_empty_canvas_says_what_to_do(shown, document):
    assert shown.panels.welcome.isVisible()
    document.edit_graph("Add Dense", add_dense)
    assert not shown.panels.welcome.isVisible()
    document.undo()
    assert shown.panels.welcome.isVisible()


def test_an_empty_canvas_offers_templates(shown, document):
    shown.panels.welcome._templates.linkActivated.emit("wine")
    assert document.project.main.name == "wine"
    assert not shown.panels.welcome._templates.isVisible()


def test_an_empty_drawing_is_no_mistake_until_it_is_trained(shown, document):
    document.replace(new_project())
    QApplication.processEvents()
    assert shown.panels.problems._problems == ()
    shown.train()
    assert "no Input" in shown.panels.notice.text
    document.edit_graph("Add Dense", add_dense)
    assert shown.analyst.problems_now()
