"""Random inputs that a model can take."""

from collections.abc import Iterator
from typing import Any

import keras
import numpy as np

_SEED = 4
_BATCH = 2
_WORDS = ("the", "quick", "brown", "fox", "", "über", "42")
_SIZES = {"Embedding": "input_dim", "CategoryEncoding": "num_tokens"}
"""Layers that take whole numbers, and what says how many there are."""
_LOOKUPS = (
    keras.layers.StringLookup,
    keras.layers.IntegerLookup,
    keras.layers.TextVectorization,
)


class ShapelessError(Exception):
    """A model of which nobody knows what it takes."""


def batches(model: keras.Model, length: int, count: int) -> Iterator[list[np.ndarray]]:
    """Yields batches, each an array per input; the same ones for an equal model.

    Args:
        length: What a size becomes that the model leaves open.

    Raises:
        ShapelessError: If the model has no inputs.
    """
    if not getattr(model, "inputs", None):
        raise ShapelessError("the model has no inputs.")
    random = np.random.default_rng(_SEED)
    choices = [_choices(tensor) for tensor in model.inputs]
    for _ in range(count):
        yield [
            _draw(random, tensor, chosen, length)
            for tensor, chosen in zip(model.inputs, choices, strict=True)
        ]


def _draw(
    random: np.random.Generator, tensor: Any, choices: Any, length: int
) -> np.ndarray:
    batch, *sizes = tensor.shape
    shape = (batch or _BATCH, *(size or length for size in sizes))
    dtype = keras.backend.standardize_dtype(tensor.dtype)
    if dtype == "string":
        return random.choice(_WORDS if choices is None else choices, shape)
    if dtype == "bool":
        return random.integers(0, 2, shape).astype("bool")
    if choices is not None:
        return random.choice(choices, shape).astype(
            "float32" if "float" in dtype else dtype
        )
    if "int" in dtype:
        return random.integers(0, 100, shape).astype(dtype)
    return random.normal(size=shape).astype("float32")


def _choices(tensor: Any) -> np.ndarray | None:
    """Returns the values that an input may take; None for any.

    Follows the tensor through all that has no weights: what comes behind a Dense takes
    what a Dense gives.
    """
    found = []
    waiting = [tensor._keras_history.operation]
    seen: set[int] = set()
    while waiting:
        operation = waiting.pop()
        if id(operation) in seen:
            continue
        seen.add(id(operation))
        taken = _taken(operation)
        if taken is not None:
            found.append(taken)
        elif _passes_on(operation):
            waiting += [node.operation for node in operation._outbound_nodes]
            waiting += [
                inner._keras_history.operation
                for inner in getattr(operation, "inputs", None) or ()
            ]
    return min(found, key=len, default=None)


def _taken(operation: Any) -> np.ndarray | None:
    """Returns the values that a layer takes; None for one that takes any."""
    name = _SIZES.get(type(operation).__name__)
    if name is not None:
        return np.arange(getattr(operation, name))
    if isinstance(operation, _LOOKUPS):
        words = operation.get_vocabulary(include_special_tokens=False)
        return np.array(words) if words else None
    return None


def _passes_on(operation: Any) -> bool:
    return isinstance(operation, keras.Model) or not getattr(operation, "weights", ())
