"""The same engine as an object in the window's own process."""

import subprocess
from threading import Event

from drawings import digits, training

from kgraph.data import DataError
from kgraph.data.sources import keras_set
from kgraph.document.project import DataSource
from kgraph.engine.in_process import InProcessEngine
from kgraph.messages import (
    Analyze,
    Analyzed,
    Describe,
    Downloading,
    EpochEnded,
    Failed,
    Stop,
    Train,
    TrainingEnded,
)


def test_it_trains_beside_the_event_loop_and_hears_stop(qtbot, tmp_path):
    engine = InProcessEngine()
    events: list[object] = []
    engine.received.connect(events.append)

    def has(type):
        return any(isinstance(event, type) for event in events)

    path = str(tmp_path / "net.kgraph")
    engine.send(Train(training(digits(), epochs=100_000), path))
    qtbot.waitUntil(lambda: has(EpochEnded), timeout=60_000)
    engine.send(Analyze(3, digits()))
    qtbot.waitUntil(lambda: has(Analyzed), timeout=60_000)
    engine.send(Stop())
    qtbot.waitUntil(lambda: has(TrainingEnded), timeout=60_000)
    assert engine.close()


def test_closing_it_ends_a_run(qtbot, tmp_path):
    engine = InProcessEngine()
    path = str(tmp_path / "net.kgraph")
    with qtbot.waitSignal(
        engine.received,
        check_params_cb=lambda e: isinstance(e, EpochEnded),
        timeout=60_000,
    ):
        engine.send(Train(training(digits(), epochs=100_000), path))
    assert engine.close()


def test_a_process_ends_after_a_closed_engine_that_was_busy(python):
    code = (
        "import time\n"
        "from PySide6.QtCore import QCoreApplication\n"
        "from kgraph.engine import in_process\n"
        "in_process.PATIENCE = 10\n"
        "in_process.start = lambda: time.sleep(1)\n"
        "application = QCoreApplication([])\n"
        "engine = in_process.InProcessEngine()\n"
        "assert not engine.close()\n"
    )
    done = subprocess.run(
        [python, "-c", code], capture_output=True, text=True, timeout=60
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_shapes_do_not_wait_for_a_download(qtbot, monkeypatch):
    is_through = Event()

    def fetch(url, target, title, sha256, progress):
        progress(title, 1, 2)
        is_through.wait(60)
        raise DataError("That was all.")

    monkeypatch.setattr(keras_set, "fetch", fetch)
    engine = InProcessEngine()
    events: list[object] = []
    engine.received.connect(events.append)
    engine.send(Describe(DataSource("keras", "mnist")))
    engine.send(Analyze(3, digits()))
    wanted = {Downloading, Analyzed}
    qtbot.waitUntil(lambda: wanted <= set(map(type, events)), timeout=60_000)
    assert Failed not in map(type, events)
    is_through.set()
    qtbot.waitUntil(lambda: isinstance(events[-1], Failed), timeout=60_000)
    assert events[-1].message == "That was all."
    assert engine.close()
