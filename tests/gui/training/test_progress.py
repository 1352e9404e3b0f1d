"""How far a run is, counted from events."""

import pytest

from kgraph.gui.training import progress
from kgraph.messages import BatchesEnded, EpochEnded, TrainingBegan, TrainingEnded


@pytest.fixture
def begun():
    return progress.begin(TrainingBegan("1", epochs=4, batches=10, samples=320))


def batches(epoch, batch, step, losses):
    return BatchesEnded(epoch, batch, step, {"loss": losses})


def test_a_run_begins_at_nothing(begun):
    assert begun.fraction == 0
    assert begun.seconds_left is None
    assert begun.text == "Epoch 1 of 4"


def test_batches_move_it(begun):
    now = progress.advance(begun, batches(0, 1, 0, [3.0, 2.5]), now=100.0)
    assert now.fraction == pytest.approx(2 / 40)
    assert now.seconds_left is None  # the first batches compile: no pace yet
    now = progress.advance(now, batches(0, 3, 2, [2.0, 1.5]), now=101.0)
    assert now.seconds_left == pytest.approx(36 / 2)
    assert now.text == "Epoch 1 of 4  ·  batch 4 of 10  ·  loss 1.5  ·  18 s left"


def test_an_epoch_ends_where_its_batches_end(begun):
    now = progress.advance(begun, batches(0, 8, 0, [1.0] * 9), now=1.0)
    now = progress.advance_epoch(now, EpochEnded(0, 10, 2.0, {"loss": 1.0}), now=2.0)
    assert now.fraction == pytest.approx(0.25)


def test_a_loss_that_is_no_number_is_said(begun):
    now = progress.advance(begun, batches(0, 0, 0, ["nan"]), now=1.0)
    assert "loss NaN" in now.text


def test_it_never_goes_beyond_the_end(begun):
    now = progress.advance(begun, batches(9, 9, 400, [1.0]), now=1.0)
    assert now.fraction == 1.0


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
    assert progress.summary(ended) == (
        f"{text}  ·  on test data: loss 0.1, accuracy NaN"
    )
