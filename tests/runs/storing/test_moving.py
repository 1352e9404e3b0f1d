"""A run that moves to another store is whole there, and gone from the first."""

import errno
import os
import shutil
from pathlib import Path

import pytest

from kgraph.document.project import new_project
from kgraph.messages import EpochEnded
from kgraph.runs import Epoch, RunError, RunStore
from kgraph.runs.folder.journal import Journal
from kgraph.runs.storing.deleting import delete
from kgraph.runs.storing.labelling import set_tags
from kgraph.runs.storing.moving import move


@pytest.fixture
def store(tmp_path) -> RunStore:
    store = RunStore(tmp_path / "unsaved.runs")
    for number in range(2):
        trained(store, number)
    return store


@pytest.fixture
def other(tmp_path) -> RunStore:
    return RunStore(tmp_path / "net.runs")


def trained(store, seed):
    run = store.begin(new_project("net"), seed=seed, versions={"keras": "3"})
    store.record(run.id, [Epoch(0, 1, 0.5, {"loss": 1.0}, {"loss": [1.0]})])
    run.last_weights.write_bytes(b"weights")
    set_tags(store.folder, run.id, ["wide"])
    store.end(run.id, "finished", scores={"loss": 0.5})
    return store.get(run.id)


def without_folder(run):
    return {
        name: getattr(run, name)
        for name in ("started", "ended", "seed", "scores", "tags", "epochs", "versions")
    }


def is_whole(store, run, before):
    found = store.get(run)
    assert without_folder(found) == without_folder(before)
    assert found.last_weights.read_bytes() == b"weights"
    assert store.batches(run) == {"loss": [1.0]}
    assert not (store.folder / run / "running").exists()
    return True


def test_it_keeps_its_id_and_all_that_is_known_of_it(store, other):
    before = store.get("2")
    assert move("0002", store.folder, other.folder) == "0002"
    assert is_whole(other, "0002", before)
    assert [run.id for run in store.list()] == ["0001"]
    assert not (store.folder / "0002").exists()


def test_a_number_that_was_used_is_not_used_again(store, other):
    before = store.get("2")
    trained(other, 7)
    trained(other, 8)
    delete(other.folder, "0002")
    assert move("0002", store.folder, other.folder) == "0003"
    assert is_whole(other, "0003", before)
    assert other.get("1").seed == 7


def test_files_are_copied_where_another_disk_begins(store, other, monkeypatch):
    def refuse(*_):
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    before = store.get("1")
    monkeypatch.setattr(os, "rename", refuse)
    move("0001", store.folder, other.folder)
    assert is_whole(other, "0001", before)


def test_a_run_that_is_going_on_stays(store, other):
    run = store.begin(new_project("net"), seed=9, versions={})
    with pytest.raises(RunError, match="under way"):
        move(run.id, store.folder, other.folder)
    assert store.get(run.id).state == "running"
    assert not other.folder.exists()
    store.end(run.id, "stopped")


def test_a_full_disk_leaves_it_where_it_was(store, other, monkeypatch):
    def refuse(*_, **__):
        raise OSError(errno.ENOSPC, "No space left on device")

    before = store.get("1")
    monkeypatch.setattr(os, "rename", refuse)
    monkeypatch.setattr("shutil.copytree", refuse)
    with pytest.raises(RunError, match=r"stays in .*No space left"):
        move("0001", store.folder, other.folder)
    assert is_whole(store, "0001", before)
    assert other.list() == ()


def test_a_store_that_refuses_it_leaves_it_where_it_was(store, other):
    before = store.get("1")
    other.folder.mkdir()
    (other.folder / "runs.sqlite").write_bytes(b"no store" * 1000)
    with pytest.raises(RunError, match="damaged"):
        move("0001", store.folder, other.folder)
    assert is_whole(store, "0001", before)


def test_a_run_that_was_killed_comes_with_all_that_it_told(store, other):
    run = store.begin(new_project("net"), seed=9, versions={})
    journal = Journal(Path(run.folder))
    journal.write(EpochEnded(0, 1, 0.5, {"loss": 3.0}))
    journal.close()
    store._held.pop(run.id).close()  # as if its process had been killed
    move(run.id, store.folder, other.folder)
    found = other.get(run.id)
    assert found.state == "interrupted"
    assert [epoch.logs for epoch in found.epochs] == [{"loss": 3.0}]


def test_one_that_is_not_there_is_a_sentence(store, other):
    shutil.rmtree(store.folder / "0001")
    with pytest.raises(RunError, match="stays in"):
        move("0001", store.folder, other.folder)
