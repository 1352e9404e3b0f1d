"""Freezes what a stage of a run does not train."""

from collections.abc import Sequence

import keras

from kgraph.document.project import Project
from kgraph.document.stages import Place, frozen
from kgraph.document.training import Stage
from kgraph.training.words import TrainingError


class Freezer:
    """Freezes and frees the layers of a model, stage after stage.

    Args:
        model: As it was built from the project.
    """

    def __init__(self, model: keras.Model, project: Project) -> None:
        self._model = model
        self._project = project
        self._drawn = [(x, x.trainable) for x in _flattened(model)]

    def enter(self, stage: Stage) -> None:
        """Lets the model train what a stage trains; it must be compiled anew then.

        Raises:
            TrainingError: If that is nothing.
        """
        places = frozen(self._project, stage)
        if stage.trains == "drawn":
            self._restore()
            places = tuple(p for p in places if _is_normalization(self._layer(p)))
        else:
            self._model.trainable = True
        for place in places:
            self._layer(place).trainable = False
        if not self._model.trainable_variables:
            name = f"Stage {stage.name!r}" if stage.name else "This training"
            raise TrainingError(
                f"{name} must train a layer at least. Received: one that freezes all "
                "of them. Choose what it trains in the settings of the training."
            )

    def _restore(self) -> None:
        self._model.trainable = True
        for layer, trainable in self._drawn:
            if not trainable:
                layer.trainable = False
        for layer, trainable in self._drawn:
            if trainable and not isinstance(layer, keras.Model):
                layer.trainable = True

    def _layer(self, place: Place) -> keras.Layer:
        layer: keras.Layer = self._model
        for name in place.names:
            layer = layer.get_layer(name)
        return layer


def _is_normalization(layer: keras.Layer) -> bool:
    return isinstance(layer, keras.layers.BatchNormalization)


def _flattened(model: keras.Model) -> Sequence[keras.Layer]:
    layers: Sequence[keras.Layer] = model._flatten_layers()
    return layers
