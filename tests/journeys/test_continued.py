"""A run is killed; the panel in which it was seen, or the next window, continues it."""

import os
import signal

import pytest
from drawings import digits, training
from person import CTRL, Person
from PySide6.QtCore import Qt

from kgraph.document import files
from kgraph.gui.document import Document
from kgraph.gui.training.session import State
from kgraph.runs import RunStore

pytestmark = pytest.mark.slow

EPOCHS = 40


@pytest.fixture
def drawing(tmp_path):
    path = tmp_path / "digits.kgraph"
    files.save(training(digits(units=256), epochs=EPOCHS, batch_size=16), path)
    return path


def opened(qtbot, drawing, name_file) -> Person:
    person = Person(qtbot, document=Document())
    name_file(drawing)
    person.press(Qt.Key.Key_O, CTRL, person.window)
    person.window.docks.training.raise_()
    return person


def kill_in_epoch(person, least: int) -> None:
    """Kills the run's process, as the system does when memory is short."""
    person.look_for(lambda: person.is_curve_drawn("loss", least))
    os.kill(person.window.session._engine._process.pid, signal.SIGKILL)
    person.look_for(lambda: person.window.session.is_idle)


def test_a_run_that_was_killed_is_continued_where_train_stands(
    qtbot, drawing, name_file
):
    person = opened(qtbot, drawing, name_file)
    button = person.training.head.buttons.go_on
    assert button.isHidden()
    person.press(Qt.Key.Key_F5, widget=person.window)
    kill_in_epoch(person, 2)
    person.look_for(button.isVisible)
    assert "Continue goes on from there" in person.training.status

    person.press_button(button)
    person.look_for(lambda: person.window.session.state is State.RUNNING)
    assert button.isHidden()
    kill_in_epoch(person, 6)
    person.window.close()

    person = opened(qtbot, drawing, name_file)
    button = person.training.head.buttons.go_on
    person.look_for(button.isVisible)
    assert f"of {EPOCHS}" in person.training.status
    assert person.training.status.startswith("Run 0001 was interrupted in epoch ")
    assert person.notice.startswith("Run 0001 was interrupted in epoch ")
    person.press_button(button)
    person.look_for(lambda: not person.window.session.is_idle)
    person.look_for(lambda: person.window.session.is_idle)
    assert person.training.status.startswith(f"Finished after {EPOCHS} epochs")
    assert button.isHidden()
    assert person.is_curve_drawn("loss", EPOCHS)
    (run,) = RunStore.beside(drawing).list()
    assert run.state == "finished"
    assert [epoch.epoch for epoch in run.epochs] == list(range(EPOCHS))
