"""A run computes with what it was told to compute with, or says that it cannot."""

import os

import pytest

from kgraph.document.training import Training
from kgraph.engine import environment
from kgraph.training.preparing import machine
from kgraph.training.preparing.machine import Machine
from kgraph.training.words import TrainingError


@pytest.fixture
def gpus(monkeypatch):
    """Lets the backend see so many GPUs, none of them hidden from this process."""
    monkeypatch.delenv("CUDA_VISIBLE_DEVICES", raising=False)

    def gpus(count: int) -> None:
        seen = ("cpu:0", *(f"gpu:{number}" for number in range(count)))
        monkeypatch.setattr(machine, "devices", lambda: seen)

    return gpus


def test_a_gpu_that_is_not_there_is_no_cpu_in_silence(gpus):
    gpus(0)
    with pytest.raises(TrainingError, match=r"gpu:99.*sees cpu:0 alone"):
        Machine(Training(device="gpu:99"))
    with pytest.raises(TrainingError, match="Choose one of them"):
        Machine(Training(device="gpu"))


def test_the_gpus_that_are_there_are_named(gpus):
    gpus(2)
    Machine(Training(device="gpu:0"))
    with pytest.raises(TrainingError, match="sees cpu:0 and gpu:0 and gpu:1 alone"):
        Machine(Training(device="gpu:2"))


def test_a_process_that_sees_all_gpus_computes_with_the_first(gpus):
    gpus(2)
    with pytest.raises(TrainingError, match="CUDA_VISIBLE_DEVICES=1"):
        Machine(Training(device="gpu:1"))


def test_a_process_that_sees_the_one_gpu_that_was_chosen_takes_it(gpus, monkeypatch):
    gpus(1)
    monkeypatch.setenv("CUDA_VISIBLE_DEVICES", "3")
    Machine(Training(device="gpu:3"))


def test_the_backend_is_asked_what_there_is():
    assert machine.devices()[0] == "cpu:0"


@pytest.mark.parametrize(
    ("before", "device", "seen"),
    [
        (None, "gpu:1", "1"),
        ("4,5", "gpu:1", "5"),
        ("4,5", "gpu:2", "-1"),
        ("GPU-abc", "gpu", "GPU-abc"),
        ("4", "cpu", "-1"),
    ],
)
def test_a_gpu_is_chosen_of_those_that_may_be_seen(monkeypatch, before, device, seen):
    own = dict(os.environ)
    own.pop("CUDA_VISIBLE_DEVICES", None)
    own.pop("KGRAPH_VISIBLE_GPUS", None)
    if before is not None:
        own["CUDA_VISIBLE_DEVICES"] = before
    monkeypatch.setattr(os, "environ", own)
    for _ in range(2):  # the second time it was chosen before
        environment.prepare(Training(device=device))
        assert own["CUDA_VISIBLE_DEVICES"] == seen


@pytest.mark.slow
def test_a_process_that_sees_no_gpu_asks_another_what_there_is(monkeypatch):
    environment_of_run = dict(os.environ)
    environment_of_run.pop("KGRAPH_VISIBLE_GPUS", None)
    monkeypatch.setattr(os, "environ", environment_of_run)
    environment.prepare(Training(device="gpu:99"))
    with pytest.raises(TrainingError, match="sees cpu:0"):
        Machine(Training(device="gpu:99"))
    assert machine._all_devices()[0] == "cpu:0"
