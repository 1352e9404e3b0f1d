"""Batches of samples as Keras takes them."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np

from kgraph.data import Samples
from kgraph.training.feeding.order import Order

Structure = tuple[Any, ...]  # inputs, targets and, where there are some, weights


def structure(samples: Samples) -> Structure:
    """Returns the arrays of samples in the structure in which a model takes them.

    One Input or Output is given plain; several Inputs are a tuple in their order, and
    several Outputs a dict by their names.
    """
    inputs = tuple(samples.inputs.values())
    parts: list[Any] = [
        inputs[0] if len(inputs) == 1 else inputs,
        _by_output(samples.targets),
    ]
    if samples.weights:
        counts = np.ones(len(samples), "float32")
        weights = {name: samples.weights.get(name, counts) for name in samples.targets}
        parts.append(_by_output(weights))
    return tuple(parts)


def first_batch(samples: Samples, count: int = 1) -> Structure:
    """Returns the first samples as a batch, texts as Keras's own tensors of them."""
    batch = _taker(structure(samples))(slice(count))
    return keras.tree.map_structure(_told_dtype, batch)


def endless(samples: Samples, order: Order, first: int = 0) -> Any:
    """Returns batches for `fit(steps_per_epoch=...)`, pass after pass without an end.

    Args:
        first: Number of the first batch, counted over all passes.
    """
    arrays = structure(samples)
    if _needs_tensorflow(arrays):
        from kgraph.training.feeding import tensorflow

        return tensorflow.endless(arrays, order, first)
    return _Endless(arrays, order, first)


def once(samples: Samples, batch_size: int, most: int | None = None) -> Any:
    """Returns batches of all samples in their order, for `evaluate()` and the like.

    Args:
        most: How many batches there are at most; None for all.
    """
    arrays = structure(samples)
    count = len(samples)
    count = count if most is None else min(count, most * batch_size)
    order = Order(count, batch_size, seed=0, is_shuffled=False)
    if _needs_tensorflow(arrays):
        from kgraph.training.feeding import tensorflow

        return tensorflow.once(arrays, order)
    return _Once(arrays, order)


def _by_output(arrays: dict[str, Any]) -> Any:
    return next(iter(arrays.values())) if len(arrays) == 1 else dict(arrays)


def _needs_tensorflow(arrays: Structure) -> bool:
    """Whether TensorFlow makes the batches: for itself, and of files for all."""
    is_plain = all(isinstance(a, np.ndarray) for a in keras.tree.flatten(arrays))
    return keras.backend.backend() == "tensorflow" or not is_plain


class _Endless(keras.utils.PyDataset):
    """Batches out of arrays, for backends that take Python's."""

    def __init__(self, arrays: Structure, order: Order, first: int) -> None:
        super().__init__()
        self._take = _taker(arrays)
        self._order = order
        self._first = first
        self._known: tuple[int, np.ndarray] = (-1, np.empty(0))

    @property
    def num_batches(self) -> None:
        return None

    def __getitem__(self, index: int) -> Structure:
        turn, place = divmod(self._first + index, self._order.batches)
        if self._known[0] != turn:
            self._known = (turn, self._order.positions(turn))
        start = place * self._order.batch_size
        return self._take(self._known[1][start : start + self._order.batch_size])


class _Once(keras.utils.PyDataset):
    """Batches of one pass out of arrays."""

    def __init__(self, arrays: Structure, order: Order) -> None:
        super().__init__()
        self._take = _taker(arrays)
        self._order = order

    @property
    def num_batches(self) -> int:
        return self._order.batches

    def __getitem__(self, index: int) -> Structure:
        return self._take(self._order.batch(index))


def _told_dtype(array: np.ndarray) -> Any:
    """Returns an array whose dtype Keras knows, which `object` is not."""
    is_text = array.dtype == object
    return keras.ops.convert_to_tensor(array) if is_text else array


def _taker(arrays: Structure) -> Callable[[Any], Structure]:
    def take(positions: Any) -> Structure:
        return keras.tree.map_structure(lambda array: array[positions], arrays)

    return take
