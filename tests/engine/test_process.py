"""The engine as a process: the protocol, and what must not disturb it."""

import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest
from drawings import digits, training

from kgraph.document.project import DataSource, new_project
from kgraph.messages import (
    Analyze,
    Analyzed,
    BatchesEnded,
    Describe,
    Described,
    EpochEnded,
    Export,
    Exported,
    Failed,
    Ready,
    Stop,
    Train,
    TrainingBegan,
    TrainingEnded,
    decode_event,
    encode,
)
from kgraph.runs import RunStore

PATIENCE = 60  # seconds until a test gives up on the engine


class Engine:
    """A real engine and what it has said."""

    def __init__(self, home: Path, *options: str, **environment: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, *(options or ("-P", "-m", "kgraph.engine"))],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "KGRAPH_HOME": str(home), **environment},
        )
        self._events: queue.Queue = queue.Queue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout:
            self._events.put(decode_event(line))
        self._events.put(None)

    def send(self, request) -> None:
        self.write(encode(request))

    def write(self, data: bytes) -> None:
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def next(self):
        """The next event; None when the engine has gone."""
        return self._events.get(timeout=PATIENCE)

    def until(self, type):
        """The next event of that type, or the failure that came instead."""
        while event := self.next():
            if isinstance(event, (type, Failed)):
                return event
        return None

    def end(self) -> int:
        self.process.stdin.close()
        try:
            return self.process.wait(PATIENCE)
        finally:
            self.process.kill()
            self.process.stdout.close()


@pytest.fixture(scope="module")
def engine(tmp_path_factory):
    engine = Engine(tmp_path_factory.mktemp("home"))
    assert isinstance(engine.until(Ready), Ready)
    yield engine
    assert engine.end() == 0


def test_it_analyses_describes_and_exports(engine, tmp_path):
    engine.send(Analyze(4, digits()))
    analyzed = engine.until(Analyzed)
    assert analyzed.revision == 4
    assert analyzed.analysis.graphs["main"].trainable == 64 * 32 + 32 + 32 * 10 + 10

    source = DataSource("builtin", "digits")
    engine.send(Describe(source))
    described = engine.until(Described)
    assert described.source == source
    assert described.description.samples == 1797

    target = str(tmp_path / "net.keras")
    engine.send(Export(digits(), "keras", target))
    exported = engine.until(Exported)
    assert (exported.target, exported.format) == (target, "keras")
    assert exported.report.proof is not None
    assert exported.report.proof.is_passed
    assert Path(target).exists()


def test_of_many_drawings_the_latest_is_analysed(engine):
    lines = (encode(Analyze(revision, digits())) for revision in range(60))
    engine.write(b"".join(lines))
    seen = []
    while not seen or seen[-1] != 59:
        seen.append(engine.until(Analyzed).revision)
    assert seen == sorted(seen)
    assert len(seen) < 30


@pytest.mark.parametrize(
    "line",
    [
        b"\xff\xfe garbage\n",
        b"{}\n",
        b'{"type": "Explode"}\n',
        b'{"type": "Analyze", "revision": "x"}\n',
        json.dumps({"type": "Train", "project": 3}).encode() + b"\n",
    ],
)
def test_a_line_that_is_no_request_is_said_and_the_engine_goes_on(engine, line):
    engine.write(b"\n" + line)
    failed = engine.next()
    assert isinstance(failed, Failed)
    assert "Expected a request on one line" in failed.message
    engine.send(Analyze(1, digits()))
    assert isinstance(engine.next(), Analyzed)


def test_what_cannot_be_done_is_one_sentence(engine, tmp_path):
    engine.send(Describe(DataSource("csv", "missing.csv"), str(tmp_path)))
    failed = engine.next()
    assert (failed.request, "missing.csv" in failed.message) == ("Describe", True)
    engine.send(Train(new_project(), str(tmp_path / "net.kgraph")))
    failed = engine.next()
    assert failed.request == "Train"
    assert "Input" in failed.message
    assert "Traceback" not in failed.message
    assert "Traceback" in failed.details


