"""How batches and epochs become events."""

import numpy as np

from kgraph.messages import BatchesEnded, EpochEnded
from kgraph.training.reporting.meter import Meter
from kgraph.training.reporting.report import Reporter, numbers
from kgraph.training.steering.control import Control
from kgraph.training.steering.helm import Helm


class Model:
    """What a reporter asks of a model that learns at no single rate."""

    optimizer = None


def reporter(events, interval, batches=3):
    control = Control()
    helm = Helm(control, events.append)
    made = Reporter(events.append, helm, Meter(1), batches, dict, interval)
    made.set_model(Model())
    return made


def test_only_single_numbers_are_told():
    logs = {"loss": np.float32("nan"), "f1": np.ones(3), "more": {"mean": 2}}
    assert numbers(logs) == {"loss": "nan", "mean": 2.0}


def test_batches_are_gathered_until_the_epoch_ends():
    events = []
    telling = reporter(events, interval=1000.0)
    for epoch in range(2):
        telling.on_epoch_begin(epoch)
        for batch in range(3):
            telling.train_batch_ended(batch, {"loss": float(batch)})
        telling.on_epoch_end(epoch, {"loss": 2.0})
    curves = {"loss": [0.0, 1.0, 2.0]}
    assert [e for e in events if isinstance(e, BatchesEnded)] == [
        BatchesEnded(epoch=0, batch=2, step=0, logs=curves),
        BatchesEnded(epoch=1, batch=2, step=3, logs=curves),
    ]
    assert [e.step for e in events if isinstance(e, EpochEnded)] == [3, 6]


def test_batches_that_are_far_apart_are_told_one_by_one():
    events = []
    telling = reporter(events, interval=0.0)
    for batch in range(3):
        telling.train_batch_ended(batch, {"loss": 0.5})
    assert [(e.step, e.batch) for e in events] == [(0, 0), (1, 1), (2, 2)]


def test_a_call_of_several_batches_counts_them_all():
    events = []
    telling = reporter(events, interval=1000.0, batches=10)
    telling.on_epoch_begin(0)
    for last in (3, 7, 11):  # four at a time, the last beyond the end
        telling.train_batch_ended(last, {"loss": float(last)})
    telling.on_epoch_end(0, {})
    (batches,) = [e for e in events if isinstance(e, BatchesEnded)]
    assert batches.logs["loss"] == [3.0] * 4 + [7.0] * 4 + [11.0] * 2
    assert telling.step == 10
