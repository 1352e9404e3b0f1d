"""Layers of Keras that fill memory while they are wired, with a limit to it."""

from math import prod
from typing import Any

import keras

from kgraph.importing.errors import ImportRefusedError, shown, size_text
from kgraph.importing.opening import limits

_ITEM_BYTES = 4


class BoundedNormalization(keras.layers.Normalization):
    """A Normalization that spreads a mean which the config gives over few values.

    Keras spreads it over the whole shape at once, whoever asks for the shape. Once
    built, it is a plain Normalization.
    """

    def build(self, input_shape: Any) -> None:
        """Builds the layer.

        Raises:
            ImportRefusedError: If its mean would take too much memory.
        """
        if self.input_mean is not None and input_shape is not None:
            places = {axis % len(input_shape) for axis in self.axis}
            size = prod(input_shape[axis] or 1 for axis in places) * _ITEM_BYTES
            if size > limits.UNSAVED_BYTES:
                raise ImportRefusedError(
                    f"{shown(self.name)} would need {size_text(size)} to be wired. "
                    f"At most {size_text(limits.UNSAVED_BYTES)} are made for that."
                )
        super().build(input_shape)
        self.__class__ = keras.layers.Normalization


BOUNDED: dict[str, type] = {"Normalization": BoundedNormalization}
"""Under the name of a layer of Keras, what is made in its place."""
