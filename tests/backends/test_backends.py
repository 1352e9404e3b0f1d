"""Every backend that is installed trains, goes on after a crash, and shares batches."""

import json
import os
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest
from interrupted import forgetful

from kgraph.messages import EpochEnded, Train, encode
from kgraph.runs import RunStore
from kgraph.runs.folder.journal import JournalReader
from kgraph.runs.places import REQUEST

BACKENDS = ("tensorflow", "jax", "torch")
SCRIPT = Path(__file__).with_name("working.py")
PATIENCE = 240  # seconds

pytestmark = [pytest.mark.slow, pytest.mark.backends]


def installed(*names: str) -> list:
    return [
        pytest.param(
            name,
            marks=pytest.mark.skipif(not find_spec(name), reason=f"{name} is absent"),
        )
        for name in names
    ]


def work(backend: str, what: str, folder: Path) -> dict:
    done = subprocess.run(
        [sys.executable, "-P", str(SCRIPT), what, str(folder)],
        env=environment(backend),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    return json.loads(done.stdout.splitlines()[-1])


def environment(backend: str) -> dict[str, str]:
    two = "--xla_force_host_platform_device_count=2"  # devices that JAX sees in a CPU
    return os.environ | {"KERAS_BACKEND": backend, "XLA_FLAGS": two}


@pytest.mark.parametrize("backend", installed(*BACKENDS))
def test_a_run_that_was_stopped_ends_with_equal_weights(backend, tmp_path):
    found = work(backend, "going-on", tmp_path / "net.runs")
    assert found == {"7": True, "23": True, "63": True}


@pytest.mark.parametrize("backend", installed(*BACKENDS))
def test_a_run_that_was_killed_ends_with_equal_weights(backend, tmp_path):
    path = tmp_path / "net.kgraph"
    store = RunStore.beside(path)
    folder = store.reserve()
    project = forgetful(epochs=40, checkpoint_minutes=0.001, backend=backend)
    (folder / REQUEST).write_bytes(encode(Train(project, str(path))))
    process = subprocess.Popen(
        [sys.executable, "-P", "-m", "kgraph.engine.run", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=environment(backend),
    )
    deadline = time.monotonic() + PATIENCE
    while not (folder / "checkpoint.npz").exists() or epochs(folder) < 3:
        assert process.poll() is None
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert store.get("latest").state == "interrupted"
    assert work(backend, "killed", store.folder) == {"is equal": True}


def epochs(folder: Path) -> int:
    events = JournalReader(folder).read_all()
    return sum(isinstance(event, EpochEnded) for event in events)


@pytest.mark.parametrize("backend", installed("tensorflow", "jax"))
def test_two_devices_learn_what_one_does(backend, tmp_path):
    found = work(backend, "sharing", tmp_path / "net.runs")
    assert found["steps"] == 2 * (1257 // 48)
    assert found["difference"] < 0.05
