"""An engine that dies is started again; one that dies again and again is not."""

import pytest

from kgraph.gui import lasting_engine
from kgraph.gui.engine_client import ProcessEngine
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import Ready, Stop


@pytest.fixture
def lasting(qapp, engines, clock, monkeypatch):
    monkeypatch.setattr(lasting_engine, "PAUSES", (0, 0))
    engine = LastingEngine(engines, clock)
    engine.start()
    return engine


def die(engines, qtbot, count):
    for _ in range(count):
        made = len(engines.made)
        engines.last.died.emit("It died.")
        qtbot.waitUntil(lambda made=made: len(engines.made) > made)


def test_requests_and_events_pass_through(lasting, engines, qtbot):
    lasting.send(Stop())
    assert engines.last.requests == [Stop()]
    with qtbot.waitSignal(lasting.received) as received:
        engines.last.received.emit(Ready("3", "jax"))
    assert received.args == [Ready("3", "jax")]


def test_a_dead_engine_is_replaced(lasting, engines, qtbot):
    with qtbot.waitSignal(lasting.started):
        engines.last.died.emit("It died.")
    assert len(engines.made) == 2
    assert lasting.last_words == "the last line of stderr"


def test_three_quick_deaths_are_enough(lasting, engines, qtbot):
    die(engines, qtbot, 2)
    with qtbot.waitSignal(lasting.gave_up) as gave_up:
        engines.last.died.emit("It died.")
    assert gave_up.args[0].startswith("It died.")
    assert "Restart Engine" in gave_up.args[0]
    lasting.send(Stop())
    lasting.start()
    assert len(engines.made) == 4


def test_a_process_that_cannot_live_is_given_up_with_its_last_words(qtbot, monkeypatch):
    monkeypatch.setattr(lasting_engine, "PAUSES", (0, 0))
    code = "import sys; print('no such library', file=sys.stderr); sys.exit(3)"
    lasting = LastingEngine(lambda: ProcessEngine(("-c", code)))
    with qtbot.waitSignal(lasting.gave_up, timeout=30_000) as gave_up:
        lasting.start()
    assert "exit code 3" in gave_up.args[0]
    assert lasting.last_words == "no such library"


def test_deaths_far_apart_are_forgiven(lasting, engines, qtbot, clock):
    with qtbot.assertNotEmitted(lasting.gave_up):
        for _ in range(5):
            clock.now += lasting_engine.QUICK + 1
            die(engines, qtbot, 1)


def test_a_restart_ends_the_old_engine(lasting, engines):
    first = engines.last
    lasting.restart()
    assert first.is_closed
    assert len(engines.made) == 2


def test_a_companion_has_processes_of_its_own_and_is_closed_with_it(
    lasting, engines, monkeypatch
):
    monkeypatch.setattr(lasting_engine, "ProcessEngine", engines)
    companion = lasting.companion()
    assert len(engines.made) == 1  # it starts when it is asked
    companion.start()
    companion.rest()
    companion.start()
    assert [engine.is_closed for engine in engines.made] == [False, True, False]
    lasting.close()
    assert all(engine.is_closed for engine in engines.made)


def test_an_engine_of_this_process_is_its_own_companion(lasting, engines):
    assert lasting.companion() is lasting
    lasting.rest()
    assert not engines.last.is_closed  # others need it


def test_a_closed_engine_stays_closed(lasting, engines):
    lasting.close()
    lasting.start()
    assert [engine.is_closed for engine in engines.made] == [True]
