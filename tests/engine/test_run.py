"""The process of a run: one alone goes on with it."""

import subprocess
import sys
from pathlib import Path

import pytest
from interrupted import StopAfter, are_equal, forgetful

from kgraph.document import files
from kgraph.messages import Failed, Train, TrainingEnded, encode
from kgraph.runs import RunStore
from kgraph.runs.folder.journal import JournalReader
from kgraph.runs.places import BUSY, REQUEST
from kgraph.training import fit


def going_on(folder: Path) -> subprocess.Popen:
    return subprocess.Popen(
        [sys.executable, "-P", "-m", "kgraph.engine.run", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


@pytest.mark.slow
def test_two_windows_that_continue_a_run_at_once_do_not_harm_it(tmp_path):
    path = tmp_path / "net.kgraph"
    project = forgetful(epochs=60)
    files.save(project, path)
    whole = fit(project, store=RunStore(tmp_path / "a.runs"), report=lambda _: None)
    store = RunStore.beside(path)
    run = fit(project, store=store, report=lambda _: None, control=StopAfter(30))
    folder = Path(run.folder)
    (folder / REQUEST).write_bytes(encode(Train(project, str(path), run.id)))
    processes = [going_on(folder), going_on(folder)]
    assert sorted(process.wait() for process in processes) == [0, BUSY]
    told = list(JournalReader(folder).read_all())
    assert not any(isinstance(event, Failed) for event in told)
    assert isinstance(told[-1], TrainingEnded)
    assert store.get(run.id).state == "finished"
    assert are_equal(store.get(run.id), whole)
