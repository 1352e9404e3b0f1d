"""A run that came with a model is found again beside the saved drawing."""

import pytest
from PySide6.QtCore import QObject

from kgraph.document import files
from kgraph.gui.importing.came_runs import CameRun
from kgraph.runs import Epoch, RunStore


@pytest.fixture
def run(drawn):
    store = RunStore.beside(None)
    run = store.begin(drawn.project, seed=3, versions={})
    store.record(run.id, [Epoch(0, 4, 1.5, {"loss": 0.5}, {"loss": [0.75, 0.5]})])
    run.best_weights.write_bytes(b"weights")
    store.end(run.id, "finished")
    return store.get(run.id)


@pytest.fixture
def waiting(drawn):
    parent = QObject()
    waiting = CameRun(drawn, parent)
    waiting.behind = parent
    return waiting


def test_it_comes_along_when_the_drawing_is_saved(waiting, drawn, run, tmp_path):
    path = tmp_path / "mine.kgraph"
    waiting.wait(run.folder)
    files.save(drawn.project, path)
    drawn.mark_saved(path)
    (kept,) = RunStore.beside(path).list()
    assert kept.seed == 3
    assert kept.epochs[0].logs == {"loss": 0.5}
    assert RunStore.beside(path).batches(kept.id) == {"loss": [0.75, 0.5]}
    assert kept.best_weights.read_bytes() == b"weights"
    drawn.mark_saved(tmp_path / "other.kgraph")
    assert not RunStore.beside(tmp_path / "other.kgraph").list()


def test_another_drawing_does_not_get_it(waiting, drawn, run, tmp_path):
    waiting.wait(run.folder)
    drawn.replace(drawn.project)
    drawn.mark_saved(tmp_path / "mine.kgraph")
    assert not RunStore.beside(tmp_path / "mine.kgraph").list()


def test_a_run_that_is_gone_is_one_sentence(waiting, drawn, tmp_path):
    said = []
    waiting.failed.connect(said.append)
    waiting.wait(str(tmp_path / "gone.runs" / "0001"))
    drawn.mark_saved(tmp_path / "mine.kgraph")
    assert len(said) == 1
    assert said[0].startswith("The run that came along is not kept")
