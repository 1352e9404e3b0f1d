"""Batches by `tf.data`: the quickest way for TensorFlow, and of files for all."""

import os
from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from kgraph.training.feeding.kept import Kept, end_forgotten
from kgraph.training.feeding.order import Order

_LAST = 2**62  # pass: there is no end
_READERS = 2 * (os.cpu_count() or 1)  # files that are read at once
_AHEAD = 4  # batches that wait for the model

if keras.backend.backend() != "tensorflow":
    # It only reads files then, and would take the memory of every GPU from the others.
    tf.config.set_visible_devices([], "GPU")


def endless(arrays: Any, order: Order, first: int) -> tf.data.Dataset:
    """Returns passes over arrays, or what is read from files, without an end."""
    begin, skipped = divmod(first, order.batches)

    def of_pass(number: tf.Tensor) -> tf.data.Dataset:
        positions = _positions(order, number)
        start = tf.where(number == begin, skipped * order.batch_size, 0)
        slices = tf.data.Dataset.from_tensor_slices(positions[start:])
        return slices.batch(order.batch_size, order.drops_rest)

    passes = tf.data.Dataset.range(begin, _LAST)
    return _guarded(_filled(passes.flat_map(of_pass), arrays, order), arrays)


def _positions(order: Order, number: tf.Tensor) -> tf.Tensor:
    """Returns the positions of a pass.

    TensorFlow shuffles them: a thread of its own that called Python here would wait
    for ever if Python, which collects garbage, waited for that thread.
    """
    positions = tf.range(order.samples, dtype=tf.int64)
    if not order.is_shuffled:
        return positions
    seed = tf.stack([tf.constant(order.seed, tf.int64), number])
    return tf.random.experimental.stateless_shuffle(positions, seed)


def once(arrays: Any, order: Order) -> tf.data.Dataset:
    """Returns one pass in the order of the samples."""
    positions = tf.data.Dataset.range(order.samples).batch(order.batch_size)
    count = tf.data.experimental.assert_cardinality(order.batches)
    return _guarded(_filled(positions, arrays, order).apply(count), arrays)


def _filled(batches: tf.data.Dataset, arrays: Any, order: Order) -> tf.data.Dataset:
    """Returns batches of samples out of batches of their positions."""
    is_plain = _is_plain(arrays)
    filled = _taken(batches, arrays) if is_plain else _read(batches, arrays, order)
    return filled.prefetch(_AHEAD).with_options(_options())


def _guarded(dataset: tf.data.Dataset, arrays: Any) -> tf.data.Dataset:
    """Returns a dataset that may call Python to read files."""
    end_forgotten()
    return dataset if _is_plain(arrays) else Kept(dataset)


def _is_plain(arrays: Any) -> bool:
    return all(isinstance(array, np.ndarray) for array in keras.tree.flatten(arrays))


def _options() -> tf.data.Options:
    """Returns options without a thread that tunes.

    It was seen to keep an iterator from its end, and with it whoever collects garbage.
    """
    options = tf.data.Options()
    options.autotune.enabled = False
    return options


def _taken(batches: tf.data.Dataset, arrays: Any) -> tf.data.Dataset:
    """Takes samples out of arrays, a batch at a time."""
    with tf.device("CPU"):  # a GPU is given a batch at a time
        flat = [tf.constant(array) for array in keras.tree.flatten(arrays)]

    def take(positions: tf.Tensor) -> Any:
        taken = [tf.gather(array, positions) for array in flat]
        return keras.tree.pack_sequence_as(arrays, taken)

    return batches.map(take)


def _read(batches: tf.data.Dataset, arrays: Any, order: Order) -> tf.data.Dataset:
    """Reads samples from files, those of the next batches and passes in advance.

    So that one stream of files serves all passes, a batch that is not full is filled
    up with its first sample, and cut to its size when all is read.
    """
    from kgraph.training.feeding.files import reader

    columns = [
        _row_reader(a) if isinstance(a, np.ndarray) else reader(a)
        for a in keras.tree.flatten(arrays)
    ]
    size = order.batch_size

    def spread(positions: tf.Tensor) -> tf.data.Dataset:
        count = tf.size(positions)
        filled = tf.concat([positions, tf.fill([size - count], positions[0])], 0)
        counts = tf.fill([size], count)
        return tf.data.Dataset.from_tensor_slices((filled, counts))

    def read(position: tf.Tensor, count: tf.Tensor) -> Any:
        values = [column(position) for column in columns]
        return keras.tree.pack_sequence_as(arrays, values), count

    def cut(values: Any, counts: tf.Tensor) -> Any:
        return keras.tree.map_structure(lambda value: value[: counts[0]], values)

    samples = batches.flat_map(spread).map(read, _READERS, deterministic=True)
    return samples.batch(size, drop_remainder=True).map(cut)


def _row_reader(array: np.ndarray) -> Callable[[tf.Tensor], tf.Tensor]:
    with tf.device("CPU"):
        rows = tf.constant(array)
    return lambda position: tf.gather(rows, position)
