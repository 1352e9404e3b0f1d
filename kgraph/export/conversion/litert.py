"""The road to LiteRT: TensorFlow's converter reads a SavedModel of one sample."""

import re
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import keras

from kgraph.export.conversion import saved_model
from kgraph.export.conversion.order import Order

BACKEND = "tensorflow"
MODULES = ("tensorflow",)


def write(model: keras.Model, order: Order, file: Path) -> None:
    """Writes a file of LiteRT's own ops; raises if the model needs others.

    No interpreter for Python runs the ops of TensorFlow that a file may hold besides,
    so that nobody could prove such a file.
    """
    import tensorflow as tf

    with tempfile.TemporaryDirectory(prefix="kgraph-litert-") as folder:
        served = Path(folder, "model")
        # Recurrent layers become loops that LiteRT runs only if the batch is known.
        saved_model.write(model, order, served, batch=1)
        converter = tf.lite.TFLiteConverter.from_saved_model(str(served))
        converter.target_spec.supported_ops = [tf.lite.OpsSet.TFLITE_BUILTINS]
        _set_precision(converter, order)
        try:
            file.write_bytes(converter.convert())
        except Exception as error:
            lacking = dict.fromkeys(
                re.findall(r"'tf\.(\w+)' op is neither", str(error))
            )
            if not lacking:
                raise
            raise ValueError(
                f"LiteRT lacks the ops {', '.join(lacking)}, which only TensorFlow's "
                "delegate would add."
            ) from error


def _set_precision(converter: Any, order: Order) -> None:
    import tensorflow as tf

    precision = order.options["precision"]
    if precision != "float32":
        converter.optimizations = [tf.lite.Optimize.DEFAULT]
    if precision == "float16":
        converter.target_spec.supported_types = [tf.float16]
    if precision == "int8":
        converter.representative_dataset = _representative(order)


def _representative(order: Order) -> Callable[[], Iterator[dict[str, Any]]]:
    """Returns what yields samples, by which the ranges of numbers are measured."""
    from kgraph.export.proof.arrays import read

    def samples() -> Iterator[dict[str, Any]]:
        for arrays in read(Path(order.samples)):
            for index in range(len(arrays[0])):
                named = zip(order.signature.inputs, arrays, strict=True)
                yield {name: array[index : index + 1] for name, array in named}

    return samples
