"""Settings of what computes that do not go together."""

import re
from collections.abc import Iterator

from kgraph.document.analysis import Problem
from kgraph.document.check.ranges import setting_problem
from kgraph.document.project import Project, Training

ALL = "all"
_DEVICE = re.compile(r"auto|all|(cpu|gpu)(:\d{1,3})?")
_MIRRORED = ("auto", "tensorflow")


def machine(project: Project) -> Iterator[Problem]:
    """Yields what the backend or the device that is chosen cannot do."""
    training = project.training
    yield from _device(training)
    yield from _steps(training)
    yield from _compiling(training)
    if training.precision == "mixed_float16" and training.device.startswith("cpu"):
        yield setting_problem(
            "training-precision",
            "training.precision",
            "A CPU computes float16 several times slower than float32: choose float32 "
            "for it, or mixed_bfloat16.",
            expected="float32 or mixed_bfloat16",
            received="mixed_float16",
            is_warning=True,
        )


def _device(training: Training) -> Iterator[Problem]:
    if not _DEVICE.fullmatch(training.device):
        yield setting_problem(
            "training-device",
            "training.device",
            "Expected `auto`, `cpu`, `gpu:0` and so on, or `all`. Received: "
            f"{training.device!r}. Choose a device.",
            expected="auto, cpu, gpu:0, all",
            received=repr(training.device),
        )
    elif training.device == ALL and training.backend == "torch":
        yield setting_problem(
            "training-device",
            "training.device",
            "Keras does not share batches among GPUs with PyTorch: choose one device, "
            "or another backend.",
            expected="one device",
            received="all devices",
        )


def _steps(training: Training) -> Iterator[Problem]:
    if training.steps_per_execution <= 1:
        return
    received = str(training.steps_per_execution)
    if training.backend == "torch":
        yield setting_problem(
            "training-steps",
            "training.steps_per_execution",
            "PyTorch takes one step at a time: set `steps_per_execution` to 1.",
            expected="1",
            received=received,
        )
    elif _is_mirrored(training):
        yield setting_problem(
            "training-steps",
            "training.steps_per_execution",
            "TensorFlow takes one step at a time where it shares batches among GPUs: "
            "set `steps_per_execution` to 1.",
            expected="1",
            received=received,
        )


def _compiling(training: Training) -> Iterator[Problem]:
    if training.jit_compile != "on":
        return
    if _is_mirrored(training):
        yield setting_problem(
            "training-compiling",
            "training.jit_compile",
            "XLA does not compile what TensorFlow shares among GPUs: set "
            "`jit_compile` to off.",
            expected="off",
            received="on",
        )
    elif training.run_eagerly:
        yield setting_problem(
            "training-compiling",
            "training.jit_compile",
            "Steps that run as plain Python are not compiled: `jit_compile` is "
            "without effect.",
            expected="off",
            received="on",
            is_warning=True,
        )


def _is_mirrored(training: Training) -> bool:
    return training.device == ALL and training.backend in _MIRRORED
