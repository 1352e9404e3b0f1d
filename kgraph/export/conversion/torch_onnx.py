"""The second road to ONNX: PyTorch's own exporter, for one sample at a time."""

from pathlib import Path

import keras

from kgraph.export.conversion.order import Order

BACKEND = "torch"
MODULES = ("torch", "onnxscript", "onnx")


def write(model: keras.Model, order: Order, file: Path) -> None:
    """Writes a file that takes one sample: with any number PyTorch refuses more."""
    import torch

    from kgraph.export.conversion.tracing import Named, zeros

    program = torch.onnx.export(
        Named(model, order.signature).eval(),
        zeros(model),
        dynamo=True,
        verbose=False,
        input_names=list(order.signature.inputs),
        output_names=list(order.signature.outputs),
    )
    program.save(file)
