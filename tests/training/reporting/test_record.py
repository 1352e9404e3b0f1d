"""A run's history is kept while another program keeps its store busy."""

import sqlite3
from contextlib import closing, contextmanager

import pytest

from kgraph.document.project import new_project
from kgraph.messages import EpochEnded, TrainingEnded
from kgraph.runs import RunError, RunStore
from kgraph.runs.storing import sqlite_file
from kgraph.training.reporting import record


@pytest.fixture
def store(tmp_path, monkeypatch) -> RunStore:
    monkeypatch.setattr(sqlite_file, "_PATIENCE", 0.05)
    monkeypatch.setattr(record, "_INTERVAL", 0.0)
    monkeypatch.setattr(record, "_SHARE", 0)
    return RunStore(tmp_path / "net.runs")


@contextmanager
def busy(store: RunStore):
    """Writes to the store for a while, as a backup might."""
    with closing(sqlite3.connect(store.folder / "runs.sqlite")) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.rollback()


def test_epochs_wait_until_the_store_takes_them(store):
    run = store.begin(new_project(), seed=0, versions={})
    recorder = record.Recorder(store, run)
    recorder(EpochEnded(0, 10, 0.1, {"loss": 2.0}))
    with busy(store):
        recorder(EpochEnded(1, 20, 0.1, {"loss": 1.0}))
        assert len(store.epochs(run.id)) == 1
    recorder(EpochEnded(2, 30, 0.1, {"loss": 0.5}))
    recorder.close(TrainingEnded(run.id, "finished", 3, 0.3))
    store.end(run.id, "finished")
    assert [epoch.epoch for epoch in store.epochs(run.id)] == [0, 1, 2]


def test_a_run_whose_end_cannot_be_written_down_is_let_go_of(store):
    run = store.begin(new_project(), seed=0, versions={})
    assert store.get(run.id).state == "running"
    with busy(store), pytest.raises(RunError, match="cannot be written down"):
        store.end(run.id, "finished")
    assert store.get(run.id).state == "interrupted"
