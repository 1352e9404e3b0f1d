"""The weights of a layer as values: names, shapes and dtypes, no numbers."""

from typing import Any

import keras

from kgraph.document.analysis import Variable


def variables_of(layer: Any) -> tuple[Variable, ...]:
    """Returns names, shapes and dtypes of a layer's weights, in Keras's order."""
    return tuple(
        Variable(
            tuple(variable.shape),
            keras.backend.standardize_dtype(variable.dtype),
            variable.name,
        )
        for variable in layer.weights
    )
