"""Reads samples that lie in files inside `tf.data`, many at a time.

They have the values of `LazyArray`, to the bit: PNG and JPEG images are decoded by
TensorFlow, as accurately as Pillow does; everything else by the very function that
`LazyArray` calls.
"""

import os
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import tensorflow as tf

from kgraph.data.lazy import Decoding, LazyArray
from kgraph.data.sources.folders.image_file import ImageDecoding
from kgraph.document.errors import DataError
from kgraph.training.feeding.kept import Kept

Read = Callable[[tf.Tensor], tf.Tensor]

# Palettes of BMP and the channels of GIF are beyond TensorFlow, transparency beyond
# its JPEG.
_NATIVE = {
    1: (".png", ".jpg", ".jpeg"),
    3: (".png", ".jpg", ".jpeg"),
    4: (".png",),
}


def reader(lazy: LazyArray) -> Read:
    """Returns what reads the sample at a position, for `tf.data.Dataset.map`.

    Example:

    >>> tf.data.Dataset.range(len(images)).map(  # doctest: +SKIP
    ...     reader(images), tf.data.AUTOTUNE, deterministic=True
    ... ).batch(32)
    """
    with tf.device("CPU"):
        paths = tf.constant([os.fsencode(path) for path in lazy.paths])
    decode = _decoder(lazy.decoding, lazy.paths)
    is_prepared = (lazy.factor, lazy.offset) != (1.0, 0.0)

    def read(position: tf.Tensor) -> tf.Tensor:
        values = decode(position, tf.gather(paths, position))
        if is_prepared:
            values = values * np.float32(lazy.factor) + np.float32(lazy.offset)
        if lazy.sample_shape is not None:
            values = tf.reshape(values, lazy.sample_shape)
        return values

    return read


def find_damaged(lazy: LazyArray) -> DataError | None:
    """Returns the error that names the first file that cannot be read, if there is one.

    When reading ends in an error TensorFlow does not say which file it was.
    """
    read = reader(lazy)
    samples = tf.data.Dataset.range(len(lazy)).map(
        lambda position: (position, read(position)),
        tf.data.AUTOTUNE,
        deterministic=True,
    )
    expected = 0
    for position, _ in Kept(samples.ignore_errors()):
        if position != expected:
            break
        expected += 1
    if expected == len(lazy):
        return None
    try:
        lazy[expected]
    except DataError as error:
        return error
    return DataError(
        f"{lazy.paths[expected]} must be a file that TensorFlow can read. Received: "
        "one that it cannot. Save it anew or take it out."
    )


def _decoder(
    decoding: Decoding, paths: Sequence[str]
) -> Callable[[tf.Tensor, tf.Tensor], tf.Tensor]:
    """Returns what makes a sample of a position and its path."""
    if not isinstance(decoding, ImageDecoding):
        return lambda position, path: _by_python(decoding, path)
    endings = _NATIVE[decoding.channels]
    is_native = np.array([path.lower().endswith(endings) for path in paths])
    if is_native.all():
        return lambda position, path: _by_tensorflow(decoding, path)
    if not is_native.any():
        return lambda position, path: _by_python(decoding, path)
    with tf.device("CPU"):
        natives = tf.constant(is_native)

    def decode(position: tf.Tensor, path: tf.Tensor) -> tf.Tensor:
        return tf.cond(
            tf.gather(natives, position),
            lambda: _by_tensorflow(decoding, path),
            lambda: _by_python(decoding, path),
        )

    return decode


def _by_tensorflow(decoding: ImageDecoding, path: tf.Tensor) -> tf.Tensor:
    # This op decodes PNG too, and alone can be told to be accurate with JPEG.
    pixels = tf.io.decode_jpeg(
        tf.io.read_file(path), decoding.channels, dct_method="INTEGER_ACCURATE"
    )
    image = tf.image.resize(pixels, (decoding.height, decoding.width))
    return tf.ensure_shape(image, decoding.shape)


def _by_python(decoding: Decoding, path: tf.Tensor) -> tf.Tensor:
    is_text = decoding.dtype == "object"

    def read(path: bytes) -> Any:
        values = decoding.read(os.fsdecode(path))
        return values.item().encode() if is_text else values

    dtype = tf.string if is_text else tf.float32
    values = tf.numpy_function(read, [path], dtype, stateful=False)
    return tf.ensure_shape(values, decoding.shape)
