"""Walks a project and its model side by side."""

from collections.abc import Iterator
from typing import Any

import keras

from kgraph.document.project import Project
from kgraph.document.weights.keys import Place, places


def layers_of(project: Project, model: keras.Model) -> Iterator[tuple[Place, Any]]:
    """Yields the layers of a project that own weights, each with that of the model.

    Layers that lead nowhere are not in the model and not among them.

    Args:
        model: What the project is built as, or was drawn from: its names are those of
            the drawing.
    """
    inside: dict[tuple[str, ...], dict[str, Any]] = {}

    def found(names: tuple[str, ...]) -> Any:
        if not names:
            return model
        if names[:-1] not in inside:
            layers = getattr(found(names[:-1]), "layers", ())
            inside[names[:-1]] = {layer.name: layer for layer in layers}
        return inside[names[:-1]].get(names[-1])

    for place in places(project):
        layer = found(place.names)
        if layer is not None and layer.weights:
            yield place, layer
