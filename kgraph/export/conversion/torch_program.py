"""The road to a program of PyTorch: `torch.export` traces the model."""

from pathlib import Path

import keras

from kgraph.export.conversion.order import Order

BACKEND = "torch"
MODULES = ("torch",)


def write(model: keras.Model, order: Order, file: Path) -> None:
    """Writes a program that takes its inputs in their order, one sample at a time."""
    import torch

    from kgraph.export.conversion.tracing import Named, zeros

    named = Named(model, order.signature).eval()
    torch.export.save(torch.export.export(named, zeros(model), strict=False), file)
