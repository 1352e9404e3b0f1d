"""Runs one after the other, each in an engine of its own."""

import pytest

from kgraph.gui.training.session import State
from kgraph.messages import (
    AddEpochs,
    EpochEnded,
    Failed,
    Marked,
    Pause,
    Resume,
    SetLearningRate,
    Stop,
    Train,
    TrainingBegan,
    TrainingEnded,
)

BEGAN = TrainingBegan("0001", 2, 5, 100)
ENDED = TrainingEnded("0001", "finished", 2, 1.0)
PAUSED = Marked("pause", 3, "paused")


@pytest.fixture
def states(session):
    heard = []
    session.state_changed.connect(heard.append)
    return heard


@pytest.fixture
def running(session, engines, document):
    """The engine of a run that has begun."""
    session.start(document.project, None)
    engines.last.received.emit(BEGAN)
    return engines.last


def test_a_run_from_beginning_to_end(session, engines, states, document):
    reported = []
    session.reported.connect(reported.append)
    session.start(document.project, "digits.kgraph")
    assert engines.last.requests == [Train(document.project, "digits.kgraph")]
    events = [BEGAN, EpochEnded(0, 5, 0.5, {"loss": 1.0}), ENDED]
    for event in events:
        engines.last.received.emit(event)
    assert states == [State.STARTING, State.RUNNING, State.IDLE]
    assert reported == events
    assert engines.last.is_closed


def test_a_run_can_go_on_from_its_end(session, engines, document):
    session.start(document.project, "digits.kgraph", "0001", 12)
    (request,) = engines.last.requests
    assert (request.run, request.epochs) == ("0001", 12)


def test_one_run_at_a_time(session, engines, document, lasting):
    session.start(document.project, None)
    session.start(document.project, None)
    session.attach(lasting)
    assert len(engines.made) == 1
    lasting.received.emit(BEGAN)
    assert session.state is State.STARTING


def test_each_run_has_an_engine_of_its_own(session, engines, document):
    for _ in range(2):
        session.start(document.project, None)
        engines.last.received.emit(ENDED)
    assert len(engines.made) == 2


@pytest.mark.parametrize("restores_best", [False, True])
def test_stop_asks_and_waits_for_the_end(session, running, restores_best):
    session.stop(restores_best=restores_best)
    session.stop()
    assert running.of_type(Stop) == [Stop(restores_best)]
    assert session.state is State.STOPPING
    running.received.emit(PAUSED)
    assert session.state is State.STOPPING, "it is too late for a pause"
    running.received.emit(TrainingEnded("0001", "stopped", 1, 1.0))
    assert session.is_idle


def test_a_run_that_has_not_begun_is_dropped(session, engines, document):
    session.start(document.project, None)
    session.stop()
    assert session.is_idle
    assert engines.last.is_closed


def test_a_run_waits_and_goes_on(session, running, states):
    session.pause()
    session.pause()
    running.received.emit(PAUSED)
    session.resume()
    session.resume()
    assert [type(r) for r in running.requests[1:]] == [Pause, Resume]
    assert states == [State.PAUSING, State.PAUSED, State.RUNNING]


def test_a_run_that_waits_can_be_stopped(session, running):
    session.pause()
    running.received.emit(PAUSED)
    session.stop()
    assert running.of_type(Stop) == [Stop()]


def test_a_pause_can_be_called_off(session, running):
    session.pause()
    session.resume()
    assert session.state is State.RUNNING
    assert running.of_type(Resume) == [Resume()]


def test_a_run_is_steered_while_it_is_under_way(session, running, engines):
    session.set_learning_rate(0.01)
    session.add_epochs(5)
    assert running.requests[1:] == [SetLearningRate(0.01), AddEpochs(5)]
    running.received.emit(ENDED)
    session.set_learning_rate(0.1)
    session.add_epochs(1)
    session.pause()
    session.resume()
    assert len(running.requests) == 3


def test_a_failure_is_told(session, engines, document, qtbot):
    session.start(document.project, None)
    with qtbot.waitSignal(session.failed) as failed:
        engines.last.received.emit(Failed("Train", "No data.", "details"))
    assert failed.args == ["No data.", "details"]
    assert session.is_idle


def test_a_death_loses_little_of_the_run_and_nothing_else(session, running, qtbot):
    with qtbot.waitSignal(session.failed) as failed:
        running.died.emit("The engine ended unexpectedly (signal 9).")
    assert failed.args[0].startswith("The engine ended unexpectedly (signal 9).")
    assert "checkpoint" in failed.args[0]
    assert failed.args[1] == "the last line of stderr"
    assert session.is_idle


def test_events_of_a_closed_run_are_not_heard(session, engines, document, qtbot):
    session.start(document.project, None)
    session.close()
    with qtbot.assertNotEmitted(session.reported):
        engines.last.received.emit(BEGAN)
    assert session.is_idle


def test_a_run_that_was_found_is_taken_over(session, lasting, states):
    recalled = []
    session.recalled.connect(recalled.append)
    session.attach(lasting)
    assert lasting.requests == [], "nothing begins anew"
    for event in (BEGAN, PAUSED):
        lasting.replayed.emit(event)
    assert recalled == [BEGAN, PAUSED]
    assert states == [State.STARTING, State.RUNNING, State.PAUSED]
    session.resume()
    assert lasting.requests == [Resume()]


def test_what_a_run_was_before_it_goes_on_is_not_where_it_is(
    session, lasting, document, states
):
    session._factory = lambda: lasting
    session.start(document.project, None, "0001")
    lasting.replayed.emit(BEGAN)
    assert session.state is State.STARTING
    lasting.received.emit(TrainingBegan("0001", 2, 5, 100, first_step=5))
    assert session.state is State.RUNNING


def test_a_run_is_left_only_where_it_can_go_on(session, running, lasting, qtbot):
    assert not session.can_leave
    session.leave()
    assert running.is_closed
    session.attach(lasting)
    assert session.can_leave
    session.leave()
    assert (lasting.is_left, lasting.is_closed) == (True, False)
    assert session.is_idle
    with qtbot.assertNotEmitted(session.reported):
        lasting.received.emit(ENDED)
