"""How batches and epochs become events."""

import numpy as np

from kgraph.messages import BatchesEnded, EpochEnded
from kgraph.training.report import Reporter, numbers


def test_only_single_numbers_are_told():
    logs = {"loss": np.float32("nan"), "f1": np.ones(3), "more": {"mean": 2}}
    assert numbers(logs) == {"loss": "nan", "mean": 2.0}


def test_batches_are_gathered_until_the_epoch_ends():
    events = []
    reporter = Reporter(events.append, lambda: False, interval=1000.0)
    for epoch in range(2):
        reporter.on_epoch_begin(epoch)
        for batch in range(3):
            reporter.train_batch_ended(batch, {"loss": float(batch)})
        reporter.on_epoch_end(epoch, {"loss": 2.0})
    curves = {"loss": [0.0, 1.0, 2.0]}
    assert [e for e in events if isinstance(e, BatchesEnded)] == [
        BatchesEnded(epoch=0, batch=2, step=0, logs=curves),
        BatchesEnded(epoch=1, batch=2, step=3, logs=curves),
    ]
    assert [e.step for e in events if isinstance(e, EpochEnded)] == [3, 6]


def test_batches_that_are_far_apart_are_told_one_by_one():
    events = []
    reporter = Reporter(events.append, lambda: False, interval=0.0)
    for batch in range(3):
        reporter.train_batch_ended(batch, {"loss": 0.5})
    assert [(e.step, e.batch) for e in events] == [(0, 0), (1, 1), (2, 2)]
