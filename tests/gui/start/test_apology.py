"""No traceback reaches a person unasked."""

import logging

import pytest
from PySide6.QtWidgets import QMessageBox

from kgraph.document.errors import KgraphError
from kgraph.gui.start import apology


@pytest.fixture
def boxes(qapp, monkeypatch):
    shown = []
    monkeypatch.setattr(apology, "_shown", set())
    monkeypatch.setattr(QMessageBox, "exec", lambda box: shown.append(box) or 0)
    monkeypatch.setattr(QMessageBox, "warning", lambda *a: shown.append(a[2]))
    return shown


def raised(error):
    try:
        raise error
    except Exception as caught:
        return type(caught), caught, caught.__traceback__


def test_it_says_sorry_and_keeps_the_details(boxes, caplog):
    with caplog.at_level(logging.ERROR):
        apology.apologize(*raised(ValueError("of all things")))
    assert "Sorry" in boxes[0].text()
    assert "of all things" in boxes[0].informativeText()
    assert "Traceback" not in boxes[0].text() + boxes[0].informativeText()
    assert "Traceback" in boxes[0].detailedText()
    assert "of all things" in caplog.text


def test_the_same_mishap_is_shown_once(boxes):
    for _ in range(3):
        apology.apologize(*raised(ValueError("again")))
    assert len(boxes) == 1


def test_an_error_for_people_is_shown_as_it_is(boxes):
    apology.apologize(*raised(KgraphError("The file is gone.")))
    assert boxes == ["The file is gone."]
