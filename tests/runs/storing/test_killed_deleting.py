"""Deleting that is killed at any moment: a run is there whole, or not at all."""

import os
import random
import signal
import subprocess
import sys
import time

import pytest

from kgraph.runs import RunStore

LIVING = """
import sys
from pathlib import Path
from kgraph.document.project import new_project
from kgraph.runs import Epoch, RunStore
from kgraph.runs.storing.deleting import delete
store = RunStore(Path(sys.argv[1]))
print("ready", flush=True)
while True:
    run = store.begin(new_project("net"), seed=0, versions={})
    store.record(run.id, [Epoch(0, 1, 0.0, {"loss": 1.0}, {"loss": [1.0]})])
    run.last_weights.write_bytes(bytes(100_000))
    store.end(run.id, "finished")
    if len(store.list()) > 3:
        delete(store.folder, store.list()[0].id)
"""


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_hundred_kills_leave_no_half_of_a_run(tmp_path):
    store = RunStore(tmp_path / "net.runs")
    chance = random.Random(1)
    for _ in range(100):
        command = [sys.executable, "-c", LIVING, str(store.folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout.readline() == "ready\n"
            time.sleep(chance.uniform(0, 0.15))
            process.send_signal(signal.SIGKILL)
        runs = store.list()
        assert all(run.document.is_file() for run in runs)
        ended = [run for run in runs if run.state == "finished"]
        assert all(run.last_weights.is_file() and run.epochs for run in ended)
    assert len(runs) > 3
    assert int(runs[-1].id) > 100
