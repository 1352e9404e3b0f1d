"""The published weights of a known model are fetched, or it is said why not."""

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication

from kgraph import templates
from kgraph.document.learning import learns
from kgraph.document.project import MAIN
from kgraph.document.weights import default_keys, keys, with_keys
from kgraph.messages import Failed, Import, Imported

SOURCE = "applications:MobileNet"


@pytest.fixture
def begun(window, document):
    """A window in which the template was chosen."""
    window.filing.new_from(lambda: templates.load("transfer"))
    QApplication.processEvents()
    return window


def published():
    """The drawing of a MobileNet with its weights, as the engine would answer."""
    inner = templates.load("transfer").graphs["mobilenet"]
    bare = replace(templates.load("wine"), graphs={MAIN: replace(inner, id=MAIN)})
    has_weights = {id for id, layer in bare.main.layers.items() if learns(layer)}
    named = {id: key for id, key in default_keys(bare).items() if id in has_weights}
    return replace(with_keys(bare, named), weights="/data/w.weights.npz")


def test_a_new_drawing_is_offered_better_weights(begun, engines):
    assert "MobileNet begins with random weights" in begun.panels.notice.text
    assert (
        begun.panels.notice._more.defaultAction()
        is (begun.actions_by_name["fetch_weights"])
    )
    begun.panels.notice._more.click()
    assert engines.made[0].of_type(Import) == [Import(SOURCE, "imagenet")]
    assert "Fetching the ImageNet weights of MobileNet" in begun.fetching._working.text


def test_what_was_fetched_is_one_step_of_undo(begun, document, engines):
    begun.actions_by_name["fetch_weights"].trigger()
    engines.made[0].received.emit(Imported(SOURCE, published()))
    assert len(keys(document.project)) == 54
    assert document.project.weights == "/data/w.weights.npz"
    assert begun.panels.notice.text == (
        "54 layers of MobileNet begin with ImageNet weights."
    )
    assert begun.fetching._working.text == ""
    document.undo()
    assert keys(document.project) == {}
    assert document.project.weights == ""


def test_offline_there_is_a_sentence(begun, document, engines):
    begun.actions_by_name["fetch_weights"].trigger()
    before = document.project
    message = "The weights of MobileNet cannot be had. Look whether it is online."
    engines.made[0].received.emit(Failed("Import", message, subject=SOURCE))
    assert message in begun.panels.notice.text
    assert "can be trained from random weights" in begun.panels.notice.text
    assert document.project is before


def test_a_fetch_is_cancelled(begun, engines):
    begun.actions_by_name["fetch_weights"].trigger()
    begun.fetching._working.button.click()
    assert "No weights were fetched" in begun.panels.notice.text
    assert len(engines.made) == 2, "an engine that is busy is ended"


def test_a_drawing_without_a_known_model_is_told_so(window, engines):
    window.actions_by_name["fetch_weights"].trigger()
    assert "no submodel that is named as a model" in window.panels.notice.text
    assert engines.made[0].of_type(Import) == []


def test_nothing_is_offered_where_there_is_nothing_to_fetch(window):
    window.filing.new_from(lambda: templates.load("wine"))
    QApplication.processEvents()
    assert window.panels.notice.text == ""
