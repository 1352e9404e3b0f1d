"""A model as a function from named tensors to named tensors that only predicts."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import keras

from kgraph.export.signature import Signature

Tensors = Mapping[str, Any]


def inference(
    model: keras.Model, signature: Signature
) -> Callable[[Tensors], dict[str, Any]]:
    """Returns the function; layers that augment or drop in training do not act."""

    def serve(tensors: Tensors) -> dict[str, Any]:
        outputs = model(nested(model, signature, tensors), training=False)
        flat = keras.tree.flatten(outputs)
        return dict(zip(signature.outputs, flat, strict=True))

    return serve


def nested(model: keras.Model, signature: Signature, tensors: Tensors) -> Any:
    """Returns named tensors as the model takes them."""
    flat = [tensors[name] for name in signature.inputs]
    structure = getattr(model, "_inputs_struct", None)
    return (
        flat[0] if structure is None else keras.tree.pack_sequence_as(structure, flat)
    )


def tensor_specs(
    model: keras.Model, signature: Signature, batch: int | None = None
) -> dict[str, Any]:
    """Returns what TensorFlow is to expect of each input.

    Args:
        batch: How many samples there always are; None for any number.
    """
    import tensorflow as tf

    return {
        name: tf.TensorSpec((batch, *tensor.shape[1:]), tensor.dtype, name=name)
        for name, tensor in zip(signature.inputs, model.inputs, strict=True)
    }


@contextmanager
def without_functions() -> Iterator[None]:
    """Makes TensorFlow trace into what Keras wants compiled by XLA.

    Grouped convolutions among others are functions of their own otherwise, which no
    converter reads.
    """
    import tensorflow as tf

    before = tf.config.functions_run_eagerly()
    tf.config.run_functions_eagerly(True)
    try:
        yield
    finally:
        tf.config.run_functions_eagerly(before)
