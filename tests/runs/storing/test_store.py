"""The run store: what it remembers, and what survives other processes."""

import math
import os
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.document.project import new_project
from kgraph.runs import Epoch, RunError, RunStore, beside, home

PROJECT = new_project("net")


@pytest.fixture
def store(tmp_path: Path) -> RunStore:
    return RunStore(tmp_path / "net.runs")


def epoch(number: int, **logs: float) -> Epoch:
    return Epoch(number, (number + 1) * 2, 0.5, logs, {"loss": [0.5, 0.25]})


def test_a_store_lies_beside_its_file_or_at_home(monkeypatch, tmp_path):
    assert beside(tmp_path / "net.kgraph") == tmp_path / "net.runs"
    monkeypatch.setenv("KGRAPH_HOME", str(tmp_path / "home"))
    assert home() == tmp_path / "home"
    assert beside(None) == tmp_path / "home" / "unsaved.runs"


def test_listing_runs_that_never_were_makes_nothing(store):
    assert store.list() == ()
    assert not store.folder.exists()
    with pytest.raises(RunError, match="no run yet"):
        store.get("latest")


def test_a_run_is_remembered(store):
    run = store.begin(PROJECT, seed=7, versions={"keras": "3"})
    assert run.state == "running"
    store.record(run.id, [epoch(0, loss=1.0, val_loss=2.0)])
    store.record(run.id, [epoch(1, loss=0.5, val_loss=3.0)])
    store.end(run.id, "finished", scores={"loss": 0.25})

    again = RunStore(store.folder).get(run.id)
    assert again.state == "finished"
    assert again.seed == 7
    assert again.settings["epochs"] == PROJECT.training.epochs
    assert again.versions == {"keras": "3"}
    assert again.scores == {"loss": 0.25}
    assert again.started <= again.ended
    assert [e.logs["loss"] for e in again.epochs] == [1.0, 0.5]
    assert again.best_epoch.epoch == 0
    assert again.document.read_bytes().startswith(b"{")
    assert store.batches(run.id) == {"loss": [0.5, 0.25, 0.5, 0.25]}


@settings(max_examples=20, deadline=None)
@given(st.lists(st.floats(width=32)))
def test_values_arrive_as_they_are(tmp_path_factory, values):
    store = RunStore(tmp_path_factory.mktemp("runs"))
    run = store.begin(PROJECT, seed=0, versions={})
    for number, value in enumerate(values):
        store.record(
            run.id, [Epoch(number, 1, 0.0, {"loss": value}, {"loss": [value]})]
        )
    store.end(run.id, "finished")
    same = [repr(e.logs["loss"]) for e in store.get(run.id).epochs]
    assert same == [repr(v) for v in values]
    assert [repr(v) for v in store.batches(run.id).get("loss", [])] == same


def test_get_finds_the_latest_the_best_and_each(store):
    for losses in ([3.0, 1.0], [2.0], [math.nan]):
        run = store.begin(PROJECT, seed=0, versions={})
        store.record(run.id, [epoch(i, val_loss=v) for i, v in enumerate(losses)])
        store.end(run.id, "finished")
    assert [run.id for run in store.list()] == ["0001", "0002", "0003"]
    assert store.get("latest").id == "0003"
    assert store.get("best").id == "0001"
    assert store.get("2").id == store.get("0002").id == "0002"
    with pytest.raises(RunError, match="Received: 'nine'"):
        store.get("nine")


def test_a_lost_store_does_not_take_the_folders_of_its_runs(store):
    store.end(store.begin(PROJECT, seed=0, versions={}).id, "finished")
    (store.folder / "runs.sqlite").unlink()
    run = store.begin(PROJECT, seed=0, versions={})
    store.end(run.id, "finished")
    assert run.id == "0002"


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(RunError, match="cannot be written down"):
        RunStore(tmp_path / "file" / "net.runs").begin(PROJECT, seed=0, versions={})


def test_a_store_that_is_just_being_made_is_empty(store):
    store.folder.mkdir()
    (store.folder / "runs.sqlite").touch()
    assert store.list() == ()


