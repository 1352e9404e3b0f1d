"""The layers of two models that are not of one class, such as a subclass's, by name."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import keras
import numpy as np

_GRAPHS = ("Functional", "Sequential")
Named = Iterator[tuple[str, Any]]


def described(config: Mapping[str, Any], prefix: str = "") -> Named:
    """Yields path and config of each layer that a model's config describes.

    Inputs and ops are none: a class has them in its `call`.
    """
    for entry in config["layers"]:
        inner, module = entry["config"], entry.get("module") or ""
        path = f"{prefix}{inner.get('name')}"
        if entry["class_name"] in (*_GRAPHS, "Model") and "layers" in inner:
            yield from described(inner, f"{path}/")
        elif entry["class_name"] != "InputLayer" and ".ops" not in module:
            yield path, inner


def made(model: keras.Model, prefix: str = "") -> Named:
    """Yields path and config of each layer that a model has."""
    for layer in model.layers:
        path = f"{prefix}{layer.name}"
        if isinstance(layer, keras.Model):
            yield from made(layer, f"{path}/")
        elif not isinstance(layer, keras.layers.InputLayer):
            entry = json.dumps(keras.saving.serialize_keras_object(layer))
            yield path, json.loads(entry)["config"]


def arranged(
    model: keras.Model, weights: Sequence[np.ndarray], paths: Sequence[str]
) -> list[np.ndarray]:
    """Returns weights in the order in which a model takes them.

    A class has its layers in another order than a graph: they are found by their
    paths, and by their position only where those are others.
    """
    own = [v.path.removeprefix(f"{model.name}/") for v in model.weights]
    by_path = dict(zip(paths, weights, strict=True))
    if len(by_path) == len(paths) and set(own) == set(paths):
        return [by_path[path] for path in own]
    return list(weights)


def packed(config: Mapping[str, Any], inputs: Sequence[Any]) -> Any:
    """Returns inputs as a class takes them: by name where a graph has a list."""
    waiting = iter(inputs)

    def pack(place: Any) -> Any:
        if isinstance(place, dict):
            return {key: pack(place[key]) for key in sorted(place)}
        if place and isinstance(place[0], str):
            return next(waiting)
        return [pack(inner) for inner in place]

    places = config.get("input_layers") or ["", 0, 0]
    if isinstance(places, list) and all(isinstance(p, list) for p in places):
        packed = [pack(place) for place in places]
        names = [place[0] for place in places if place and isinstance(place[0], str)]
        if len(places) > 1 and len(names) == len(places):
            return dict(zip(names, packed, strict=True))
        return packed[0] if len(packed) == 1 else packed
    return pack(places)
