"""Windows and runs are killed; no run is lost, and none learns anything else."""

import os
import random
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from drawings import digits, training
from interrupted import are_equal, forgetful

from kgraph.document import files
from kgraph.messages import EpochEnded, Train, TrainingEnded, encode
from kgraph.runs import RunStore
from kgraph.runs.folder.journal import JournalReader, told_until
from kgraph.runs.places import REQUEST
from kgraph.training import fit

PATIENCE = 120  # seconds, on a machine that does much else

WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from kgraph.gui import app
from kgraph.messages import EpochEnded, TrainingEnded

application, document, window = app._open(None)
window.filing.load(Path(sys.argv[1]))


def hear(event):
    name = type(event).__name__
    if name in ("EpochEnded", "TrainingBegan", "TrainingEnded"):
        print(name, getattr(event, "epoch", ""), flush=True)
    if isinstance(event, TrainingEnded):
        losses = window.panels.training.curves.series("loss", is_batch=True)
        print("points", len(losses), flush=True)
        document.replace(document.project)
        window.close()


def train():
    if window.session.is_idle:
        window.session.start(document.project, str(document.path))


window.session.reported.connect(hear)
window.session.recalled.connect(hear)
window.session.failed.connect(lambda *words: print("failed", *words, flush=True))
if sys.argv[2] == "train":
    QTimer.singleShot(500, train)
application.exec()
"""


class Window:
    """A window in a process of its own."""

    def __init__(self, path: Path, what: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WINDOW, str(path), what],
            stdout=subprocess.PIPE,
            text=True,
            env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        )
        self._watchdog = threading.Timer(PATIENCE, self.process.kill)
        self._watchdog.start()

    def until(self, start: str) -> list[str]:
        """Returns what it says until a line that starts so."""
        lines: list[str] = []
        for line in self.process.stdout:
            lines.append(line.strip())
            assert not line.startswith("failed"), line
            if line.startswith(start):
                return lines
        raise AssertionError(f"The window ended without {start!r}: {lines}")

    def kill(self) -> None:
        self.process.kill()
        self.end()

    def end(self) -> None:
        self.process.communicate()
        self._watchdog.cancel()


@pytest.mark.slow
def test_a_killed_window_leaves_its_run_alive_and_the_next_shows_it(tmp_path):
    path = tmp_path / "net.kgraph"
    files.save(training(digits(units=256), epochs=300, batch_size=16), path)
    first = Window(path, "train")
    first.until("EpochEnded 3")
    first.kill()
    store = RunStore.beside(path)
    assert store.get("latest").state == "running"
    second = Window(path, "look")
    told = second.until("points")
    second.end()
    epochs = [int(t.split()[1]) for t in told if t.startswith("EpochEnded")]
    assert epochs == list(range(300))
    run = store.get("latest")
    assert run.state == "finished"
    assert told[-1] == f"points {run.epochs[-1].step}"


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_run_that_is_killed_again_and_again_learns_the_same(tmp_path, seed):
    chance = random.Random(seed)
    project = forgetful(epochs=60, checkpoint_minutes=0.002)
    whole = fit(project, store=RunStore(tmp_path / "a.runs"), report=lambda _: None)
    store = RunStore.beside(tmp_path / "net.kgraph")
    folder = store.reserve()
    request = Train(project, str(tmp_path / "net.kgraph"))
    kills = 0
    while not has_ended(folder):
        (folder / REQUEST).write_bytes(encode(request))
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "kgraph.engine.run", str(folder)],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        if kills < 4:
            told = len(epochs_of(folder))
            wait_for(lambda told=told: len(epochs_of(folder)) > told + 1)
            time.sleep(chance.uniform(0.0, 0.3))
            process.send_signal(signal.SIGKILL)
            kills += 1
        process.wait()
        has_begun = (folder / "checkpoint.npz").exists()
        request = Train(project, request.path, folder.name if has_begun else "")
    run = store.get("latest")
    assert run.state == "finished"
    assert are_equal(run, whole)
    assert [e.logs for e in run.epochs] == [e.logs for e in whole.epochs]
    told = [e for e in told_until(folder, 10**9, 10**9) if isinstance(e, EpochEnded)]
    assert [e.epoch for e in told] == list(range(60))


def epochs_of(folder: Path) -> list[EpochEnded]:
    events = JournalReader(folder).read_all()
    return [event for event in events if isinstance(event, EpochEnded)]


def has_ended(folder: Path) -> bool:
    events = JournalReader(folder).read_all()
    return any(isinstance(event, TrainingEnded) for event in events)


def wait_for(condition) -> None:
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.02)
