"""The road to a SavedModel: Keras on TensorFlow writes it."""

from pathlib import Path

import keras

from kgraph.export.conversion.inference import (
    inference,
    tensor_specs,
    without_functions,
)
from kgraph.export.conversion.order import Order

BACKEND = "tensorflow"
MODULES = ("tensorflow",)


def write(
    model: keras.Model, order: Order, folder: Path, batch: int | None = None
) -> None:
    """Writes a folder whose one signature takes and returns tensors by name."""
    specs = tensor_specs(model, order.signature, batch)
    archive = keras.export.ExportArchive()
    archive.track(model)
    with without_functions():
        archive.add_endpoint(
            "serving_default",
            inference(model, order.signature),
            input_signature=[specs],
        )
        archive.write_out(folder, verbose=False)
