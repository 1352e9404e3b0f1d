"""Measures what a run takes of the machine."""

import os
import time
from typing import Any

import psutil

from kgraph.messages import Measured

INTERVAL = 1.0  # seconds between two measurements


class Meter:
    """Measures this process and, where there is one, the first GPU that it sees."""

    def __init__(self, batch_size: int, clock: Any = time.perf_counter) -> None:
        self._batch_size = batch_size
        self._clock = clock
        self._process = psutil.Process()
        self._process.cpu_percent(None)  # the first answer is none: it begins here
        self._gpu = _first_gpu()
        self._last = clock()
        self._step: int | None = None

    def measure(self, step: int, waited: float = 0.0) -> Measured | None:
        """Returns what was taken since the last time; None if that is not long ago.

        The first time it only begins to count: the first batch takes as long as the
        model takes to be compiled, which says nothing about those that follow.

        Args:
            waited: How many seconds the run has been paused until now, in all.
        """
        now = self._clock() - waited
        if self._step is None:
            self._step, self._last = step, now
            return None
        seconds = now - self._last
        if seconds < INTERVAL:
            return None
        done, self._step = step - self._step, step
        self._last = now
        load, used = self._gpu.read() if self._gpu else (None, None)
        return Measured(
            samples_per_second=done * self._batch_size / seconds,
            cpu=self._process.cpu_percent(None) / 100 / (os.cpu_count() or 1),
            memory=self._process.memory_info().rss,
            gpu=load,
            gpu_memory=used,
        )


class _NvidiaGpu:
    """Load and memory of an NVIDIA GPU, by NVIDIA's own library."""

    def __init__(self, library: Any, handle: Any) -> None:
        self._library, self._handle = library, handle

    def read(self) -> tuple[float | None, int | None]:
        """Returns load, 0 to 1, and bytes in use; None where it does not say."""
        library = self._library
        try:
            load = library.nvmlDeviceGetUtilizationRates(self._handle).gpu / 100
            return load, int(library.nvmlDeviceGetMemoryInfo(self._handle).used)
        except library.NVMLError:
            return None, None


def _first_gpu() -> _NvidiaGpu | None:
    try:
        import pynvml
    except ImportError:
        return None
    visible = os.environ.get("CUDA_VISIBLE_DEVICES", "0").split(",")[0].strip()
    try:
        pynvml.nvmlInit()
        number = int(visible) if visible.isdigit() else 0
        return _NvidiaGpu(pynvml, pynvml.nvmlDeviceGetHandleByIndex(number))
    except pynvml.NVMLError:
        return None
