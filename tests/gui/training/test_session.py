"""Runs one after the other, each in an engine of its own."""

import pytest

from kgraph.gui.training import TrainingSession
from kgraph.gui.training.session import State
from kgraph.messages import (
    EpochEnded,
    Failed,
    Stop,
    Train,
    TrainingBegan,
    TrainingEnded,
)

BEGAN = TrainingBegan("0001", 2, 5, 100)
ENDED = TrainingEnded("0001", "finished", 2, 1.0)


@pytest.fixture
def session(qapp, engines):
    return TrainingSession(engines)


@pytest.fixture
def states(session):
    heard = []
    session.state_changed.connect(heard.append)
    return heard


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


def test_one_run_at_a_time(session, engines, document):
    session.start(document.project, None)
    session.start(document.project, None)
    assert len(engines.made) == 1


def test_each_run_has_an_engine_of_its_own(session, engines, document):
    for _ in range(2):
        session.start(document.project, None)
        engines.last.received.emit(ENDED)
    assert len(engines.made) == 2


def test_stop_asks_and_waits_for_the_end(session, engines, states, document):
    session.start(document.project, None)
    engines.last.received.emit(BEGAN)
    session.stop()
    session.stop()
    assert engines.last.of_type(Stop) == [Stop()]
    assert session.state is State.STOPPING
    engines.last.received.emit(TrainingEnded("0001", "stopped", 1, 1.0))
    assert session.is_idle


def test_a_run_that_has_not_begun_is_dropped(session, engines, document):
    session.start(document.project, None)
    session.stop()
    assert session.is_idle
    assert engines.last.is_closed


def test_a_failure_is_told(session, engines, document, qtbot):
    session.start(document.project, None)
    with qtbot.waitSignal(session.failed) as failed:
        engines.last.received.emit(Failed("Train", "No data.", "details"))
    assert failed.args == ["No data.", "details"]
    assert session.is_idle


def test_a_death_loses_the_run_and_nothing_else(session, engines, document, qtbot):
    session.start(document.project, None)
    engines.last.received.emit(BEGAN)
    with qtbot.waitSignal(session.failed) as failed:
        engines.last.died.emit("The engine ended unexpectedly (signal 9).")
    assert failed.args[0].startswith("The engine ended unexpectedly (signal 9).")
    assert failed.args[1] == "the last line of stderr"
    assert session.is_idle


def test_events_of_a_closed_run_are_not_heard(session, engines, document, qtbot):
    session.start(document.project, None)
    session.close()
    with qtbot.assertNotEmitted(session.reported):
        engines.last.received.emit(BEGAN)
    assert session.is_idle
