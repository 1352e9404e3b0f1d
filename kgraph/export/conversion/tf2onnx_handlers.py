"""Ops of TensorFlow that tf2onnx leaves as they are, in terms of those of ONNX.

Importing this registers them: they are in Keras's exact GELU (`Erfc`), CELU (`Expm1`)
and Discretization (`Bucketize`).
"""

from typing import Any

import numpy as np
from onnx import TensorProto
from tf2onnx import utils
from tf2onnx.handler import tf_op


@tf_op("Erfc")
class Erfc:
    """1 - erf(x)."""

    @classmethod
    def version_9(cls, ctx: Any, node: Any, **_: Any) -> None:
        """Writes it for ONNX's ninth set of ops and later."""
        erf = ctx.make_node("Erf", node.input)
        _replace(ctx, node, "Sub", [_like(ctx, node, 1), erf.output[0]])


@tf_op("Expm1")
class Expm1:
    """exp(x) - 1."""

    @classmethod
    def version_7(cls, ctx: Any, node: Any, **_: Any) -> None:
        """Writes it for ONNX's seventh set of ops and later."""
        exp = ctx.make_node("Exp", node.input)
        _replace(ctx, node, "Sub", [exp.output[0], _like(ctx, node, 1)])


@tf_op("Bucketize")
class Bucketize:
    """How many of the boundaries a number reaches."""

    @classmethod
    def version_18(cls, ctx: Any, node: Any, **_: Any) -> None:
        """Writes it for ONNX's eighteenth set of ops and later."""
        boundaries = _like(ctx, node, list(node.get_attr("boundaries").floats))
        last = _const(ctx, np.array([-1], "int64"))
        apart = ctx.make_node("Unsqueeze", [node.input[0], last])
        reached = ctx.make_node("GreaterOrEqual", [apart.output[0], boundaries])
        ones = ctx.make_node("Cast", reached.output, attr={"to": TensorProto.INT32})
        counted = [ones.output[0], last]
        _replace(ctx, node, "ReduceSum", counted, keepdims=0)


def _like(ctx: Any, node: Any, value: Any) -> str:
    """Returns a constant of the type that an op takes."""
    dtype = utils.map_onnx_to_numpy_type(ctx.get_dtype(node.input[0]))
    return _const(ctx, np.array(value, dtype))


def _const(ctx: Any, array: np.ndarray) -> str:
    return ctx.make_const(utils.make_name("kgraph"), array).output[0]


def _replace(ctx: Any, node: Any, op: str, inputs: list[str], **attr: Any) -> None:
    """Puts an op of ONNX in the place of TensorFlow's."""
    shapes = [ctx.get_shape(output) for output in node.output]
    dtypes = [ctx.get_dtype(output) for output in node.output]
    ctx.remove_node(node.name)
    ctx.make_node(
        op,
        inputs,
        attr,
        name=node.name,
        outputs=node.output,
        shapes=shapes,
        dtypes=dtypes,
    )
