"""The third road to ONNX: jax2onnx reads what JAX traced."""

from pathlib import Path
from typing import Any

import keras

from kgraph.export.conversion.inference import inference
from kgraph.export.conversion.order import Order

BACKEND = "jax"
MODULES = ("jax", "jax2onnx", "onnx")


def write(model: keras.Model, order: Order, file: Path) -> None:
    """Writes a file that takes any number of samples."""
    import jax
    import numpy as np
    from jax2onnx import to_onnx

    names = order.signature
    serve = inference(model, names)

    def listed(*tensors: Any) -> tuple[Any, ...]:
        outputs = serve(dict(zip(names.inputs, tensors, strict=True)))
        return tuple(outputs[name] for name in names.outputs)

    inputs = [
        jax.ShapeDtypeStruct(_shape(index, tensor.shape), np.dtype(tensor.dtype))
        for index, tensor in enumerate(model.inputs)
    ]
    to_onnx(
        listed,
        inputs=inputs,
        input_names=list(names.inputs),
        output_names=list(names.outputs),
        return_mode="file",
        output_path=str(file),
    )


def _shape(index: int, shape: tuple[int | None, ...]) -> tuple[int | str, ...]:
    """Returns a shape in which sizes that are left open have names."""
    sizes = (size or f"size_{index}_{axis}" for axis, size in enumerate(shape[1:], 1))
    return ("batch", *sizes)
