"""Takes the weights out of a model."""

from collections.abc import Iterator, Mapping
from typing import Any

import keras
import ml_dtypes
import numpy as np
from msgspec.structs import replace

from kgraph.document.project import Project
from kgraph.document.weights import default_keys, with_keys
from kgraph.document.weights.contents import VIEWED
from kgraph.modeling.weights.walk import layers_of


class Collected(Mapping[str, list[np.ndarray]]):
    """Key to the arrays of a layer, copied out of the model when they are asked for."""

    def __init__(self, layers: Mapping[str, Any]) -> None:
        self._layers = layers

    def __getitem__(self, key: str) -> list[np.ndarray]:
        return [_array(variable) for variable in self._layers[key].weights]

    def __iter__(self) -> Iterator[str]:
        return iter(self._layers)

    def __len__(self) -> int:
        return len(self._layers)


def collect(project: Project, model: keras.Model) -> Collected:
    """Returns the weights of all layers for which the project has a key.

    Args:
        model: From `build(project)`, or what the project was drawn from.

    Returns:
        Key to arrays, in the order of `layer.weights`. A large model is not copied at
        once: do not train it before they are written.
    """
    layers = {p.key: layer for p, layer in layers_of(project, model) if p.key}
    return Collected(layers)


def take(project: Project, model: keras.Model) -> tuple[Project, Collected]:
    """Gives every layer that has weights a key of its own, and collects them.

    Returns:
        The project with these keys, which has no path of a weights file, and the
        weights.
    """
    named = default_keys(project)
    paths = ["/".join(place.path) for place, _ in layers_of(project, model)]
    keyed = with_keys(project, {path: named[path] for path in paths})
    return replace(keyed, weights=""), collect(keyed, model)


def _array(variable: Any) -> np.ndarray:
    array = np.asarray(keras.ops.convert_to_numpy(variable))
    dtype = keras.backend.standardize_dtype(variable.dtype)
    # Not every backend has an array of such numbers.
    return array.astype(getattr(ml_dtypes, dtype)) if dtype in VIEWED else array
