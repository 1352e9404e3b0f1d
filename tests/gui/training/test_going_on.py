"""A window shows runs that are under way, and lets others go on."""

import pytest

from kgraph.document import files
from kgraph.gui.engine_client import ProcessEngine
from kgraph.gui.training import run_engines
from kgraph.gui.training.run_process import RunProcess
from kgraph.gui.training.session import State
from kgraph.messages import Train, TrainingBegan, TrainingEnded
from kgraph.runs import RunStore, alive
from kgraph.runs.folder.journal import Journal
from kgraph.runs.storing.listing import LOCK


def test_runs_have_processes_of_their_own_unless_the_window_trains(engines):
    assert run_engines(ProcessEngine) is RunProcess
    assert run_engines(engines) is engines


def test_a_run_goes_on_when_the_table_asks_for_it(window, ready, engines):
    window.panels.runs.continue_requested.emit("0003")
    (request,) = engines.last.of_type(Train)
    assert (request.run, request.epochs) == ("0003", None)
    assert window.session.state is State.STARTING


def test_more_epochs_are_added_to_those_that_it_had(window, ready, engines):
    window.train()
    engine = engines.last
    engine.received.emit(TrainingBegan("0001", 20, 4, 100))
    engine.received.emit(TrainingEnded("0001", "finished", 20, 1.0))
    window.panels.training.more_epochs_requested.emit(5)
    (request,) = engines.last.of_type(Train)
    assert engines.last is not engine
    assert (request.run, request.epochs) == ("0001", 25)


@pytest.fixture
def under_way(tmp_path, ready):
    """A run of a file that another process trains."""
    path = tmp_path / "net.kgraph"
    files.save(ready.project, path)
    store = RunStore.beside(path)
    folder = store.reserve()
    journal = Journal(folder)
    journal.write(TrainingBegan("0001", 20, 4, 100))
    with alive.hold(folder / LOCK):
        yield path, journal
    journal.close()


def test_a_run_that_is_under_way_is_shown_when_its_file_opens(window, under_way, qtbot):
    path, journal = under_way
    window.filing.load(path)
    qtbot.waitUntil(lambda: window.session.state is State.RUNNING)
    assert "is under way" in window.panels.notice.text
    journal.write(TrainingEnded("0001", "finished", 20, 1.0))
    qtbot.waitUntil(lambda: window.session.is_idle)
    assert window.panels.training.run == "0001"
