"""Takes a road, in a process of its own where it needs another backend."""

import logging
import os
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import keras
import msgspec

from kgraph.export.conversion.order import Order
from kgraph.export.words import first_line

_PATIENCE = 600.0  # seconds that a converter has


class ConversionError(Exception):
    """A model that a converter could not make anything of."""


def is_open(road: str) -> bool:
    """Whether what a road needs is installed."""
    return all(find_spec(name) is not None for name in load(road).MODULES)


def convert(road: str, model: keras.Model, order: Order, file: Path) -> None:
    """Writes a model by a road, here or in a process with the backend it needs.

    Args:
        road: The name of a file of this room, which has a `write`, the `BACKEND` that
            it works with and the `MODULES` that must be importable.

    Raises:
        ConversionError: If the converter refuses the model.
    """
    chosen = load(road)
    if keras.backend.backend() == chosen.BACKEND:
        try:
            with _quiet():
                chosen.write(model, order, file)
        except Exception as error:
            raise ConversionError(first_line(error)) from error
        return
    with tempfile.TemporaryDirectory(prefix="kgraph-road-") as folder:
        model.save(Path(folder, "model.keras"))
        Path(folder, "order.json").write_bytes(msgspec.json.encode(order))
        _send(road, chosen.BACKEND, Path(folder), file)


def load(road: str) -> Any:
    """Returns the module of a road."""
    return import_module(f"kgraph.export.conversion.{road}")


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps what converters tell each other from people: the file is proven anyway."""
    level = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logging.disable(level)


def _send(road: str, backend: str, folder: Path, file: Path) -> None:
    command = [sys.executable, "-P", "-m", "kgraph.export.conversion", road]
    try:
        done = subprocess.run(
            [*command, str(file.absolute())],
            cwd=folder,
            env={
                **os.environ,
                "KERAS_BACKEND": backend,
                "CUDA_VISIBLE_DEVICES": "-1",
            },
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_PATIENCE,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise ConversionError(f"It took more than {_PATIENCE:g} seconds.") from None
    said = Path(folder, "error.txt")
    if done.returncode or said.exists():
        lines = done.stderr.decode(errors="replace").strip().splitlines()
        text = said.read_text(encoding="utf-8") if said.exists() else ""
        raise ConversionError(text or (lines[-1][:300] if lines else "It died."))
