"""How far a run is, counted from events."""

import pytest

from kgraph.gui.training import progress
from kgraph.messages import (
    BatchesEnded,
    EpochEnded,
    Marked,
    TrainingBegan,
    TrainingEnded,
)

BEGAN = TrainingBegan("1", epochs=4, batches=10, samples=320)


@pytest.fixture
def begun():
    return progress.begin(BEGAN)


def batches(epoch, batch, step, losses):
    return BatchesEnded(epoch, batch, step, {"loss": losses})


def epoch(number, seconds=2.0, **logs):
    return EpochEnded(number, 10 * number + 10, seconds, logs)


def plain(text):
    return text.replace(progress.UNBROKEN, " ")


def test_a_run_begins_at_nothing(begun):
    assert begun.fraction == 0
    assert begun.seconds_left is None
    assert plain(begun.text) == "Epoch 1 of 4"


def test_batches_move_it(begun):
    now = progress.advance(begun, batches(0, 1, 0, [3.0, 2.5]), now=100.0)
    assert now.fraction == pytest.approx(2 / 40)
    assert now.seconds_left is None  # the first batches compile: no pace yet
    now = progress.advance(now, batches(0, 3, 2, [2.0, 1.5]), now=101.0)
    assert now.seconds_left == pytest.approx(36 / 2)
    assert plain(now.text) == (
        "Epoch 1 of 4  ·  batch 4 of 10  ·  loss 1.5  ·  epoch 3.0 s, run 18 s left"
    )


def test_an_epoch_tells_how_long_others_take_with_their_validation(begun):
    now = progress.advance(begun, batches(0, 9, 0, [1.0] * 10), now=1.0)
    now = progress.advance_epoch(now, epoch(0, 30.0, loss=1.0), now=2.0)
    assert now.fraction == pytest.approx(0.25)
    now = progress.advance(now, batches(1, 4, 10, [1.0] * 5), now=6.0)
    assert now.epoch_left == pytest.approx(5.0)
    assert now.seconds_left == pytest.approx(5 + 2 * 30)


def test_in_the_last_epoch_one_time_says_it_all(begun):
    now = progress.advance(begun, batches(3, 0, 30, [1.0]), now=1.0)
    now = progress.advance(now, batches(3, 4, 31, [1.0] * 4), now=5.0)
    assert plain(now.text).endswith("5.0 s left")


def test_a_run_that_becomes_slower_is_seen_to(begun):
    now = begun
    for step in range(10):  # one second each, then ten
        now = progress.advance(now, batches(0, 0, step, [1.0]), now=float(step))
    for step in range(10):
        now = progress.advance(now, batches(1, 0, 10 + step, [1.0]), now=10.0 * step)
    assert now.epoch_left == pytest.approx(9 * 10, rel=0.2)


def test_what_happened_before_tells_nothing_of_the_pace(begun):
    now = progress.advance(begun, batches(0, 4, 0, [1.0] * 5), now=None)
    now = progress.advance(now, batches(0, 5, 5, [1.0]), now=100.0)
    assert (now.steps, now.seconds_left) == (6, None)


def test_neither_does_a_pause(begun):
    now = progress.advance(begun, batches(0, 0, 0, [1.0]), now=0.0)
    now = progress.mark(now, Marked("pause", 1, "paused"))
    now = progress.mark(now, Marked("resume", 1, "resumed"))
    now = progress.advance(now, batches(0, 1, 1, [1.0]), now=1000.0)
    now = progress.advance(now, batches(0, 2, 2, [1.0]), now=1001.0)
    assert now.epoch_left == pytest.approx(7.0)


def test_a_loss_that_is_no_number_is_said(begun):
    now = progress.advance(begun, batches(0, 0, 0, ["nan"]), now=1.0)
    assert "loss NaN" in plain(now.text)