def test_a_damaged_store_is_one_clear_error(store):
    content = b"no database at all" * 100
    store.folder.mkdir()
    (store.folder / "runs.sqlite").write_bytes(content)
    with pytest.raises(RunError, match="cannot be read"):
        store.list()
    with pytest.raises(RunError, match="is damaged"):
        store.begin(PROJECT, seed=0, versions={})
    assert (store.folder / "runs.sqlite").read_bytes() == content


WRITER = """
import sys
from pathlib import Path
from kgraph.document.project import new_project
from kgraph.runs import Epoch, RunStore
store = RunStore(Path(sys.argv[1]))
for _ in range(5):
    run = store.begin(new_project("net"), seed=0, versions={})
    for number in range(5):
        store.record(run.id, [Epoch(number, number, 0.0, {"loss": 1.0})])
    store.end(run.id, "finished")
"""

DYING = """
import sys, time
from pathlib import Path
from kgraph.document.project import new_project
from kgraph.runs import Epoch, RunStore
store = RunStore(Path(sys.argv[1]))
run = store.begin(new_project("net"), seed=0, versions={})
store.record(run.id, [Epoch(0, 1, 0.0, {"loss": 1.0})])
print("begun", flush=True)
time.sleep(60)
"""


def test_processes_that_start_at_once_do_not_meet(store):
    command = [sys.executable, "-c", WRITER, str(store.folder)]
    processes = [subprocess.Popen(command) for _ in range(4)]
    assert [p.wait(60) for p in processes] == [0] * 4
    runs = store.list()
    assert len({run.id for run in runs}) == 20
    assert all(run.state == "finished" and len(run.epochs) == 5 for run in runs)


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_killed_run_is_shown_as_interrupted_and_the_store_lives_on(store):
    command = [sys.executable, "-c", DYING, str(store.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout.readline() == "begun\n"
        assert store.get("latest").state == "running"
        process.send_signal(signal.SIGKILL)
    (run,) = store.list()
    assert run.state == "interrupted"
    assert run.ended is None
    assert [e.logs for e in run.epochs] == [{"loss": 1.0}]
    store.end(store.begin(PROJECT, seed=0, versions={}).id, "stopped")
    assert [run.state for run in store.list()] == ["interrupted", "stopped"]


def test_a_run_is_gone_on_with_by_one_process_alone(store):
    run = store.begin(PROJECT, seed=7, versions={})
    run.checkpoint.touch()
    store.end(run.id, "stopped")
    other = RunStore(store.folder)
    with store.claimed("latest") as claimed:
        assert claimed.id == run.id
        with pytest.raises(RunError, match="under way"), other.claimed(run.id):
            pass
        store.go_on(run.id)
    assert other.get(run.id).state == "running"
    store.end(run.id, "finished")
    assert other.get(run.id).state == "finished"


def test_a_run_that_cannot_go_on_is_what_it_was(store):
    run = store.begin(PROJECT, seed=7, versions={})
    run.checkpoint.touch()
    store.end(run.id, "stopped")
    with pytest.raises(RunError, match="no data"), store.claimed(run.id):
        raise RunError("no data")
    assert store.get(run.id).state == "stopped"
    other = RunStore(store.folder)
    with other.claimed(run.id):
        other.go_on(run.id)
    other.end(run.id, "finished")


def test_a_wrong_clock_harms_neither_ids_nor_order_nor_dates(store, monkeypatch):
    times = iter([2e9, 1e9, -5.0, 1e18, -1e300, 5.0])
    monkeypatch.setattr(time, "time", lambda: next(times))
    for _ in range(3):
        store.end(store.begin(PROJECT, seed=7, versions={}).id, "finished")
    assert [run.id for run in store.list()] == ["0001", "0002", "0003"]
    assert store.get("latest").id == "0003"
    for run in store.list():
        assert datetime.fromtimestamp(run.started, UTC).year >= 1970
        assert datetime.fromtimestamp(run.ended, UTC).year <= 3000
