"""What goes wrong is said, until it is read, or no longer true."""

from pressing import press

from kgraph.messages import (
    EpochEnded,
    TrainingEnded,
    Warned,
)


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
