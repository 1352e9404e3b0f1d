"""Keeps iterators that call Python from Python's collector of garbage.

An iterator of TensorFlow ends only after its last call of Python. If one of these calls
happened to collect garbage, and the iterator was in it, both would wait for ever: so a
thread that trains ends them, and no other.
"""

import weakref
from collections.abc import Iterator
from itertools import count
from typing import Any

import tensorflow as tf

_kept: dict[int, tuple["weakref.ref[Any]", list[tf.Tensor]]] = {}
"""Each iterator, if anybody has it still, and what TensorFlow has of it."""

_numbers = count()


def end_forgotten() -> None:
    """Ends the iterators that nobody has any more; must not be called while reading."""
    for number, (iterator, _) in list(_kept.items()):
        if iterator() is None:
            del _kept[number]


class Kept(tf.data.Dataset):
    """A dataset whose iterators are ended by `end_forgotten` alone."""

    def __init__(self, dataset: tf.data.Dataset) -> None:
        self._dataset = dataset
        super().__init__(dataset._variant_tensor)

    def _inputs(self) -> list[tf.data.Dataset]:
        return [self._dataset]

    @property
    def element_spec(self) -> Any:
        return self._dataset.element_spec

    def __iter__(self) -> Iterator[Any]:
        iterator: Iterator[Any] = super().__iter__()
        tensors = tf.nest.flatten(iterator, expand_composites=True)
        _kept[next(_numbers)] = (weakref.ref(iterator), tensors)
        return iterator
