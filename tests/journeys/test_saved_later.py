"""A drawing is saved while its first run goes on; the run follows it there."""

import pytest
from drawings import digits, training
from person import CTRL, Person
from PySide6.QtCore import Qt

from kgraph.gui.document import Document
from kgraph.runs import RunStore

pytestmark = pytest.mark.slow

EPOCHS, MORE = 6, 3


@pytest.fixture(autouse=True)
def own_home(tmp_path, monkeypatch):
    monkeypatch.setenv("KGRAPH_HOME", str(tmp_path / "home"))


def test_the_run_is_beside_the_file_and_can_have_more_epochs(
    qtbot, tmp_path, name_file
):
    project = training(digits(units=64), epochs=EPOCHS, batch_size=16)
    person = Person(qtbot, document=Document(project))
    person.press(Qt.Key.Key_F5, widget=person.window)
    person.look_for(lambda: person.is_curve_drawn("loss", 1))
    name_file(tmp_path / "digits.kgraph")
    person.press(Qt.Key.Key_S, CTRL, person.window)
    beside = RunStore.beside(tmp_path / "digits.kgraph")
    person.look_for(lambda: bool(beside.list()))
    assert not RunStore.beside(None).list()

    person.window.docks.runs.raise_()
    person.look_for(lambda: len(person.window.panels.runs.model.rows) == 1)
    person.window.docks.training.raise_()
    person.window.panels.training.more_epochs_requested.emit(MORE)
    person.look_for(lambda: person.is_curve_drawn("loss", EPOCHS + MORE))
    person.look_for(lambda: person.window.session.is_idle)
    (run,) = beside.list()
    assert [epoch.epoch for epoch in run.epochs] == list(range(EPOCHS + MORE))
    assert run.state == "finished"
