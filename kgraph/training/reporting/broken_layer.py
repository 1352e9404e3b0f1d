"""Finds where numbers cease to be numbers."""

from typing import Any

import keras
import numpy as np


def first_broken_layer(model: keras.Model, inputs: Any) -> str:
    """Returns the name of the first layer whose output or weights are not finite.

    Args:
        inputs: A batch in the structure that the model takes.

    Returns:
        Empty if all of them are finite.
    """
    layers = [layer for layer in model.layers if _has_output(layer)]
    if not layers:
        return ""
    outputs = [layer.output for layer in layers]
    looking = keras.Model(model.inputs, outputs)
    values = looking(keras.tree.flatten(inputs), training=False)
    for layer, value in zip(layers, values, strict=True):
        arrays = [*keras.tree.flatten(value), *layer.weights]
        if not all(_is_finite(array) for array in arrays):
            return str(layer.name)
    return ""


def _has_output(layer: keras.Layer) -> bool:
    try:
        return layer.output is not None
    except (AttributeError, ValueError):  # a shared layer has several
        return False


def _is_finite(array: Any) -> bool:
    values = keras.ops.convert_to_numpy(array)
    is_number = np.issubdtype(values.dtype, np.number)
    return not is_number or bool(np.isfinite(values.astype("float32")).all())
