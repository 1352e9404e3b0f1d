"""What a run computes with: one device, or all of them."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import keras

from kgraph.document.training import Training
from kgraph.training.preparing import visible
from kgraph.training.words import TrainingError


class Machine:
    """Shares each batch among all devices, where a training wants that.

    Which GPUs the process sees, and the backend, are decided before Keras is imported.

    Attributes:
        devices: How many devices each batch is shared among.

    Raises:
        TrainingError: If this process computes with another backend, there is no such
            device, or a batch cannot be shared.
    """

    def __init__(self, training: Training) -> None:
        backend = keras.backend.backend()
        if training.backend not in ("auto", backend):
            raise TrainingError(
                f"This run wants to compute with {training.backend}. Received: a "
                f"process that computes with {backend}. Start kgraph with "
                f"KERAS_BACKEND={training.backend}."
            )
        _demand_gpu(training.device)
        self._strategy: Any = None
        self._distribution: Any = None
        self.devices = 1
        if training.device == "all":
            self._share(backend)
            self._check(training.batch_size)

    @contextmanager
    def scope(self) -> Iterator[None]:
        """Lets what is made inside, in this thread, be shared among the devices."""
        if self._strategy is not None:
            with self._strategy.scope():
                yield
            return
        before = keras.distribution.distribution()
        keras.distribution.set_distribution(self._distribution)
        try:
            yield
        finally:
            keras.distribution.set_distribution(before)

    def _share(self, backend: str) -> None:
        if backend == "tensorflow":
            import tensorflow as tf

            found = tf.config.list_logical_devices
            devices = [device.name for device in found("GPU") or found("CPU")]
            self._strategy = tf.distribute.MirroredStrategy(devices)
            self.devices = self._strategy.num_replicas_in_sync
        elif backend == "jax":
            self._distribution = keras.distribution.DataParallel()
            self.devices = len(keras.distribution.list_devices())
        else:
            raise TrainingError(
                "Sharing batches among all devices takes TensorFlow or JAX. Received: "
                f"{backend}. Choose one device, or another backend."
            )

    def _check(self, batch_size: int) -> None:
        if batch_size % self.devices:
            raise TrainingError(
                f"Each batch is shared among {self.devices} devices: expected a batch "
                f"size that is a multiple of it. Received: {batch_size}."
            )


def devices() -> tuple[str, ...]:
    """Returns what the backend sees in this process: `cpu:0`, `gpu:0` and so on."""
    if keras.backend.backend() == "torch":  # Keras cannot list its devices
        import torch

        return ("cpu:0", *(f"gpu:{n}" for n in range(torch.cuda.device_count())))
    return tuple(name.lower() for name in keras.distribution.list_devices())


def _demand_gpu(device: str) -> None:
    """Raises if a GPU is wanted and another device would take its place.

    Raises:
        TrainingError: If so.
    """
    number = visible.number_of(device)
    if number is None:
        return
    place = 0 if visible.is_any_hidden() else number
    if f"gpu:{place}" in devices():
        if place == 0:
            return
        raise TrainingError(
            f"This run wants to compute with {device}. Received: a process that "
            "computes with gpu:0. Start kgraph with "
            f"CUDA_VISIBLE_DEVICES={number}."
        )
    raise TrainingError(
        f"This run wants to compute with {device}. Received: a machine on which "
        f"{keras.backend.backend()} sees {' and '.join(_all_devices())} alone. Choose "
        "one of them in the settings of the training, or `auto`."
    )


def _all_devices() -> tuple[str, ...]:
    """Returns what a process sees from which no GPU is hidden; this one sees fewer."""
    if not visible.is_any_hidden():
        return devices()
    program = f"from {__name__} import devices; print(*devices())"
    told = subprocess.run(
        [sys.executable, "-P", "-c", program],
        env={**visible.all_shown(), "KERAS_BACKEND": keras.backend.backend()},
        capture_output=True,
        text=True,
        check=False,
    )
    return tuple(told.stdout.split()) or devices()
