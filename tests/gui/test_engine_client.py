"""The client of an engine process, with real and very small processes."""

import pytest

from kgraph.document.project import new_project
from kgraph.gui.engine_client import ProcessEngine
from kgraph.messages import Analyze, Ready

ECHO = """
import sys
from kgraph import messages
for line in sys.stdin.buffer:
    request = messages.decode_request(line)
    sys.stdout.buffer.write(messages.encode(messages.Failed("Analyze", str(request.revision))))
    sys.stdout.buffer.flush()
"""


@pytest.fixture
def start(qtbot):
    engines = []

    def start(code):
        engine = ProcessEngine(("-P", "-c", code))
        engines.append(engine)
        return engine

    yield start
    for engine in engines:
        engine.kill()


def test_requests_go_out_and_events_come_in(start, qtbot):
    engine = start(ECHO)
    heard = []
    engine.received.connect(heard.append)
    for revision in range(3):  # written before the process listens
        engine.send(Analyze(revision, new_project()))
    qtbot.waitUntil(lambda: len(heard) == 3, timeout=20_000)
    assert [event.message for event in heard] == ["0", "1", "2"]


def test_what_is_no_event_is_passed_over(start, qtbot, caplog):
    code = (
        "from kgraph import messages; import sys; print('chatter', flush=True);"
        "sys.stdout.buffer.write(messages.encode(messages.Ready('3', 'jax')))"
    )
    engine = start(code)
    with qtbot.waitSignal(engine.received, timeout=20_000) as received:
        pass
    assert received.args == [Ready("3", "jax")]
    assert "chatter" in caplog.text


def test_a_death_is_told_with_the_last_words(start, qtbot):
    engine = start("import sys; print('out of memory', file=sys.stderr); sys.exit(7)")
    with qtbot.waitSignal(engine.died, timeout=20_000) as died:
        pass
    assert "exit code 7" in died.args[0]
    assert engine.last_words == "out of memory"


def test_being_killed_is_told(start, qtbot):
    engine = start("import os; os.kill(os.getpid(), 9)")
    with qtbot.waitSignal(engine.died, timeout=20_000) as died:
        pass
    assert "signal 9" in died.args[0]


def test_a_closed_engine_leaves_in_peace(start, qtbot):
    engine = start("import sys; sys.stdin.read()")
    with qtbot.assertNotEmitted(engine.died, wait=50):
        engine.close()
        process = engine._process
        qtbot.waitUntil(lambda: not process.state().value, timeout=20_000)


def test_sending_to_a_dead_engine_is_harmless(start, qtbot):
    engine = start("")
    with qtbot.waitSignal(engine.died, timeout=20_000):
        pass
    engine.send(Analyze(1, new_project()))


def test_nothing_is_imported_from_the_folder_it_starts_in(start, qtbot, tmp_path):
    engine = start("import sys; print(sys.path[0], file=sys.stderr)")
    with qtbot.waitSignal(engine.died, timeout=20_000):
        pass
    assert engine.last_words.strip() not in ("", ".")
