"""Checks classes before training; a compiled loss would quietly turn them into NaN."""

from collections.abc import Sequence

import keras

from kgraph.data import Samples
from kgraph.document.graph import Layer
from kgraph.modeling import make
from kgraph.training.words import TrainingError, label_sentence


def check_labels(
    model: keras.Model, outputs: Sequence[Layer], samples: Samples
) -> None:
    """Raises if a class has no unit in the layer before its Output.

    Raises:
        TrainingError: If so, naming the Output and the class.
    """
    for output in outputs:
        loss = make("loss", output.config.get("loss"))
        if not isinstance(loss, keras.losses.SparseCategoricalCrossentropy):
            continue
        tensor = model.output
        units = (tensor[output.name] if isinstance(tensor, dict) else tensor).shape[-1]
        labels = samples.targets[output.name]
        for label in (labels.min(), labels.max()):
            if units is not None and not 0 <= label < units:
                raise TrainingError(label_sentence(int(label), units, output.name))
