"""A run is begun, stopped, paused, slowed and lengthened by its buttons."""

import pytest
from pressing import press
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from kgraph.gui.training.session import State
from kgraph.messages import (
    AddEpochs,
    EpochEnded,
    Marked,
    Pause,
    Resume,
    SetLearningRate,
    Stop,
    TrainingBegan,
    TrainingEnded,
)


def test_the_button_asks_for_a_run_or_its_end(
    panel, head, session, document, engines, qtbot
):
    button = head.buttons.main
    assert button.text() == "Train"
    with qtbot.waitSignal(panel.train_requested):
        press(button)
    session.start(document.project, None)
    assert button.text() == "Stop"
    engines.last.received.emit(TrainingBegan("0001", 3, 10, 320))
    press(button)
    assert not button.isEnabled()
    assert "Stopping" in panel.status
    engines.last.received.emit(TrainingEnded("0001", "stopped", 1, 2.0))
    assert button.text() == "Train"
    assert panel.status.startswith("Stopped in epoch 1")


def test_there_are_two_ways_to_stop(head, run, engines, session):
    head.buttons.restore.trigger()
    assert engines.last.of_type(Stop) == [Stop(restores_best=True)]
    run(TrainingEnded("0001", "stopped", 1, 2.0))
    assert head.buttons.ways.isHidden()


def test_a_run_is_paused_and_goes_on(panel, head, run, engines, session):
    button = head.buttons.pause
    press(button)
    assert panel.status == "Pausing after this batch…"
    run(Marked("pause", 4, "paused"))
    assert panel.status == "Paused  ·  Epoch 1 of 3"
    assert button.text() == "Resume"
    press(button)
    assert button.text() == "Pause"
    assert panel.status.startswith("Epoch 1")
    assert engines.last.requests[1:] == [Pause(), Resume()]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (State.IDLE, set()),
        (State.STARTING, set()),
        (State.RUNNING, {"ways", "pause", "rate", "epochs"}),
        (State.PAUSED, {"ways", "pause", "rate", "epochs"}),
        (State.STOPPING, set()),
    ],
)
def test_each_state_offers_what_can_be_done(head, session, state, shown):
    session._enter(state)
    buttons, steering = head.buttons, head.steering
    parts = {
        **{"ways": buttons.ways, "pause": buttons.pause},
        **{"rate": steering.rate, "epochs": steering.epochs},
    }
    assert {name for name, part in parts.items() if not part.isHidden()} == shown


def test_the_learning_rate_is_seen_and_changed(panel, head, run, engines):
    field = head.steering.rate
    run(EpochEnded(0, 10, 1.0, {"loss": 1.0, "learning_rate": 0.001}))
    assert field.text() == "0.001"
    QTest.mouseDClick(field, Qt.MouseButton.LeftButton)
    field.selectAll()
    QTest.keyClicks(field, "3e-4")
    run(Marked("rate", 12, "plateau", 0.0005))
    assert field.text() == "3e-4", "what is being typed stays"
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert engines.last.of_type(SetLearningRate) == [SetLearningRate(0.0003)]
    run(Marked("rate", 13, "by hand", 0.0003))
    assert field.text() == "0.0003"


@pytest.mark.parametrize("typed", ["fast", "0", "-1", "nan", "inf", ""])
def test_what_is_no_learning_rate_is_said(panel, head, run, engines, typed):
    head.steering.focus_rate()
    head.steering.rate.setText(typed)
    QTest.keyClick(head.steering.rate, Qt.Key.Key_Return)
    assert panel.warning.endswith(f"Received: {typed!r}.")
    assert engines.last.of_type(SetLearningRate) == []


def test_epochs_are_added_while_it_runs_and_after(
    panel, head, run, engines, qtbot, monkeypatch
):
    add_five = head.steering.epochs.menu().actions()[1]
    add_five.trigger()
    assert engines.last.of_type(AddEpochs) == [AddEpochs(5)]
    run(Marked("epochs", 4, "5 epochs more", 5))
    assert panel.status.startswith("Epoch 1 of 8")
    run(TrainingEnded("0001", "finished", 8, 2.0))
    monkeypatch.setattr(QInputDialog, "getInt", lambda *_: (7, True))
    with qtbot.waitSignal(panel.more_epochs_requested) as asked:
        head.steering.ask_epochs()
    assert (asked.args, panel.run) == ([7], "0001")
    assert len(engines.last.of_type(AddEpochs)) == 1


def test_a_run_that_was_left_undone_can_be_continued(
    panel, head, session, document, engines, qtbot
):
    button = head.buttons.go_on
    assert button.isHidden()
    panel.offer("0007", "Run 0007 was interrupted in epoch 3 of 10.")
    assert "in epoch 3 of 10" in button.toolTip()
    with qtbot.waitSignal(panel.continue_requested) as asked:
        press(button)
    assert asked.args == ["0007"]
    session.start(document.project, None, "0007")
    assert button.isHidden()
    engines.last.received.emit(TrainingBegan("0007", 10, 10, 320))
    engines.last.received.emit(TrainingEnded("0007", "finished", 10, 2.0))
    assert button.isHidden(), "it has come to its end"
    panel.proceed()
    assert len(engines.made) == 1
