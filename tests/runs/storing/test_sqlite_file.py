"""A store that an earlier kgraph wrote is read as it is, and raised when written to."""

import math
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kgraph.document.project import new_project
from kgraph.runs import Epoch, RunError, RunStore

VERSION_1 = Path(__file__).with_name("version_1.sqlite")  # as kgraph 0.1.0 left it


@pytest.fixture
def store(tmp_path) -> RunStore:
    folder = tmp_path / "net.runs"
    folder.mkdir()
    shutil.copy(VERSION_1, folder / "runs.sqlite")
    return RunStore(folder)


def version(store: RunStore) -> int:
    with closing(sqlite3.connect(store.folder / "runs.sqlite")) as connection:
        return connection.execute("PRAGMA user_version").fetchone()[0]


def assert_as_it_was(store: RunStore) -> None:
    first, second = store.list()[:2]
    assert (first.state, first.seed, first.scores) == ("finished", 7, {"loss": 0.25})
    assert first.versions == {"keras": "3.15.0", "backend": "tensorflow"}
    assert math.isnan(first.epochs[0].logs["val_loss"])
    assert first.best_epoch.epoch == 1
    assert store.batches(first.id) == {"loss": [1.5, 1.0, 0.75, 0.5]}
    assert (second.state, second.error) == ("failed", "The loss is not a number.")
    assert (first.tags, first.remarks) == ((), "")


def test_reading_a_store_of_version_1_leaves_it_as_it_is(store):
    assert version(store) == 1
    assert_as_it_was(store)
    assert version(store) == 1


@pytest.mark.skipif(os.name == "nt", reason="needs a folder that cannot be written to")
def test_a_store_of_version_1_is_read_where_nothing_can_be_written(store):
    store.folder.chmod(0o500)
    try:
        assert_as_it_was(store)
    finally:
        store.folder.chmod(0o700)


def test_the_first_writing_raises_it_and_loses_nothing(store):
    run = store.begin(new_project("net"), seed=9, versions={})
    store.record(run.id, [Epoch(0, 2, 0.5, {"loss": 1.0})])
    store.end(run.id, "finished")

    assert run.id == "0003"
    assert version(store) == 2
    assert_as_it_was(store)
    assert len(store.list()) == 3


RAISING = """
import sys
from pathlib import Path
from kgraph.document.project import new_project
from kgraph.runs import RunStore
store = RunStore(Path(sys.argv[1]))
store.end(store.begin(new_project("net"), seed=0, versions={}).id, "finished")
"""


def test_processes_that_raise_it_at_once_do_not_meet(store):
    command = [sys.executable, "-c", RAISING, str(store.folder)]
    processes = [subprocess.Popen(command) for _ in range(3)]
    assert [p.wait(60) for p in processes] == [0] * 3
    assert version(store) == 2
    assert_as_it_was(store)
    assert len(store.list()) == 5


def test_a_store_of_a_newer_kgraph_is_refused_in_words(store):
    with closing(sqlite3.connect(store.folder / "runs.sqlite")) as connection:
        connection.execute("PRAGMA user_version = 99")
    with pytest.raises(RunError, match="newer kgraph"):
        store.list()
    with pytest.raises(RunError, match="newer kgraph"):
        store.begin(new_project("net"), seed=0, versions={})
