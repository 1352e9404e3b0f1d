"""The runs of a drawing that was never saved follow it to its file."""

import pytest

from kgraph import templates
from kgraph.gui.document import Document
from kgraph.gui.runs.adopting import Adopting
from kgraph.gui.training import TrainingSession
from kgraph.gui.training.run_process import found_alive
from kgraph.messages import TrainingBegan, TrainingEnded
from kgraph.runs import RunStore
from kgraph.runs.storing.moving import followers


@pytest.fixture
def project():
    return templates.load("digits")


@pytest.fixture
def session(engines):
    return TrainingSession(engines)


@pytest.fixture
def adopting(document, session, project):
    document.replace(project)
    return Adopting(document, session)


def begun(store, engines):
    """Lets the run begin that was asked for, as its process would."""
    run = store.begin(templates.load("digits"), seed=0, versions={}).id
    engines.last.received.emit(TrainingBegan(run, 1, 1, 32))
    return run


def ended(store, engines, run):
    store.end(run, "finished")
    engines.last.received.emit(TrainingEnded(run, "finished", 1, 1.0))


def ids(path):
    return [run.id for run in RunStore.beside(path).list()]


def test_a_run_that_ended_moves_when_the_drawing_is_saved(
    adopting, document, session, engines, project, tmp_path, qtbot
):
    path = tmp_path / "net.kgraph"
    others = RunStore.beside(None)
    before = others.begin(project, seed=1, versions={})
    others.end(before.id, "finished")
    session.start(project, None)
    mine = begun(others, engines)
    ended(others, engines, mine)
    with qtbot.waitSignal(adopting.moved) as moved:
        document.mark_saved(path)
    assert moved.args == [mine, mine]
    assert ids(path) == [mine]
    assert ids(None) == [before.id]  # another drawing's


def test_a_run_that_goes_on_moves_when_it_ends(
    adopting, document, session, engines, project, tmp_path, qtbot
):
    path = tmp_path / "net.kgraph"
    store = RunStore.beside(None)
    session.start(project, None)
    document.mark_saved(path)  # before the run could tell that it has begun
    run = begun(store, engines)
    assert ids(None) == [run]
    with qtbot.waitSignal(adopting.moved):
        ended(store, engines, run)
    assert ids(path) == [run]
    assert ids(None) == []


def test_a_run_whose_window_is_gone_is_found_by_the_file(
    adopting, document, session, engines, project, tmp_path, qtbot
):
    path = tmp_path / "net.kgraph"
    store = RunStore.beside(None)
    session.start(project, None)
    run = begun(store, engines)
    document.mark_saved(path)
    assert found_alive(str(path)) == store.folder / run
    assert found_alive(str(tmp_path / "other.kgraph")) is None

    later = Document(project)
    later_adopting = Adopting(later, TrainingSession(engines))
    later.replace(project, path)
    store.end(run, "finished")
    with qtbot.waitSignal(later_adopting.moved):
        pass
    assert ids(path) == [run]
    assert found_alive(str(path)) is None
    assert followers(path) == ()


def test_it_is_waited_for_until_its_process_lets_go(
    adopting, document, session, engines, project, tmp_path, qtbot
):
    path = tmp_path / "net.kgraph"
    store = RunStore.beside(None)
    session.start(project, None)
    run = begun(store, engines)
    engines.last.received.emit(TrainingEnded(run, "finished", 1, 1.0))
    document.mark_saved(path)
    qtbot.wait(300)
    assert ids(None) == [run]
    with qtbot.waitSignal(adopting.moved):
        store.end(run, "finished")
    assert ids(path) == [run]


def test_another_drawing_takes_no_runs_of_the_one_before(
    adopting, document, session, engines, project, tmp_path, qtbot
):
    store = RunStore.beside(None)
    session.start(project, None)
    run = begun(store, engines)
    ended(store, engines, run)
    document.replace(project)
    document.mark_saved(tmp_path / "net.kgraph")
    qtbot.wait(300)
    assert ids(None) == [run]


def test_another_drawing_takes_no_run_that_is_about_to_begin(
    adopting, document, session, engines, project, tmp_path, qtbot
):
    store = RunStore.beside(None)
    session.start(project, None)
    document.replace(project, tmp_path / "net.kgraph")
    run = begun(store, engines)
    ended(store, engines, run)
    qtbot.wait(300)
    assert ids(None) == [run]


def test_a_run_of_a_saved_drawing_stays_where_it_is(
    adopting, document, session, engines, project, tmp_path, qtbot
):
    path, copy = tmp_path / "net.kgraph", tmp_path / "copy.kgraph"
    document.mark_saved(path)
    store = RunStore.beside(path)
    session.start(project, str(path))
    run = begun(store, engines)
    ended(store, engines, run)
    document.mark_saved(copy)
    qtbot.wait(300)
    assert ids(path) == [run]
    assert ids(copy) == []
