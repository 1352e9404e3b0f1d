"""A process that is killed tears no record, at whatever moment it was."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kgraph.messages import BatchesEnded, EpochEnded
from kgraph.runs import RunStore
from kgraph.runs.folder.journal import told_until

WRITER = """
import sys
from kgraph.document.project import new_project
from kgraph.messages import BatchesEnded, EpochEnded, TrainingBegan
from kgraph.runs import RunStore
from kgraph.training.reporting import record
from pathlib import Path

record._INTERVAL, record._SHARE = 0.0, 0
store = RunStore(Path(sys.argv[1]))
run = store.begin(new_project(), seed=0, versions={})
recorder = record.Recorder(store, run)
recorder(TrainingBegan(run.id, 10**6, 10, 10))
for epoch in range(10**6):
    step = 10 * epoch
    losses = {"loss": [float(step + i) for i in range(10)]}
    recorder(BatchesEnded(epoch, 9, step, losses))
    recorder(EpochEnded(epoch, step + 10, 0.1, {"loss": float(step)}))
    print(epoch, flush=True)
"""


@pytest.mark.slow
def test_a_hundred_kills_tear_no_record(tmp_path):
    chance = random.Random(0)
    for _ in range(100):
        told = killed(tmp_path / "net.runs", chance.uniform(0.0, 0.25))
        store = RunStore(tmp_path / "net.runs")
        run = store.get("latest")
        assert run.state == "interrupted"
        is_whole(run, store.batches(run.id), told)
    assert len(store.list()) == 100


def killed(folder: Path, seconds: float) -> int:
    """Kills a writer a moment after its first epoch; returns how many it had told."""
    process = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(folder)], stdout=subprocess.PIPE, text=True
    )
    with process:
        lines = [process.stdout.readline()]
        time.sleep(seconds)
        process.kill()
        lines += process.stdout.readlines()
    return sum(line.endswith("\n") for line in lines)


def is_whole(run, batches, told: int) -> None:
    # Whatever the process said that it wrote is in the journal, in its order.
    events = list(told_until(Path(run.folder), 10**9, 10**9))
    losses = [v for e in events if isinstance(e, BatchesEnded) for v in e.logs["loss"]]
    epochs = [e.epoch for e in events if isinstance(e, EpochEnded)]
    assert losses == list(range(len(losses)))
    assert epochs == list(range(len(epochs)))
    assert len(epochs) >= told
    # The store is behind it by what was being written, and never torn.
    assert [e.epoch for e in run.epochs] == list(range(len(run.epochs)))
    assert len(epochs) - 1 <= len(run.epochs) <= len(epochs)
    assert batches.get("loss", []) == list(range(10 * len(run.epochs)))
