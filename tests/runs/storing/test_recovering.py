"""What a killed run had told is in the store once somebody looks."""

import tracemalloc
from pathlib import Path

from kgraph.document.project import new_project
from kgraph.messages import BatchesEnded, EpochEnded, Measured, TrainingEnded
from kgraph.runs import RunStore, alive
from kgraph.runs.folder import death
from kgraph.runs.folder.journal import NAME, Journal
from kgraph.runs.storing import recovering
from kgraph.runs.storing.deleting import delete
from kgraph.runs.storing.listing import LOCK
from kgraph.runs.storing.recovering import recover


def killed(store: RunStore, epochs: int) -> str:
    """Begins a run whose process ends before it could write into the store."""
    run = store.begin(new_project(), seed=0, versions={})
    with_journal(run, epochs)
    store._held.pop(run.id).close()  # the system does so for a process that is killed
    return run.id


def with_journal(run, epochs: int) -> None:
    journal = Journal(Path(run.folder))
    for epoch in range(epochs):
        logs = {"loss": [1.0, 0.5]}
        journal.write(BatchesEnded(epoch, 1, 2 * epoch, logs))
        journal.write(EpochEnded(epoch, 2 * epoch + 2, 1.0, {"loss": 0.5}))
    journal.close()


def test_epochs_that_only_the_journal_knows_are_written_down(tmp_path):
    store = RunStore(tmp_path / "net.runs")
    run = killed(store, 3)
    assert store.get(run).epochs == ()
    recover(store.folder)
    assert [e.epoch for e in store.get(run).epochs] == [0, 1, 2]
    assert store.batches(run)["loss"] == [1.0, 0.5] * 3
    assert store.get(run).state == "interrupted"
    assert store.get(run).ended is not None


def test_a_run_that_is_under_way_is_left_alone(tmp_path):
    store = RunStore(tmp_path / "net.runs")
    run = store.begin(new_project(), seed=0, versions={})
    with_journal(run, 3)
    recover(store.folder)
    assert store.get(run.id).state == "running"
    assert store.get(run.id).epochs == ()
    store.end(run.id, "finished")


def test_a_store_that_was_lost_is_made_again_of_the_folders(tmp_path):
    store = RunStore(tmp_path / "net.runs")
    run = store.begin(new_project(), seed=7, versions={"keras": "3"})
    with_journal(run, 2)
    journal = Journal(Path(run.folder))
    journal.write(TrainingEnded(run.id, "finished", 2, 2.0, {"loss": 0.25}))
    journal.close()
    store.end(run.id, "finished", scores={"loss": 0.25})
    killed(store, 3)
    deleted = store.begin(new_project(), seed=0, versions={})
    store.end(deleted.id, "finished")
    delete(store.folder, deleted.id)
    (store.folder / "runs.sqlite").unlink()

    recover(store.folder)
    first, second = store.list()
    assert (first.state, first.seed, first.scores) == ("finished", 7, {"loss": 0.25})
    assert (first.versions, first.started) == (run.versions, run.started)
    assert first.settings == run.settings
    assert (second.state, len(second.epochs)) == ("interrupted", 3)
    assert store.batches("0001")["loss"] == [1.0, 0.5] * 2
    recover(store.folder)
    assert len(store.list()) == 2


def test_a_run_under_way_whose_store_is_lost_is_taken_in_when_it_ends(tmp_path):
    store = RunStore(tmp_path / "net.runs")
    run = store.begin(new_project(), seed=7, versions={})
    with_journal(run, 2)
    (store.folder / "runs.sqlite").unlink()
    recover(store.folder)
    assert store.list() == ()
    store.end(run.id, "finished")
    recover(store.folder)
    assert len(store.get(run.id).epochs) == 2


def test_no_store_is_no_trouble(tmp_path):
    recover(tmp_path / "net.runs")
    (tmp_path / "net.runs").mkdir()
    (tmp_path / "net.runs" / "runs.sqlite").write_bytes(b"no store")
    recover(tmp_path / "net.runs")


def test_epochs_that_a_damaged_journal_tells_twice_count_once(tmp_path):
    store = RunStore(tmp_path / "net.runs")
    run = killed(store, 3)
    with_journal(store.get(run), 2)  # went on, and the line that said so is lost
    recover(store.folder)
    assert [e.epoch for e in store.get(run).epochs] == [0, 1, 2]


def test_a_damaged_run_is_in_no_others_way(tmp_path):
    store = RunStore(tmp_path / "net.runs")
    for _ in range(3):
        killed(store, 1)
    journal = store.folder / "0001" / NAME
    huge = b'{"type":"EpochEnded","epoch":%d,"step":1,"seconds":1,"logs":{}}\n' % 10**30
    journal.write_bytes(huge)
    (store.folder / "0002" / "run.json").write_bytes(b'{"seed":' + b"[" * 10**5)
    (store.folder / "runs.sqlite").unlink()
    recover(store.folder)
    assert [run.id for run in store.list()] == ["0001", "0003"]
    assert len(store.get("3").epochs) == 1


def test_a_long_history_is_never_in_memory_whole(tmp_path):
    store = RunStore(tmp_path / "net.runs")
    run = store.begin(new_project(), seed=0, versions={})
    store._held.pop(run.id).close()
    journal = Journal(Path(run.folder))
    for epoch in range(40):
        logs = {"loss": [0.123456789] * 10_000}
        journal.write(BatchesEnded(epoch, 9999, 10_000 * epoch, logs))
        journal.write(EpochEnded(epoch, 10_000 * epoch + 10_000, 1.0, {"loss": 0.5}))
    journal.close()
    tracemalloc.start()
    try:
        recover(store.folder)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(store.get(run.id).epochs) == 40
    assert most < 4 * 2**20  # a list of all its numbers takes three times as much


def test_a_run_that_was_killed_for_its_memory_says_so(tmp_path, monkeypatch):
    monkeypatch.setattr(death, "_memory", lambda: 8 * 10**9)
    store = RunStore(tmp_path / "net.runs")
    run = store.get(killed(store, 1))
    journal = Journal(Path(run.folder))
    journal.write(Measured(1.0, 0.5, 7_400_000_000))
    journal.close()
    recover(store.folder)
    error = store.get(run.id).error
    assert "it held 7.4 of 8.0 GB" in error
    assert "smaller batch size" in error


def test_a_run_that_went_on_meanwhile_is_left_to_its_process(tmp_path, monkeypatch):
    store = RunStore(tmp_path / "net.runs")
    run = killed(store, 3)
    told = recovering.last_told

    def told_slowly(place):
        store._held[run] = alive.try_to_hold(place / LOCK)  # goes on in between
        return told(place)

    monkeypatch.setattr(recovering, "last_told", told_slowly)
    recover(store.folder)
    assert store.get(run).state == "running"
    assert store.get(run).epochs == ()
    store.let_go(run)


def test_a_long_journal_can_be_left_for_later(tmp_path):
    store = RunStore(tmp_path / "net.runs")
    run = killed(store, 3)
    assert recover(store.folder, most=10)
    assert store.get(run).epochs == ()
    assert not recover(store.folder)
    assert len(store.get(run).epochs) == 3
