"""A window and a run have a folder in common, and nothing else."""

import subprocess
import sys

import pytest

from kgraph.document.project import new_project
from kgraph.gui.training import run_process
from kgraph.gui.training.run_process import RunProcess, found_alive
from kgraph.messages import (
    BatchesEnded,
    Failed,
    Pause,
    Stop,
    Train,
    TrainingBegan,
    TrainingEnded,
    encode,
)
from kgraph.runs import RunStore, alive
from kgraph.runs.folder.commands import CommandReader
from kgraph.runs.folder.journal import Journal, JournalReader
from kgraph.runs.storing.listing import LOCK

BEGAN = TrainingBegan("0001", 1, 2, 3)
ENDED = TrainingEnded("0001", "finished", 1, 1.0)
BATCH = BatchesEnded(0, 0, 0, {"loss": [1.0]})


def write(folder, *events) -> None:
    journal = Journal(folder)
    for event in events:
        journal.write(event)
    journal.close()


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "net.runs" / "0001"
    folder.mkdir(parents=True)
    return folder


@pytest.fixture
def held(folder):
    """The lock of a run that is under way."""
    with alive.hold(folder / LOCK) as lock:
        yield lock


@pytest.fixture
def attached(folder, held, qapp):
    write(folder, BEGAN, BATCH)
    made = watched(RunProcess(folder))
    yield made
    made.leave()


def watched(engine: RunProcess) -> RunProcess:
    engine.heard = []
    engine.received.connect(lambda event: engine.heard.append(("new", event)))
    engine.replayed.connect(lambda event: engine.heard.append(("old", event)))
    engine.died.connect(lambda reason: engine.heard.append(("died", reason)))
    return engine


def test_what_was_told_before_is_replayed_and_the_rest_is_new(attached, folder, qtbot):
    qtbot.waitUntil(lambda: len(attached.heard) == 2)
    write(folder, BATCH, ENDED)
    qtbot.waitUntil(lambda: len(attached.heard) == 4)
    assert attached.heard == [
        ("old", BEGAN), ("old", BATCH), ("new", BATCH), ("new", ENDED)
    ]  # fmt: skip


def test_an_end_of_before_is_no_end(folder, held, qtbot):
    write(folder, BEGAN, ENDED)
    engine = watched(RunProcess(folder))
    qtbot.waitUntil(lambda: bool(engine.heard))
    qtbot.wait(3 * run_process.INTERVAL)
    assert engine.heard == [("old", BEGAN)]
    engine.leave()


def test_what_is_asked_is_in_the_folder(attached, folder):
    reader = CommandReader(folder)
    attached.send(Pause())
    attached.send(Stop(restores_best=True))
    assert reader.read() == [Pause(), Stop(restores_best=True)]


def test_a_run_whose_lock_is_free_has_died(attached, held, qtbot):
    qtbot.waitUntil(lambda: len(attached.heard) == 2)
    held.close()
    qtbot.waitUntil(lambda: len(attached.heard) == 3)
    assert attached.heard[-1][0] == "died"
    assert "it was killed" in attached.heard[-1][1]


def test_a_run_that_is_left_tells_no_more(attached, folder, qtbot):
    qtbot.waitUntil(lambda: len(attached.heard) == 2)
    attached.leave()
    write(folder, BATCH)
    qtbot.wait(3 * run_process.INTERVAL)
    assert len(attached.heard) == 2


def test_the_latest_run_that_is_alive_is_found(tmp_path, folder, held):
    (tmp_path / "net.runs" / "0002").mkdir()
    alive.hold(tmp_path / "net.runs" / "0002" / LOCK).close()
    path = str(tmp_path / "net.kgraph")
    assert found_alive(path) == folder
    held.close()
    assert found_alive(path) is None


def start(monkeypatch, tmp_path, script: str) -> RunProcess:
    monkeypatch.setattr(run_process, "COMMAND", ("-c", script))
    engine = watched(RunProcess())
    engine.send(Train(new_project(), str(tmp_path / "net.kgraph")))
    return engine


def test_a_process_that_dies_early_leaves_no_folder(monkeypatch, tmp_path, qtbot):
    script = "print('Segmentation fault'); raise SystemExit(139)"
    engine = start(monkeypatch, tmp_path, script)
    qtbot.waitUntil(lambda: bool(engine.heard), timeout=20_000)
    (died,) = engine.heard
    assert died == ("died", "The run's process ended unexpectedly (exit code 139).")
    assert not list((tmp_path / "net.runs").glob("0*"))


def test_a_process_is_told_what_to_train_and_outlives_its_window(
    monkeypatch, tmp_path, qtbot
):
    script = (
        "import sys, time; from pathlib import Path; folder = Path(sys.argv[1]); "
        "(folder / 'copy').write_bytes((folder / 'request.json').read_bytes()); "
        "time.sleep(60)"
    )
    engine = start(monkeypatch, tmp_path, script)
    copy = tmp_path / "net.runs" / "0001" / "copy"
    qtbot.waitUntil(copy.exists, timeout=20_000)
    process = engine._process
    engine.leave()
    assert process.poll() is None
    process.kill()
    process.wait()


def test_a_run_that_has_not_begun_ends_at_once(monkeypatch, tmp_path, qapp):
    engine = start(monkeypatch, tmp_path, "import time; time.sleep(60)")
    process = engine._process
    engine.close()
    assert process.poll() is not None
    assert not list((tmp_path / "net.runs").glob("0*"))


def test_a_folder_that_cannot_be_written_to_is_told(tmp_path, qtbot):
    (tmp_path / "net.runs").write_text("a file stands in the way")
    engine = watched(RunProcess())
    engine.send(Train(new_project(), str(tmp_path / "net.kgraph")))
    qtbot.waitUntil(lambda: bool(engine.heard))
    ((_, failed),) = engine.heard
    assert isinstance(failed, Failed)
    assert "cannot be started" in failed.message


def test_a_run_without_a_checkpoint_is_not_gone_on_with(tmp_path, qtbot):
    store = RunStore(tmp_path / "net.runs")
    run = store.begin(new_project(), seed=0, versions={})
    store.end(run.id, "stopped")
    engine = watched(RunProcess())
    engine.send(Train(new_project(), str(tmp_path / "net.kgraph"), run=run.id))
    qtbot.waitUntil(lambda: bool(engine.heard))
    assert "no checkpoint" in engine.heard[0][1].message


@pytest.mark.slow
def test_a_real_run_says_why_it_cannot_begin(tmp_path):
    """The run's own program, with a drawing that has nothing to learn from."""
    folder = RunStore(tmp_path / "net.runs").reserve()
    request = Train(new_project(), str(tmp_path / "net.kgraph"))
    (folder / "request.json").write_bytes(encode(request))
    subprocess.run(
        [sys.executable, *run_process.COMMAND, str(folder)], check=True, timeout=120
    )
    (failed,) = JournalReader(folder).read_all()
    assert isinstance(failed, Failed)
    assert failed.request == "Train"
