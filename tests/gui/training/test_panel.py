"""Train, Stop, progress and curves, fed with events."""

import pytest

from kgraph.gui.theme import LIGHT
from kgraph.gui.training import TrainingPanel, TrainingSession
from kgraph.gui.training.curves import CurvesView, is_loss
from kgraph.messages import (
    BatchesEnded,
    EpochEnded,
    Failed,
    TrainingBegan,
    TrainingEnded,
)


@pytest.fixture
def session(qapp, engines):
    return TrainingSession(engines)


@pytest.fixture
def panel(qtbot, session, theme):
    panel = TrainingPanel(session, theme, clock=lambda: 0.0)
    qtbot.addWidget(panel)
    panel.resize(800, 300)
    panel.show()
    return panel


@pytest.fixture
def run(session, engines, document, panel):
    """A run that has begun; call it with the events that follow."""
    session.start(document.project, None)

    def tell(*events):
        for event in events:
            engines.last.received.emit(event)

    tell(TrainingBegan("0001", 3, 10, 320, ("accuracy",)))
    return tell


def batches(step, *losses):
    logs = {"loss": list(losses), "accuracy": [0.5] * len(losses)}
    return BatchesEnded(step // 10, step % 10 + len(losses) - 1, step, logs)


def test_the_button_asks_for_a_run_or_its_end(panel, session, document, engines, qtbot):
    assert panel._button.text() == "Train"
    with qtbot.waitSignal(panel.train_requested):
        panel._button.click()
    session.start(document.project, None)
    assert panel._button.text() == "Stop"
    engines.last.received.emit(TrainingBegan("0001", 3, 10, 320))
    panel._button.click()
    assert not panel._button.isEnabled()
    assert "Stopping" in panel.status
    engines.last.received.emit(TrainingEnded("0001", "stopped", 1, 2.0))
    assert panel._button.text() == "Train"
    assert panel.status.startswith("Stopped in epoch 1")


def test_progress_moves_with_the_batches(panel, run):
    run(batches(0, 2.0, 1.5, 1.25))
    assert panel._bar.value() == 100
    assert panel.status == "Epoch 1 of 3  ·  batch 3 of 10  ·  loss 1.25"


def test_curves_hold_batches_and_epochs(panel, run):
    run(
        batches(0, 2.0, 1.5),
        EpochEnded(0, 10, 1.0, {"loss": 1.5, "val_loss": 1.75, "learning_rate": 0.1}),
        batches(10, 1.25),
    )
    curves = panel.curves
    assert curves.series("loss", is_batch=True).x.tolist() == [0.1, 0.2, 1.1]
    assert curves.series("loss", is_batch=True).y.tolist() == [2.0, 1.5, 1.25]
    assert curves.series("loss").x.tolist() == [1.0]
    assert curves.series("val_loss").y.tolist() == [1.75]
    assert curves.series("accuracy", is_batch=True).y.tolist() == [0.5] * 3
    assert curves.series("learning_rate") is None


def test_the_legend_names_every_curve_once(panel, run):
    run(batches(0, 2.0), EpochEnded(0, 10, 1.0, {"loss": 1.5, "val_loss": 1.75}))
    losses, metrics = panel.curves._plots()
    assert losses._legend.text().count("loss") == 2
    assert "○</span>&nbsp;val_loss" in losses._legend.text()
    assert "accuracy" in metrics._legend.text()
    panel.set_theme(LIGHT)
    assert LIGHT.curve(1).name() in losses._legend.text()


def test_values_that_are_no_number_are_said_and_break_nothing(panel, run, qtbot):
    run(batches(0, 2.0, "nan", "nan"), batches(3, "inf"))
    run(EpochEnded(0, 10, 1.0, {"loss": "nan", "val_loss": "nan"}))
    panel.curves.draw()
    panel.grab()
    assert panel.warning.startswith("loss became NaN in epoch 1.")
    run(TrainingEnded("0001", "early", 1, 1.0, {"loss": "nan"}))
    assert "loss NaN" in panel.status
    assert panel._status.property("role") == "", "that is no success"


def test_a_run_of_nothing_but_nan_can_be_drawn(panel, run):
    run(batches(0, "nan", "nan"), EpochEnded(0, 10, 1.0, {"loss": "nan"}))
    panel.curves.draw()
    panel.grab()
    assert not panel.curves.series("loss").has_points


def test_infinity_is_told_from_nan(panel, run):
    run(batches(0, 1.0, "inf"))
    assert panel.warning.startswith("loss became infinite in epoch 1.")


def test_the_next_run_begins_with_empty_plots(panel, run, session, document, engines):
    run(batches(0, "nan"), TrainingEnded("0001", "early", 1, 1.0))
    session.start(document.project, None)
    engines.last.received.emit(TrainingBegan("0002", 3, 10, 320))
    assert panel.curves.series("loss", is_batch=True) is None
    assert not panel._warning.isVisibleTo(panel)


def test_a_failure_is_one_sentence(panel, run):
    run(Failed("Train", "The data has no column 'x'.", "Traceback ..."))
    assert panel.status == "The data has no column 'x'."
    assert panel._button.text() == "Train"


def test_drawing_stops_when_nothing_is_new(panel, run, qtbot):
    run(batches(0, 1.0))
    assert panel.curves._timer.isActive()
    qtbot.waitUntil(lambda: not panel.curves._timer.isActive())
    panel.set_theme(LIGHT)
    run(batches(1, 1.0))
    assert panel.curves._timer.isActive()


def test_many_batches_are_drawn(qtbot, theme):
    curves = CurvesView(theme)
    qtbot.addWidget(curves)
    curves.resize(800, 300)
    curves.show()
    curves.begin(TrainingBegan("0001", 100, 1000, 32_000))
    for step in range(0, 100_000, 1000):
        losses = [1.0 / (1 + step + i) for i in range(1000)]
        curves.add_batches(BatchesEnded(step // 1000, 999, step, {"loss": losses}))
    curves.draw()
    curves.grab()
    assert len(curves.series("loss", is_batch=True).x) == 100_000


@pytest.mark.parametrize(
    ("name", "expected"),
    [("loss", True), ("val_loss", True), ("head_loss", True), ("val_accuracy", False)],
)
def test_losses_stand_apart_from_metrics(name, expected):
    assert is_loss(name) == expected


def test_axes_follow_the_curves_without_waiting_for_another_frame(panel, run):
    run(batches(0, 9.0, 4.0, 1.0))
    panel.curves.draw()
    item = panel.curves._losses._item
    assert item.getAxis("left").range == item.getViewBox().viewRange()[1]
    assert item.getAxis("left").range[1] > 8.0


def test_a_run_that_was_stopped_is_not_shown_as_whole(panel, run):
    run(batches(0, *[1.0] * 10), TrainingEnded("0001", "stopped", 1, 2.0))
    assert panel._bar.value() == round(1000 / 3)
    assert panel._status.property("role") == ""
