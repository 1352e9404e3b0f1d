"""What must be set before Keras is imported."""

import os

from kgraph.document.training import Training
from kgraph.runs import home
from kgraph.training.preparing import visible


def prepare(training: Training | None = None) -> None:
    """Sets environment variables for Keras and its backends, where they are not set.

    The user's `keras.json` could turn images channels-first and with them every
    drawing; so the engine has a folder of its own for it.

    Args:
        training: What a process that does nothing else trains: its backend and device
            are set whatever was set before.
    """
    if training is not None:
        _choose(training)
    os.environ.setdefault("KERAS_BACKEND", "tensorflow")
    os.environ.setdefault("KERAS_HOME", str(home() / "keras"))
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")
    os.environ.setdefault("TF_FORCE_GPU_ALLOW_GROWTH", "true")
    if os.environ["KERAS_BACKEND"] == "torch":
        # With a thread a core, one busy neighbour slows PyTorch down twentyfold.
        threads = max(1, (os.cpu_count() or 2) - 1)
        os.environ.setdefault("OMP_NUM_THREADS", str(threads))
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


def _choose(training: Training) -> None:
    if training.backend != "auto":
        os.environ["KERAS_BACKEND"] = training.backend
    if training.device.startswith("cpu"):
        visible.show_no_gpu()
        os.environ["JAX_PLATFORMS"] = "cpu"
    elif (number := visible.number_of(training.device)) is not None:
        visible.show_gpu(number)
