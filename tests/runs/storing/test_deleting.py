"""A run that is deleted is gone whole, and no other with it."""

import shutil
from pathlib import Path

import pytest

from kgraph.document.project import new_project
from kgraph.runs import Epoch, RunError, RunStore
from kgraph.runs.storing.deleting import delete, size_on_disk


@pytest.fixture
def store(tmp_path) -> RunStore:
    store = RunStore(tmp_path / "net.runs")
    for number in range(3):
        run = store.begin(new_project("net"), seed=number, versions={})
        store.record(run.id, [Epoch(0, 1, 0.5, {"loss": 1.0}, {"loss": [1.0]})])
        run.last_weights.write_bytes(b"w" * 1000)
        store.end(run.id, "finished")
    return store


def names(store):
    return sorted(path.name for path in store.folder.iterdir() if path.is_dir())


def test_a_run_goes_with_its_epochs_and_files(store):
    assert 1000 < size_on_disk(store.get("2")) < 2000
    delete(store.folder, "0002")
    assert [run.id for run in store.list()] == ["0001", "0003"]
    assert store.epochs("0002") == ()
    assert names(store) == ["0001", "0003"]
    assert size_on_disk(store.get("3")) > 1000


def test_its_number_is_never_given_to_another(store):
    delete(store.folder, "0003")
    run = store.begin(new_project("net"), seed=9, versions={})
    store.end(run.id, "finished")
    assert run.id == "0004"


def test_a_run_that_is_going_on_is_refused(store):
    run = store.begin(new_project("net"), seed=9, versions={})
    with pytest.raises(RunError, match="stop it first"):
        delete(store.folder, run.id)
    assert store.get(run.id).state == "running"
    store.end(run.id, "stopped")
    delete(store.folder, run.id)
    assert len(store.list()) == 3


def test_a_run_is_deleted_once(store):
    delete(store.folder, "0001")
    with pytest.raises(RunError, match="deleted already"):
        delete(store.folder, "0001")


def test_a_run_without_its_folder_can_be_deleted(store):
    shutil.rmtree(store.get("1").folder)
    delete(store.folder, "0001")
    assert [run.id for run in store.list()] == ["0002", "0003"]


class PowerCutError(Exception):
    pass


@pytest.mark.parametrize(
    ("owner", "name", "left"),
    [(Path, "rename", "0001"), (shutil, "rmtree", "0001.deleted")],
)
def test_what_a_crash_leaves_is_not_seen_and_goes_with_the_next(
    store, monkeypatch, owner, name, left
):
    def cut(*_, **__):
        raise PowerCutError

    with monkeypatch.context() as patch:
        patch.setattr(owner, name, cut)
        with pytest.raises(PowerCutError):
            delete(store.folder, "0001")
    assert [run.id for run in store.list()] == ["0002", "0003"]
    assert names(store) == [left, "0002", "0003"]

    delete(store.folder, "0002")
    assert names(store) == ["0003"]
