"""A long history of a killed run is read while the window goes on."""

from pathlib import Path

import pytest
from PySide6.QtCore import QObject

from kgraph.document.project import new_project
from kgraph.gui.training import recovery
from kgraph.gui.training.recovery import Recovery
from kgraph.messages import EpochEnded
from kgraph.runs import RunStore
from kgraph.runs.folder.journal import Journal


@pytest.fixture
def store(tmp_path):
    """A store with a run that was killed after two epochs."""
    store = RunStore(tmp_path / "net.runs")
    run = store.begin(new_project(), seed=0, versions={})
    journal = Journal(Path(run.folder))
    for epoch in range(2):
        journal.write(EpochEnded(epoch, epoch + 1, 1.0, {"loss": 1.0}))
    journal.close()
    store._held.pop(run.id).close()
    return store


def test_a_short_history_is_there_at_once(qapp, store):
    Recovery(QObject()).recover(store.folder)
    assert len(store.get("1").epochs) == 2


def test_a_long_one_comes_later(qtbot, store, monkeypatch):
    monkeypatch.setattr(recovery, "QUICKLY_READ", 10)
    parent = QObject()
    made = Recovery(parent)
    with qtbot.waitSignal(made.done) as done:
        made.recover(store.folder)
        made.recover(store.folder)
    assert done.args == [store.folder]
    assert len(store.get("1").epochs) == 2
