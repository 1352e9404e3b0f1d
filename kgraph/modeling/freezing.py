"""Freezes the layers of a built model as a stage of the training asks for."""

from collections.abc import Iterable
from typing import Any

import keras

from kgraph.document.project import Project
from kgraph.document.stages import frozen
from kgraph.document.training import Stage

Flags = tuple[tuple[Any, bool], ...]
"""Each layer of a model and whether it is trainable, a layer before those in it."""


def flags_of(model: keras.Model) -> Flags:
    """Returns what a model and its layers are, for stages that train what is drawn.

    Take it right after `build`: what one stage freezes, a later one may train.
    """
    return tuple((layer, layer.trainable) for layer in model._flatten_layers())


def freeze(model: keras.Model, project: Project, stage: Stage, drawn: Flags) -> None:
    """Lets a model learn with the layers of a stage, whatever it learned with before.

    Compile it afterwards: Keras looks at what is trainable then.

    Args:
        model: From `build(project)`, or from a project that differs in nothing that
            concerns its layers.
        drawn: From `flags_of` of the model as it was built.
    """
    # With TensorFlow a layer that is given the flag that it has tells those within it
    # nothing, so each of them is told by itself.
    for layer, is_trainable in drawn:
        layer.trainable = is_trainable or stage.trains != "drawn"
    for place in frozen(project, stage):
        for layer in layer_at(model, place.names)._flatten_layers():
            layer.trainable = False


def layer_at(model: keras.Model, names: Iterable[str]) -> Any:
    """Returns the layer that stands in a model, or in one within it, by names."""
    layer: Any = model
    for name in names:
        layer = layer.get_layer(name)
    return layer
