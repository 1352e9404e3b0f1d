"""A model as a module of PyTorch that takes tensors one by one, in their order."""

from typing import Any

import keras
import torch

from kgraph.export.conversion.inference import inference
from kgraph.export.signature import Signature


class Named(torch.nn.Module):
    """Takes a model's inputs and returns its outputs in the order of a signature."""

    def __init__(self, model: keras.Model, signature: Signature) -> None:
        super().__init__()
        self.model = model  # PyTorch finds its weights here
        self._serve = inference(model, signature)
        self._signature = signature

    def forward(self, *tensors: Any) -> tuple[Any, ...]:
        """Predicts."""
        named = dict(zip(self._signature.inputs, tensors, strict=True))
        outputs = self._serve(named)
        return tuple(outputs[name] for name in self._signature.outputs)


def zeros(model: keras.Model) -> tuple[Any, ...]:
    """Returns a sample for each input, of zeros.

    Raises:
        ValueError: If a size is left open.
    """
    for tensor in model.inputs:
        if None in tensor.shape[1:]:
            raise ValueError(
                f"PyTorch needs the shape of a sample. Received: {tensor.shape[1:]}."
            )
    with keras.device("cpu"):
        return tuple(
            keras.ops.zeros((1, *tensor.shape[1:]), tensor.dtype)
            for tensor in model.inputs
        )
