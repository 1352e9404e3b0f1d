"""Train, Stop, progress and curves, fed with events."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QInputDialog

from kgraph.gui.theme import LIGHT
from kgraph.gui.training.session import State
from kgraph.messages import (
    AddEpochs,
    EpochEnded,
    Failed,
    Marked,
    Measured,
    Pause,
    Resume,
    SetLearningRate,
    Stop,
    TrainingBegan,
    TrainingEnded,
    Warned,
)

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def head(panel):
    return panel.head


def press(button):
    QTest.mouseClick(button, LEFT)


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
    QTest.mouseDClick(field, LEFT)
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


def test_progress_moves_with_the_batches(panel, head, run, batches, clock):
    run(batches(0, 2.0, 1.5))
    clock.now = 1.0
    run(batches(2, 1.25))
    assert head.bar.value() == 100
    assert panel.status.startswith("Epoch 1 of 3  ·  batch 3 of 10  ·  loss 1.25")
    left = panel.status.replace("\xa0", " ").split("  ·  ")[-1]
    assert left == "epoch 7.0 s, run 27 s left"


def test_what_the_run_takes_of_the_machine(panel, head, run):
    assert head.gauges.isHidden()
    run(Measured(1240.0, 0.5, 2_000_000_000))
    assert head.gauges.text() == "1.24 k samples/s  ·  CPU 50 %  ·  2 GB"
    run(Measured(1240.0, 0.5, 2_000_000_000, 0.25, 3_000_000_000))
    assert head.gauges.text().endswith("GPU 25 %, 3 GB")
    run(TrainingEnded("0001", "finished", 3, 2.0))
    assert head.gauges.isHidden()


def test_curves_hold_batches_and_epochs(panel, run, batches):
    run(
        batches(0, 2.0, 1.5),
        EpochEnded(0, 10, 1.0, {"loss": 1.5, "val_loss": 1.75, "learning_rate": 0.1}),
        batches(10, 1.25),
    )
    curves = panel.curves
    assert curves.series("loss", is_batch=True).steps.tolist() == [1, 2, 11]
    assert curves.series("loss", is_batch=True).y.tolist() == [2.0, 1.5, 1.25]
    assert curves.series("val_loss").y.tolist() == [1.75]
    assert curves.series("accuracy", is_batch=True).y.tolist() == [0.5] * 3
    assert curves.series("learning_rate").y.tolist() == [0.1]


def test_values_that_are_no_number_are_said_and_break_nothing(panel, run, batches):
    run(batches(0, 2.0, "nan", "nan"), batches(3, "inf"))
    run(EpochEnded(0, 10, 1.0, {"loss": "nan", "val_loss": "nan"}))
    panel.curves.draw()
    panel.grab()
    assert panel.warning.startswith("loss became NaN in epoch 1.")
    run(TrainingEnded("0001", "early", 1, 1.0, {"loss": "nan"}))
    assert "loss NaN" in panel.status
    assert panel.head.status.property("role") == "", "that is no success"


def test_infinity_is_told_from_nan(panel, run, batches):
    run(batches(0, 1.0, "inf"))
    assert panel.warning.startswith("loss became infinite in epoch 1.")


def test_warnings_stay_until_they_are_read(panel, run, qtbot):
    strip = panel.strip
    run(Warned("overfitting", 9, "It learns its data by heart."))
    run(Warned("nan", 9, "The output of 'dense' was the first.", "dense"))
    assert panel.warning == "The output of 'dense' was the first."
    with qtbot.waitSignal(panel.layer_requested) as asked:
        press(strip.layer)
    assert asked.args == ["dense"]
    press(strip.dismiss)
    assert panel.warning == "It learns its data by heart."
    assert strip.layer.isHidden()
    press(strip.dismiss)
    assert strip.isHidden()


def test_a_better_explanation_replaces_the_first(panel, run, batches):
    run(batches(0, "nan"), Warned("nan", 1, "The output of 'dense'…", "dense"))
    assert panel.warning.startswith("The output")
    press(panel.strip.dismiss)
    assert panel.strip.isHidden()


def test_the_next_run_begins_with_empty_plots(
    panel, run, batches, session, document, engines
):
    run(batches(0, "nan"), TrainingEnded("0001", "early", 1, 1.0))
    session.start(document.project, None)
    assert panel.strip.isHidden()
    engines.last.received.emit(TrainingBegan("0002", 3, 10, 320))
    assert panel.curves.series("loss", is_batch=True) is None


def test_a_run_that_goes_on_has_one_unbroken_curve(panel, run, batches):
    run(batches(0, *[2.0] * 8), EpochEnded(0, 10, 1.0, {"loss": 1.0}), batches(10, 1.0))
    run(TrainingBegan("0001", 6, 10, 320, first_step=10), batches(10, 0.5, 0.25))
    curve = panel.curves.series("loss", is_batch=True)
    assert curve.y.tolist() == [2.0] * 8 + [0.5, 0.25]
    assert panel.status.startswith("Epoch 2 of 6")


def test_a_run_that_was_found_is_shown_as_if_it_had_been_watched(
    panel, session, lasting, batches, clock
):
    session.attach(lasting)
    assert panel.status == "Reading what the run has told so far…"
    told = (
        TrainingBegan("0001", 3, 10, 320),
        batches(0, *[2.0] * 9),
        Warned("flat", 9, "Nothing is learned."),
    )
    for event in told:
        lasting.replayed.emit(event)
    assert panel.warning == "Nothing is learned."
    lasting.received.emit(batches(9, 1.0))
    assert len(panel.curves.series("loss", is_batch=True)) == 10
    assert panel.status == "Epoch 1 of 3  ·  batch 10 of 10  ·  loss 1"


def test_what_a_run_was_before_it_goes_on_is_not_shown_as_now(
    panel, session, lasting, document, batches
):
    session._factory = lambda: lasting
    session.start(document.project, None, "0001")
    lasting.replayed.emit(TrainingBegan("0001", 3, 10, 320))
    for event in (
        batches(0, *[2.0] * 9),
        Measured(1240.0, 0.5, 2_000_000_000),
        Warned("flat", 9, "Nothing is learned."),
    ):
        lasting.replayed.emit(event)
    assert panel.status == "Starting Keras for this run…"
    assert (panel.warning, panel.head.gauges.isHidden()) == ("", True)
    lasting.received.emit(TrainingBegan("0001", 6, 10, 320, first_step=5))
    assert panel.status.startswith("Epoch 1 of 6")
    assert len(panel.curves.series("loss", is_batch=True)) == 5


def test_a_failure_is_one_sentence(panel, head, run):
    run(Failed("Train", "The data has no column 'x'.", "Traceback ..."))
    assert panel.status == "The data has no column 'x'."
    assert head.buttons.main.text() == "Train"


def test_a_run_that_was_stopped_is_not_shown_as_whole(panel, head, run, batches):
    run(batches(0, *[1.0] * 10), TrainingEnded("0001", "stopped", 1, 2.0))
    assert head.bar.value() == round(1000 / 3)
    assert head.status.property("role") == ""


def test_the_end_tells_the_best_epoch(panel, run):
    for number, loss in enumerate((3.0, 1.0, 2.0)):
        logs = {"loss": 0.0, "val_loss": loss}
        run(EpochEnded(number, 10 * number + 10, 1.0, logs))
    run(TrainingEnded("0001", "finished", 3, 2.0, {"accuracy": 0.5}))
    assert "best epoch 2: val_loss 1" in panel.status
    assert panel.head.status.property("role") == "success"


def test_a_small_panel_leaves_words_out(panel, head, run, qtbot):
    run(Measured(1240.0, 0.5, 2_000_000_000))
    panel.resize(330, 200)
    qtbot.waitUntil(lambda: panel.width() == 330)
    assert head.gauges.text() == "1.24 k samples/s"
    qtbot.waitUntil(lambda: head.status.y() > head.buttons.y())
    panel.resize(900, 300)
    qtbot.waitUntil(lambda: "GB" in head.gauges.text())


def test_it_follows_the_theme(panel, run, batches):
    run(batches(0, 1.0))
    panel.set_theme(LIGHT)
    background = panel.curves.pair.losses.view.backgroundBrush().color()
    assert background == LIGHT.surface


def test_overfitting_is_no_longer_said_once_a_later_epoch_is_better(panel, run):
    run(EpochEnded(0, 10, 1.0, {"loss": 2.0, "val_loss": 1.0}))
    run(Warned("overfitting", 20, "Overfitting sets in."))
    run(EpochEnded(1, 20, 1.0, {"loss": 1.0, "val_loss": 1.5}))
    assert panel.warning == "Overfitting sets in."
    run(EpochEnded(2, 30, 1.0, {"loss": 1.0, "val_loss": 0.5}))
    assert panel.warning == ""


def test_after_the_end_overfitting_offers_what_can_be_done_then(panel, run, qtbot):
    for number, loss in enumerate((3.0, 1.0, 2.0)):
        logs = {"loss": 0.0, "val_loss": loss}
        run(EpochEnded(number, 10 * number + 10, 1.0, logs))
    run(Warned("overfitting", 30, "Overfitting sets in: stop and restore the best."))
    assert panel.strip.weights.isHidden()
    run(TrainingEnded("0001", "finished", 3, 2.0))
    assert "was lowest in epoch 2. The weights of that epoch are kept" in panel.warning
    assert "stop" not in panel.warning.lower()
    with qtbot.waitSignal(panel.weights_requested) as asked:
        press(panel.strip.weights)
    assert asked.args == ["0001"]
    assert panel.strip.isHidden()


def test_overfitting_that_was_read_is_not_said_again_at_the_end(panel, run):
    run(EpochEnded(0, 10, 1.0, {"loss": 2.0, "val_loss": 1.0}))
    run(Warned("overfitting", 20, "Overfitting sets in."))
    press(panel.strip.dismiss)
    run(TrainingEnded("0001", "finished", 3, 2.0))
    assert panel.warning == ""


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


def test_where_there_is_little_room_words_are_seen_before_curves(panel, run, qtbot):
    panel.resize(345, 160)
    panel.head.say("Epoch 12 of 400 and much more that takes a second line " * 2)
    run(Warned("flat", 20, "The loss has not changed in 5 epochs. " * 5))
    status = panel.head.status
    qtbot.waitUntil(
        lambda: status.height() >= status.heightForWidth(status.width()) > 20
    )
    assert panel.strip._line.isVisible()
    panel.resize(900, 300)
    qtbot.waitUntil(lambda: not panel.strip._line.isVisible())
