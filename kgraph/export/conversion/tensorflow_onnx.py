"""The first road to ONNX: tf2onnx reads the graph that TensorFlow traced."""

from pathlib import Path
from typing import Any

import keras

from kgraph.export.conversion.inference import (
    inference,
    tensor_specs,
    without_functions,
)
from kgraph.export.conversion.order import Order

BACKEND = "tensorflow"
MODULES = ("tensorflow", "tf2onnx", "onnx")

OPSET = 18


def write(model: keras.Model, order: Order, file: Path) -> None:
    """Writes a file that takes any number of samples."""
    import onnx
    from tf2onnx import convert

    from kgraph.export.conversion import tf2onnx_handlers  # noqa: F401

    frozen = _frozen(model, order)
    taken = [tensor.name for tensor in frozen.inputs]
    given = [tensor.name for tensor in frozen.outputs]
    names = (*order.signature.inputs, *order.signature.outputs)
    proto, _ = convert.from_graph_def(
        frozen.graph.as_graph_def(),
        name=model.name,
        input_names=taken,
        output_names=given,
        opset=OPSET,
        tensors_to_rename=dict(zip((*taken, *given), names, strict=True)),
    )
    onnx.save(proto, file)


def _frozen(model: keras.Model, order: Order) -> Any:
    """Returns a graph in which weights and other captured values are constants.

    Its inputs and outputs come in the order of the signature.
    """
    import tensorflow as tf
    from tensorflow.python.framework.convert_to_constants import (
        convert_variables_to_constants_v2,
    )

    serve = inference(model, order.signature)
    specs = tensor_specs(model, order.signature)

    def listed(*tensors: Any) -> list[Any]:
        outputs = serve(dict(zip(specs, tensors, strict=True)))
        # Each a tensor of its own, or two names would be of one.
        return [tf.identity(outputs[name]) for name in order.signature.outputs]

    traced = tf.function(listed, input_signature=[*specs.values()], autograph=False)
    with without_functions():
        return convert_variables_to_constants_v2(
            traced.get_concrete_function(), lower_control_flow=False
        )
