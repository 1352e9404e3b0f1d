"""What runs tell becomes curves; what is void is taken back."""

import csv
import io

import pytest

from kgraph.gui.training.curves.numbers.table import csv as table
from kgraph.gui.training.curves.numbers.table import points_of
from kgraph.gui.training.curves.numbers.told import RATE, Key, Told, is_loss, recorded
from kgraph.messages import BatchesEnded, EpochEnded, Marked, TrainingBegan
from kgraph.runs import Epoch


def batches(step, *losses):
    return BatchesEnded(step // 10, 0, step, {"loss": list(losses)})


@pytest.fixture
def told():
    told = Told(10)
    told.add_batches(batches(0, *[2.0] * 10), 0.0)
    told.add_epoch(EpochEnded(0, 10, 1.0, {"loss": 2.0, "val_loss": 3.0, RATE: 0.1}))
    told.add_batches(batches(10, *[1.0] * 10), 1.0)
    told.add_epoch(EpochEnded(1, 20, 1.0, {"loss": 1.0, "val_loss": 2.0, RATE: 0.1}))
    return told


def test_there_is_a_curve_for_each_value_and_level(told):
    assert list(told.curves) == [Key("loss", True), Key("loss"), Key("val_loss")]
    assert told.curves[Key("val_loss")].steps.tolist() == [10, 20]
    assert told.rates.y.tolist() == [0.1, 0.1]
    assert told.last_step == 20


def test_a_run_goes_on_from_where_it_was_saved(told):
    told.add_mark(Marked("best", 10, "loss 2"))
    told.add_mark(Marked("best", 20, "loss 1"))
    told.go_on(TrainingBegan("1", 2, 10, 320, first_step=13))
    assert told.last_step == 13
    assert told.curves[Key("val_loss")].steps.tolist() == [10]
    assert [mark.step for mark in told.marks] == [10]
    told.add_batches(batches(13, 0.5, 0.5), 2.0)
    curve = told.curves[Key("loss", True)]
    assert curve.steps.tolist() == list(range(1, 16)), "without a seam"
    assert curve.y.tolist()[-3:] == [1.0, 0.5, 0.5]


def test_a_new_rate_is_a_step_at_once(told):
    told.add_mark(Marked("rate", 25, "by hand", 0.01))
    assert told.rates.steps.tolist() == [10, 20, 25, 25]
    assert told.rates.y.tolist() == [0.1, 0.1, 0.1, 0.01]
    assert told.has_rate_changed


def test_a_rate_that_drops_is_marked_where_it_did(told):
    for epoch, rate in ((2, 0.09), (3, 0.009), (4, 0.008)):
        told.add_epoch(EpochEnded(epoch, 10 * epoch + 10, 1.0, {RATE: rate}))
    assert [(m.step, m.text) for m in told.marks] == [(30, "Learning rate 0.009")]
    assert told.rates.y.tolist()[2:] == [0.09, 0.009, 0.009, 0.008]
    assert told.rates.steps.tolist()[2:] == [30, 30, 40, 50]


def test_an_epoch_does_not_take_back_the_rate_of_its_end(told):
    told.add_mark(Marked("rate", 30, "plateau", 0.01))
    told.add_epoch(EpochEnded(2, 30, 1.0, {"loss": 1.0, RATE: 0.1}))
    assert told.rates.y.tolist()[-1] == 0.01


def test_only_the_first_value_that_is_no_number_is_news(told):
    assert told.add_batches(batches(20, 1.0, "nan"), 2.0) == [Key("loss", True)]
    assert told.add_batches(batches(22, "inf"), 2.0) == []
    sentence = told.sentence(Key("loss", True))
    assert sentence.startswith("loss became NaN in epoch 3.")


def test_a_recorded_run_is_told_alike(told):
    epochs = [
        Epoch(e, 10 * e + 10, 1.0, {"loss": 2.0 - e, "val_loss": 3.0 - e, RATE: 0.1})
        for e in range(2)
    ]
    again = recorded(epochs, {"loss": [2.0] * 10 + [1.0] * 10})
    assert again.timeline.batches == 10
    for key, series in told.curves.items():
        assert again.curves[key].y.tolist() == series.y.tolist()


def test_a_run_without_epochs_can_be_recorded():
    assert recorded([], {}).last_step == 0


def test_all_points_become_a_table(told):
    told.add_batches(BatchesEnded(2, 0, 20, {"loss": [1 / 3], "=x": ["nan"]}), 3.0)
    rows = list(csv.DictReader(io.StringIO(table([points_of("7", told)]).decode())))
    assert len(rows) == 21 + 2
    assert rows[0] == {
        **{"run": "7", "level": "batch", "step": "1", "epoch": "0.1"},
        **{"seconds": "0.1", "loss": "2.0", "'=x": "", "val_loss": "", RATE: ""},
    }
    assert float(rows[20]["loss"]) == 1 / 3, "as exact as it is"
    assert rows[22]["level"] == "epoch"
    assert rows[22]["val_loss"] == "2.0"
    assert rows[22][RATE] == "0.1"


@pytest.mark.parametrize(
    ("name", "expected"),
    [("loss", True), ("val_loss", True), ("head_loss", True), ("val_accuracy", False)],
)
def test_losses_stand_apart_from_metrics(name, expected):
    assert is_loss(name) == expected