def test_a_line_that_is_too_long_ends_between_two_facts(begun):
    now = progress.advance(begun, batches(0, 1, 0, [3.0, 2.5]), now=1.0)
    assert now.paused.split(" ") == ["Paused", "", "·", "", *now.text.split(" ")]


def test_what_was_restored_is_said(begun):
    now = progress.advance_epoch(begun, epoch(0, loss=2.0))
    ended = TrainingEnded("1", "stopped", 2, 9.0, restored_best=True)
    assert progress.summary(ended, now.best).endswith("loss 2, its weights are kept")


def test_of_many_scores_the_line_tells_few():
    scores = {"a_loss": 1.0, "a_mae": 2.0, "b_loss": 3.0, "loss": 4.0}
    ended = TrainingEnded("1", "finished", 2, 9.0, scores)
    few = plain(progress.summary(ended, most_scores=2))
    assert few.endswith("loss 4, a_loss 1, 2 more")
    whole = plain(progress.summary(ended))
    assert whole.endswith("a_loss 1, a_mae 2, b_loss 3, loss 4")


def test_it_never_goes_beyond_the_end(begun):
    now = progress.advance(begun, batches(9, 9, 400, [1.0]), now=1.0)
    assert now.fraction == 1.0


def test_more_epochs_are_farther_from_the_end(begun):
    now = progress.advance(begun, batches(0, 9, 0, [1.0] * 10), now=1.0)
    now = progress.mark(now, Marked("epochs", 10, "4 epochs more", 4))
    assert now.fraction == pytest.approx(10 / 80)
    assert plain(now.text).startswith("Epoch 1 of 8")


def test_the_stage_that_is_under_way_is_named():
    stages = ("tune", "fine-tune")
    now = progress.begin(TrainingBegan("1", 4, 10, 320, stages=stages))
    assert plain(now.text).startswith("Stage 1 of 2, tune  ·  Epoch 1")
    now = progress.mark(now, Marked("stage", 20, "fine-tune begins"))
    assert plain(now.text).startswith("Stage 2 of 2, fine-tune")


def test_the_best_epoch_is_that_of_the_validation(begun):
    now = progress.advance_epoch(begun, epoch(0, loss=0.1))
    assert now.best.name == "loss"
    for number, value in enumerate((3.0, 2.0, "nan", 2.5)):
        now = progress.advance_epoch(now, epoch(number, loss=0.0, val_loss=value))
    assert now.best.text == "best epoch 2: val_loss 2"
    now = progress.advance_epoch(now, epoch(4, loss=0.0))
    assert now.best.epoch == 1, "an epoch without validation is not compared"


def test_a_run_that_goes_on_keeps_what_still_holds(begun):
    now = progress.advance_epoch(begun, epoch(0, loss=3.0))
    went_on = TrainingBegan("1", 6, 10, 320, first_step=14)
    again = progress.begin(went_on, now)
    assert (again.steps, again.epoch, again.best.epoch) == (14, 1, 0)
    now = progress.advance_epoch(now, epoch(1, loss=2.0))
    assert progress.begin(went_on, now).best is None, "it came later"
    assert progress.begin(TrainingBegan("2", 6, 10, 320), now).steps == 0


@pytest.mark.parametrize(
    ("reason", "text"),
    [
        ("finished", "Finished after 1 epoch, 2.5 s"),
        ("stopped", "Stopped in epoch 1, 2.5 s"),
        ("early", "Stopped early by a callback after 1 epoch, 2.5 s"),
    ],
)
def test_the_end_is_one_line(reason, text):
    ended = TrainingEnded("1", reason, 1, 2.5)
    assert progress.summary(ended) == text
    ended = TrainingEnded("1", reason, 1, 2.5, {"loss": 0.1, "accuracy": "nan"})
    best = progress.Best(0, 10, "val_loss", 0.25)
    assert plain(progress.summary(ended, best)) == (
        f"{text}  ·  best epoch 1: val_loss 0.25  ·  "
        "on test data: loss 0.1, accuracy NaN"
    )
