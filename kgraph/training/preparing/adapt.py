"""Lets preprocessing layers see the training data before the others learn."""

from collections.abc import Sequence
from typing import Any

import keras
import numpy as np

MOST_FROM_FILES = 2048
"""Images and sounds in files are read anew each time; so many say enough of all."""

_STATE = ("mean", "bin_boundaries", "vocabulary")


def adapt(model: keras.Model, inputs: Sequence[np.ndarray]) -> list[keras.Layer]:
    """Adapts every layer that can be and has no state, by hand or by trained weights.

    A layer is shown what reaches it when the model is given the inputs, after the
    layers before it were adapted; a shared layer all that reaches its calls.

    Args:
        inputs: The training data, one array for each of the model's inputs; of those
            that lie in files the first `MOST_FROM_FILES` are shown, of texts all: their
            words are counted.

    Returns:
        The layers that were adapted, those of submodels included.
    """
    if _adaptable(model) and not all(isinstance(x, np.ndarray) for x in inputs):
        most = min(map(_most_shown, inputs))
        inputs = [np.asarray(x[:most]) for x in inputs]
    adapted: list[keras.Layer] = []
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            if _adaptable(layer):
                adapted += adapt(layer, _all_that_reaches(layer, model, inputs))
        elif _needs_adapting(layer):
            (values,) = _all_that_reaches(layer, model, inputs)
            layer.adapt(values)
            adapted.append(layer)
    return adapted


def _most_shown(array: Any) -> int:
    is_cheap = isinstance(array, np.ndarray) or array.dtype == "object"
    return len(array) if is_cheap else MOST_FROM_FILES


def _adaptable(model: keras.Model) -> bool:
    return any(
        _adaptable(layer) if isinstance(layer, keras.Model) else _needs_adapting(layer)
        for layer in model.layers
    )


def _needs_adapting(layer: keras.Layer) -> bool:
    if not hasattr(layer, "adapt"):
        return False
    config = layer.get_config()
    return all(config.get(name) is None for name in _STATE) and not _was_given(layer)


def _was_given(layer: keras.Layer) -> bool:
    """Whether trained weights have brought the state along."""
    if not isinstance(layer, keras.layers.Normalization) or not layer.built:
        return False
    mean, variance = map(np.asarray, (layer.adapt_mean, layer.adapt_variance))
    return bool(mean.any() or (variance != 1).any())


def _all_that_reaches(
    layer: keras.Layer, model: keras.Model, inputs: Sequence[np.ndarray]
) -> list[np.ndarray]:
    calls = [_reaching(tensors, model, inputs) for tensors in _calls(layer, model)]
    return [np.concatenate(arrays) for arrays in zip(*calls, strict=True)]


def _calls(layer: keras.Layer, model: keras.Model) -> list[list[Any]]:
    """Returns the input tensors of each call; `layer.input` would tell the first."""
    inside = {id(node) for nodes in model._nodes_by_depth.values() for node in nodes}
    return [n.input_tensors for n in layer._inbound_nodes if id(n) in inside]


def _reaching(
    tensors: list[Any], model: keras.Model, inputs: Sequence[np.ndarray]
) -> list[np.ndarray]:
    given = {id(t): array for t, array in zip(model.inputs, inputs, strict=True)}
    if all(id(tensor) in given for tensor in tensors):
        return [given[id(tensor)] for tensor in tensors]
    found = keras.Model(model.inputs, tensors).predict(list(inputs), verbose=0)
    return [np.asarray(values) for values in keras.tree.flatten(found)]
