"""What the model that was exported says: the measure of the file that was written."""

import hashlib
import time
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

import keras
import numpy as np

from kgraph.export.exporter import Arrays
from kgraph.export.proof.arrays import is_equal, write
from kgraph.export.proof.layers import packed
from kgraph.export.proof.samples import ShapelessError, batches
from kgraph.export.proof.task import Expected
from kgraph.export.words import first_line

Pair = tuple[Arrays, Arrays]
"""Inputs of a batch and the outputs for them."""

_BATCHES = 4
_PATIENCE = 5.0  # seconds after which no further batch is computed
_LENGTHS = (32, 64, 128, 256)  # tried where a shape leaves a size open


def expected(
    model: keras.Model,
    folder: Path,
    tolerance: float,
    holds: Collection[str],
    samples: Iterable[Arrays] | None = None,
) -> Expected:
    """Computes what a file must give back, and writes the arrays into a folder.

    Args:
        samples: Batches to compute it for; by default random ones.
    """
    if "weights" not in holds:
        write(folder / "weights.npz", [model.get_weights()])
    given, reason = _outputs(model, samples)
    write(folder / "inputs.npz", [inputs for inputs, _ in given])
    write(folder / "outputs.npz", [outputs for _, outputs in given])
    optimizer = getattr(model, "optimizer", None)
    return Expected(
        digests(model.weights),
        digests(optimizer.variables if optimizer else ()),
        sum(len(inputs[0]) for inputs, _ in given),
        reason,
        tolerance,
    )


def digests(variables: Iterable[Any]) -> tuple[tuple[str, str], ...]:
    """Returns path and digest of each variable: bit by bit, but all NaN are one."""
    return tuple((v.path, _digest(v)) for v in variables)


def compute(
    model: keras.Model, inputs: Arrays, config: Mapping[str, Any] | None = None
) -> list[np.ndarray]:
    """Returns the model's outputs for one batch.

    They are computed on the processor: a graphics card adds in another order each time.

    Args:
        config: Says how a model nests its inputs that does not know it itself.
    """
    structure = getattr(model, "_inputs_struct", None)
    if structure is None:
        given = packed(config or {}, inputs)
    else:
        given = keras.tree.pack_sequence_as(structure, list(inputs))
    with keras.device("cpu:0"):
        outputs = model(given, training=False)
    return [_array(output) for output in keras.tree.flatten(outputs)]


def _outputs(
    model: keras.Model, samples: Iterable[Arrays] | None
) -> tuple[list[Pair], str]:
    """Returns pairs of inputs and outputs, or why there are none."""
    reason = ""
    for length in _LENGTHS:
        try:
            given = batches(model, length, _BATCHES) if samples is None else samples
            found = _pairs(model, given)
            again = compute(model, found[0][0])
        except ShapelessError as error:
            return [], str(error)
        except Exception as error:
            reason = reason or first_line(error)
            continue
        if all(map(is_equal, found[0][1], again)):
            return found, ""
        return [], "the model gives other outputs each time."
    return [], reason


def _pairs(model: keras.Model, samples: Iterable[Arrays]) -> list[Pair]:
    deadline = time.monotonic() + _PATIENCE
    found: list[Pair] = []
    for inputs in samples:
        found.append((inputs, compute(model, inputs)))
        if time.monotonic() > deadline:
            break
    return found


def _digest(variable: Any) -> str:
    array = np.ascontiguousarray(_array(variable))
    if array.dtype.kind in "fc" and np.isnan(array).any():
        array = np.where(np.isnan(array), np.asarray(np.nan, array.dtype), array)
    digest = hashlib.blake2b(f"{array.dtype}{array.shape}".encode(), digest_size=16)
    digest.update(array.tobytes())
    return digest.hexdigest()


def _array(value: Any) -> np.ndarray:
    array = np.asarray(keras.ops.convert_to_numpy(value))
    if array.dtype.kind == "O":  # strings, as bytes
        return array.astype(str)
    # NumPy's files know no bfloat16; each of its numbers is a float32, too.
    return array.astype("float32") if array.dtype.kind == "V" else array
