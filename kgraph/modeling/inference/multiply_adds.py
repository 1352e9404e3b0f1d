"""Counts the multiply-adds of a layer's call, for one sample.

One multiply-add is one product of a weight (or, in attention, of an activation) with
an activation, added to a sum. Biases, activations, normalizations and poolings are
left out, as is usual (He and Sun 2015, "Convolutional Neural Networks at Constrained
Time Cost"; Vaswani et al. 2017, "Attention Is All You Need", table 1).
"""

from collections.abc import Callable, Sequence
from math import prod
from typing import Any

from keras import layers

Shape = Sequence[int | None]


def multiply_adds(
    layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]
) -> int | None:
    """Returns the multiply-adds of a call for one sample, None if they are undefined.

    Args:
        layer: A Keras layer that is built.
        inputs: Shape of each tensor that it is given, batch first, in the order of
            the ports.
        outputs: Shape of each tensor that it returns, batch first.
    """
    count = next((f for kind, f in _COUNTS.items() if isinstance(layer, kind)), None)
    if count is None or not inputs or not outputs:
        return None
    try:
        return int(count(layer, inputs, outputs))
    except TypeError:  # a dimension is None: it depends on the data
        return None


def _dense(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    return _size(outputs[0][1:]) * _known(inputs[0][-1])


def _einsum_dense(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    """Each value of the output sums over the letters that are not in the output."""
    left, result = layer.equation.replace(" ", "").split("->")
    letters = left.split(",")[0].replace("...", "")
    sizes = dict(zip(reversed(letters), reversed(inputs[0]), strict=False))
    summed = [sizes[letter] for letter in letters if letter not in result]
    return _size(outputs[0][1:]) * _size(summed)


def _convolution(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    positions, filters = _parts(layer, outputs[0])
    channels = _parts(layer, inputs[0])[1]
    return positions * filters * prod(layer.kernel_size) * channels // layer.groups


def _transposed(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    """Each value of the input is spread over one kernel per filter."""
    positions, channels = _parts(layer, inputs[0])
    return positions * channels * prod(layer.kernel_size) * layer.filters


def _depthwise(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    positions, channels = _parts(layer, outputs[0])
    return positions * channels * prod(layer.kernel_size)


def _separable(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    positions, filters = _parts(layer, outputs[0])
    between = _parts(layer, inputs[0])[1] * layer.depth_multiplier
    return positions * between * (prod(layer.kernel_size) + filters)


def _multi_head(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    config = layer.get_config()
    heads, key_dim = config["num_heads"], config["key_dim"]
    value_dim = config["value_dim"] or key_dim
    gate = heads * value_dim if config.get("use_gate") else 0
    widths = heads * key_dim, heads * value_dim
    query, value = inputs[0], inputs[1]
    key = inputs[2] if len(inputs) > 2 and len(inputs[2]) == len(value) else value
    wide = _projections(widths, gate, query, value, key, outputs[0])
    return wide + _size(query[1:-1]) * _size(value[1:-1]) * sum(widths)


def _grouped(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    width = layer.num_query_heads * layer.head_dim
    narrow = layer.num_key_value_heads * layer.head_dim
    gate = width if layer.use_gate else 0
    query, value = inputs[0], inputs[1]
    key = inputs[2] if len(inputs) > 2 and len(inputs[2]) == len(value) else value
    length, other = _size(query[1:-1]), _size(value[1:-1])
    to_heads = length * _known(query[-1]) * (width + gate)
    to_heads += other * narrow * (_known(value[-1]) + _known(key[-1]))
    return to_heads + 2 * length * other * width + width * _size(outputs[0][1:])


def _projections(
    widths: tuple[int, int],
    gate: int,
    query: Shape,
    value: Shape,
    key: Shape,
    output: Shape,
) -> int:
    to_query = _size(query[1:]) * (widths[0] + gate)
    to_key = _size(key[1:]) * widths[0]
    to_value = _size(value[1:]) * widths[1]
    return to_query + to_key + to_value + _size(output[1:]) * widths[1]


def _attention(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    query, value = inputs[0], inputs[1]
    scores = _size(query[1:-1]) * _size(value[1:-1])
    return scores * (_known(query[-1]) + _known(value[-1]))


def _recurrent(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    steps, features = inputs[0][1], inputs[0][2]
    return _known(steps) * _cell(layer.cell, _known(features))


def _cell(cell: Any, features: int) -> int:
    """Returns the multiply-adds of one step; each gate sees input and state."""
    if isinstance(cell, layers.StackedRNNCells):
        total = 0
        for inner in cell.cells:
            total += _cell(inner, features)
            features = inner.units
        return total
    gates = {layers.LSTMCell: 4, layers.GRUCell: 3, layers.SimpleRNNCell: 1}[type(cell)]
    return gates * cell.units * (features + cell.units)


def _bidirectional(
    layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]
) -> int:
    forward = multiply_adds(layer.forward_layer, inputs, outputs)
    backward = multiply_adds(layer.backward_layer, inputs, outputs)
    return _known(forward) + _known(backward)


def _every_step(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    def without_time(shape: Shape) -> Shape:
        return (shape[0], *shape[2:])

    once = multiply_adds(
        layer.layer, [without_time(inputs[0])], [without_time(outputs[0])]
    )
    return _known(inputs[0][1]) * _known(once)


def _recurrent_convolution(
    layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]
) -> int:
    """Four gates, each of which convolves the input and the state."""
    cell = layer.cell
    spatial = outputs[0][-1 - cell.rank : -1]
    channels = inputs[0][-1]
    if cell.data_format == "channels_first":
        spatial, channels = outputs[0][-cell.rank :], inputs[0][2]
    step = 4 * cell.filters * prod(cell.kernel_size) * (_known(channels) + cell.filters)
    return _known(inputs[0][1]) * _size(spatial) * step


def _dot(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    axes = layer.axes if isinstance(layer.axes, int) else layer.axes[0]
    return _size(outputs[0][1:]) * _known(inputs[0][axes])


def _none(layer: Any, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int:
    return 0


def _parts(layer: Any, shape: Shape) -> tuple[int, int]:
    """Returns the number of positions and of channels of an image-like tensor."""
    if layer.data_format == "channels_first":
        return _size(shape[2:]), _known(shape[1])
    return _size(shape[1:-1]), _known(shape[-1])


def _size(shape: Shape) -> int:
    return prod(_known(n) for n in shape)


def _known(size: int | None) -> int:
    if size is None:
        raise TypeError("The size depends on the data.")
    return size


# Subclasses stand before their bases.
_COUNTS: dict[Any, Callable[[Any, Sequence[Shape], Sequence[Shape]], int]] = {
    layers.Dense: _dense,
    layers.EinsumDense: _einsum_dense,
    layers.DepthwiseConv1D: _depthwise,
    layers.DepthwiseConv2D: _depthwise,
    layers.SeparableConv1D: _separable,
    layers.SeparableConv2D: _separable,
    layers.Conv1DTranspose: _transposed,
    layers.Conv2DTranspose: _transposed,
    layers.Conv3DTranspose: _transposed,
    layers.Conv1D: _convolution,
    layers.Conv2D: _convolution,
    layers.Conv3D: _convolution,
    layers.MultiHeadAttention: _multi_head,
    layers.GroupQueryAttention: _grouped,
    layers.Attention: _attention,
    layers.ConvLSTM1D: _recurrent_convolution,
    layers.ConvLSTM2D: _recurrent_convolution,
    layers.ConvLSTM3D: _recurrent_convolution,
    layers.Bidirectional: _bidirectional,
    layers.TimeDistributed: _every_step,
    layers.RNN: _recurrent,
    layers.Embedding: _none,
    layers.Dot: _dot,
}


def of_op(name: str, inputs: Sequence[Shape], outputs: Sequence[Shape]) -> int | None:
    """Returns the multiply-adds of an op's call, None if they are undefined."""
    if name != "ops.matmul" or not inputs or not outputs:
        return None
    try:
        return _size(outputs[0][1:]) * _known(inputs[0][-1])
    except TypeError:
        return None
