"""Freezes what a stage of a run does not train."""

import keras

from kgraph.document.project import Project
from kgraph.document.training import Stage
from kgraph.modeling.freezing import flags_of, freeze
from kgraph.training.words import TrainingError


class Freezer:
    """Freezes and frees the layers of a model, stage after stage.

    Args:
        model: As it was built from the project.
    """

    def __init__(self, model: keras.Model, project: Project) -> None:
        self._model = model
        self._project = project
        self._drawn = flags_of(model)

    def enter(self, stage: Stage) -> None:
        """Lets the model train what a stage trains; it must be compiled anew then.

        Raises:
            TrainingError: If that is nothing.
        """
        freeze(self._model, self._project, stage, self._drawn)
        if not self._model.trainable_variables:
            name = f"Stage {stage.name!r}" if stage.name else "This training"
            raise TrainingError(
                f"{name} must train a layer at least. Received: one that freezes all "
                "of them. Choose what it trains in the settings of the training."
            )
