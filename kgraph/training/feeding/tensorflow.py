"""Batches by `tf.data`: the quickest way for TensorFlow, and of files for all."""

from collections.abc import Callable
from typing import Any

import keras
import numpy as np
import tensorflow as tf

from kgraph.training.feeding.order import Order

_LAST = 2**62  # pass: there is no end

if keras.backend.backend() != "tensorflow":
    # It only reads files then, and would take the memory of every GPU from the others.
    tf.config.set_visible_devices([], "GPU")


def endless(arrays: Any, order: Order, first: int) -> tf.data.Dataset:
    """Returns passes over arrays, or what is read from files, without an end."""
    batch = _batches(arrays, order)
    begin, skipped = divmod(first, order.batches)

    def of_pass(number: tf.Tensor) -> tf.data.Dataset:
        positions = tf.numpy_function(order.positions, [number], tf.int64, False)
        positions = tf.ensure_shape(positions, [order.samples])
        start = tf.where(number == begin, skipped * order.batch_size, 0)
        return batch(tf.data.Dataset.from_tensor_slices(positions[start:]))

    passes = tf.data.Dataset.range(begin, _LAST)
    return passes.flat_map(of_pass).prefetch(tf.data.AUTOTUNE)


def once(arrays: Any, order: Order) -> tf.data.Dataset:
    """Returns one pass in the order of the samples."""
    positions = tf.data.Dataset.range(order.samples)
    batches = _batches(arrays, order)(positions)
    return batches.prefetch(tf.data.AUTOTUNE)


def _batches(arrays: Any, order: Order) -> Callable[[tf.data.Dataset], tf.data.Dataset]:
    """Returns what makes batches of samples out of a dataset of positions."""
    flat = keras.tree.flatten(arrays)
    if all(isinstance(array, np.ndarray) for array in flat):
        with tf.device("CPU"):  # a GPU is given a batch at a time
            flat = [tf.constant(array) for array in flat]

        def take(positions: tf.Tensor) -> Any:
            taken = [tf.gather(array, positions) for array in flat]
            return keras.tree.pack_sequence_as(arrays, taken)

        return lambda positions: positions.batch(
            order.batch_size, order.drops_rest
        ).map(take)

    from kgraph.training.feeding.files import reader

    columns = [_row_reader(a) if isinstance(a, np.ndarray) else reader(a) for a in flat]

    def read(position: tf.Tensor) -> Any:
        return keras.tree.pack_sequence_as(
            arrays, [column(position) for column in columns]
        )

    return lambda positions: positions.map(
        read, tf.data.AUTOTUNE, deterministic=True
    ).batch(order.batch_size, order.drops_rest)


def _row_reader(array: np.ndarray) -> Callable[[tf.Tensor], tf.Tensor]:
    with tf.device("CPU"):
        rows = tf.constant(array)
    return lambda position: tf.gather(rows, position)
