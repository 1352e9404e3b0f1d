"""Train, Stop, progress and curves, fed with events."""

from kgraph.gui.theme import LIGHT
from kgraph.messages import (
    EpochEnded,
    Failed,
    Measured,
    TrainingBegan,
    TrainingEnded,
    Warned,
)


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