def test_it_answers_while_it_trains_and_stops_when_asked_to(engine, tmp_path):
    path = str(tmp_path / "net.kgraph")
    engine.send(Train(training(digits(), epochs=100_000), path))
    assert isinstance(engine.until(TrainingBegan), TrainingBegan)
    assert isinstance(engine.until(BatchesEnded), BatchesEnded)
    engine.send(Analyze(9, digits()))
    assert engine.until(Analyzed).revision == 9
    engine.send(Train(digits(), path))
    assert "goes on already" in engine.until(Failed).message
    engine.send(Stop())
    assert engine.until(TrainingEnded).reason == "stopped"
    assert RunStore.beside(path).get("latest").state == "stopped"


def test_it_trains_again(engine, tmp_path):
    path = str(tmp_path / "net.kgraph")
    engine.send(Train(digits(), path))
    assert isinstance(engine.until(EpochEnded), EpochEnded)
    assert engine.until(TrainingEnded).reason == "finished"


CHATTY = """
import ctypes, runpy, sys
import kgraph.modeling
def infer(project):
    print("hello from Python")
    ctypes.CDLL(None).puts(b"hello from C")
    ctypes.CDLL(None).fflush(None)
    return real(project)
real, kgraph.modeling.infer = kgraph.modeling.infer, infer
runpy.run_module("kgraph.engine", run_name="__main__")
"""


@pytest.mark.skipif(os.name == "nt", reason="calls the C library by its Unix name")
def test_a_chatty_library_cannot_reach_the_protocol(tmp_path):
    engine = Engine(tmp_path, "-c", CHATTY)
    engine.send(Analyze(1, digits()))
    assert isinstance(engine.next(), Ready)
    assert isinstance(engine.next(), Analyzed)
    assert engine.end() == 0


@pytest.mark.slow
def test_its_end_leaves_nothing_for_python_to_tear_down(tmp_path):
    """A thread that comes back from Qt while Python ends would abort the process."""
    program = (
        "import atexit, os, runpy\n"
        "atexit.register(os._exit, 7)\n"
        "runpy.run_module('kgraph.engine', run_name='__main__')\n"
    )
    engine = Engine(tmp_path, "-c", program)
    assert isinstance(engine.next(), Ready)
    assert engine.end() == 0


def test_a_backend_that_is_missing_is_one_sentence(tmp_path):
    engine = Engine(tmp_path, KERAS_BACKEND="nosuch")
    failed = engine.next()
    assert failed.request == "Start"
    assert "could not be imported" in failed.message
    engine.send(Analyze(1, digits()))
    assert isinstance(engine.next(), Failed)
    assert engine.end() == 0


def test_the_end_of_the_input_stops_a_run(tmp_path):
    engine = Engine(tmp_path)
    path = tmp_path / "net.kgraph"
    engine.send(Train(training(digits(), epochs=100_000), str(path)))
    assert isinstance(engine.until(EpochEnded), EpochEnded)
    assert engine.end() == 0
    run = RunStore.beside(path).get("latest")
    assert run.state == "stopped"
    assert run.last_weights.exists()


@pytest.mark.skipif(os.name == "nt", reason="needs SIGKILL")
def test_a_killed_engine_leaves_a_run_that_was_interrupted(tmp_path):
    engine = Engine(tmp_path)
    path = tmp_path / "net.kgraph"
    engine.send(Train(training(digits(), epochs=100_000), str(path)))
    began = time.monotonic()
    while time.monotonic() - began < PATIENCE:
        engine.until(EpochEnded)
        if RunStore.beside(path).get("latest").epochs:
            break
    engine.process.send_signal(signal.SIGKILL)
    assert engine.end() != 0
    run = RunStore.beside(path).get("latest")
    assert run.state == "interrupted"
    assert run.epochs
