"""A window shows runs that are under way, and lets others go on."""

from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from kgraph import templates
from kgraph.document import files
from kgraph.document.training import Training
from kgraph.gui.engine_client import ProcessEngine
from kgraph.gui.training import run_engines
from kgraph.gui.training.run_process import RunProcess
from kgraph.gui.training.session import State
from kgraph.messages import EpochEnded, Failed, Train, TrainingBegan, TrainingEnded
from kgraph.runs import RunStore, alive
from kgraph.runs.folder.journal import Journal
from kgraph.runs.storing.deleting import delete
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


def left(path, project, state: str = "", epochs: int = 2) -> RunStore:
    """Adds a run with a checkpoint; without a state, its process was killed."""
    store = RunStore.beside(path)
    run = store.begin(project, seed=0, versions={})
    journal = Journal(Path(run.folder))
    for epoch in range(epochs):
        journal.write(EpochEnded(epoch, epoch + 1, 1.0, {"loss": 1.0}))
    journal.close()
    run.checkpoint.touch()
    if state:
        store.end(run.id, state)
    else:
        store._held.pop(run.id).close()
    return store


@pytest.fixture
def interrupted(tmp_path, ready):
    """A file whose latest run was killed in its third epoch of ten."""
    path = tmp_path / "net.kgraph"
    project = replace(ready.project, training=Training(epochs=10))
    files.save(project, path)
    left(path, project)
    return path


def test_a_run_that_was_interrupted_is_offered_beside_train(
    shown, interrupted, engines, qtbot
):
    training, actions = shown.panels.training, shown.actions_by_name
    assert not actions["continue_run"].isEnabled()
    shown.filing.load(interrupted)
    qtbot.waitUntil(lambda: "in epoch 3 of 10" in training.status)
    assert shown.panels.notice.text == "Run 0001 was interrupted in epoch 3 of 10."
    shown.docks.training.raise_()
    qtbot.waitUntil(training.head.buttons.go_on.isVisible)
    QTest.mouseClick(training.head.buttons.go_on, Qt.MouseButton.LeftButton)
    (request,) = engines.last.of_type(Train)
    assert (request.run, request.path) == ("0001", str(interrupted))
    assert not actions["continue_run"].isEnabled()
    assert shown.panels.notice.isHidden()


def test_a_run_is_continued_by_its_key(shown, interrupted, engines, qtbot):
    shown.filing.load(interrupted)
    action = shown.actions_by_name["continue_run"]
    qtbot.waitUntil(action.isEnabled)
    QTest.keyClick(shown, Qt.Key.Key_F8, Qt.KeyboardModifier.ControlModifier)
    (request,) = engines.last.of_type(Train)
    assert request.run == "0001"


def test_a_run_that_dies_in_this_window_is_offered(window, ready, engines, qtbot):
    training = window.panels.training
    window.train()
    store = left(None, ready.project)
    engines.last.received.emit(TrainingBegan("0001", 10, 4, 100))
    assert training.head.buttons.go_on.isHidden()
    engines.last.died.emit("The run's process ended unexpectedly.")
    qtbot.waitUntil(lambda: training.head.buttons.has_offer)
    assert "Continue goes on from there" in training.status
    training.proceed()
    assert engines.last.of_type(Train)[0].run == store.get("latest").id


def test_a_run_that_was_stopped_is_offered_and_not_cried_about(
    window, interrupted, ready, engines, qtbot
):
    left(interrupted, files.load(interrupted), "stopped")
    window.filing.load(interrupted)
    qtbot.waitUntil(lambda: window.panels.training.head.buttons.has_offer)
    assert "Run 0002 was stopped" in window.panels.training.status
    assert window.panels.notice.text == ""


def test_what_is_offered_is_of_the_drawing_that_is_shown(
    window, interrupted, document, qtbot
):
    buttons = window.panels.training.head.buttons
    window.filing.load(interrupted)
    qtbot.waitUntil(lambda: buttons.has_offer)
    document.replace(templates.load("diabetes"))
    QTest.qWait(50)  # it has looked
    assert not buttons.has_offer
    assert window.panels.training.status.startswith("Press Train")
    left(None, document.project)
    document.replace(templates.load("diabetes"))
    qtbot.waitUntil(lambda: buttons.has_offer)
    document.replace(templates.load("wine"))
    QTest.qWait(50)  # it has looked
    assert not buttons.has_offer


def test_a_run_that_was_deleted_is_no_longer_offered(window, interrupted, qtbot):
    buttons = window.panels.training.head.buttons
    window.filing.load(interrupted)
    qtbot.waitUntil(lambda: buttons.has_offer)
    delete(RunStore.beside(interrupted).folder, "0001")
    window.panels.runs.deleted.emit()
    qtbot.waitUntil(lambda: not buttons.has_offer)


def test_more_epochs_are_for_runs_of_this_drawing(window, ready, document, engines):
    window.train()
    engines.last.received.emit(TrainingBegan("0001", 20, 4, 100))
    engines.last.received.emit(TrainingEnded("0001", "finished", 20, 1.0))
    assert window.panels.training.head.steering.has_run
    document.replace(templates.load("diabetes"))
    assert not window.panels.training.head.steering.has_run
    assert window.panels.training.run == ""


def test_a_run_of_a_drawing_that_was_left_is_no_run_of_the_next(
    window, ready, interrupted, engines, qtbot
):
    """Else more epochs, or weights, would be those of a run with the same number."""
    training, results = window.panels.training, window.panels.results
    window.train()
    engines.last.received.emit(TrainingBegan("0001", 20, 4, 100))
    window.filing.load(interrupted)
    assert training.run == "0001", "it is seen until it ends"
    engines.last.received.emit(TrainingEnded("0001", "finished", 20, 1.0))
    assert training.run == ""
    assert "has ended" not in results.head.told.text()


def test_a_run_that_stays_with_another_file_is_not_asked_for_more(
    window, ready, document, engines, tmp_path
):
    document.mark_saved(tmp_path / "net.kgraph")
    window.train()
    engine = engines.last
    engine.received.emit(TrainingBegan("0001", 20, 4, 100))
    engine.received.emit(TrainingEnded("0001", "finished", 20, 1.0))
    document.mark_saved(tmp_path / "copy.kgraph")
    window.panels.training.more_epochs_requested.emit(5)
    assert engines.last is engine
    assert "Run 0001 is kept in" in window.panels.notice.text


def test_a_run_that_failed_is_offered_once_its_process_lets_go(
    window, interrupted, engines, qtbot
):
    training = window.panels.training
    window.filing.load(interrupted)
    qtbot.waitUntil(lambda: training.head.buttons.has_offer)
    training.proceed()
    store = RunStore.beside(interrupted)
    with store.claimed("0001"):
        store.go_on("0001")
    engines.last.received.emit(Failed("Train", "The disk is full."))
    QTest.qWait(50)  # it has looked
    assert not training.head.buttons.has_offer
    store.end("0001", "failed", error="The disk is full.")
    store.let_go("0001")
    qtbot.waitUntil(lambda: training.head.buttons.has_offer)
