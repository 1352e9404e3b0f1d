"""How large the numbers in a config may be.

A number that Keras counts to keeps it busy before there is anything to compute. What a
number is for is known by its argument's name: sizes of tensors cost nothing while a
model is wired, values are no lengths, and whatever else there is stays small.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from kgraph.catalog import OperationSpec
from kgraph.importing.errors import NotAllowedError
from kgraph.importing.opening import limits

# Arguments that are only ever the size of a tensor, or a place in one.
_SIZES = frozenset({
    "batch_input_shape", "batch_shape", "batch_size", "cropping", "depth_multiplier",
    "dilation_rate", "dilations", "fft_length", "filters", "frame_length",
    "frame_step", "gptq_unpacked_column_size", "head_dim", "height", "input_dim",
    "input_length", "input_shape", "kernel_size", "key_dim", "length", "max_number",
    "max_tokens", "n", "newshape", "noise_shape", "num_bins", "num_classes",
    "num_segments", "num_tokens", "output_dim", "output_padding",
    "output_sequence_length", "output_shape", "output_size", "pad_to_aspect_ratio",
    "pad_width", "padding", "pool_size", "repeats", "sampling_rate",
    "sequence_length", "sequence_stride", "shape", "shift", "size", "sliding_window",
    "strides", "target_height", "target_shape", "target_width", "units", "value_dim",
    "width",
})  # fmt: skip
# Integers whose size means nothing.
_VALUES = frozenset({
    "fill_value", "mask_token", "mask_value", "nan", "neginf", "oov_token", "posinf",
    "salt", "seed", "vocabulary", "weights", "x_max", "x_min",
})  # fmt: skip
# What the catalogue says of an argument that is no length.
_FREE = ("float", "numbers")


def refuse_lengths(
    spec: OperationSpec | None, name: str, config: Mapping[str, Any]
) -> None:
    """Raises if a number would keep Keras busy before there is anything to compute.

    Args:
        spec: The catalogue's entry of the object; None for an Input.
        name: The class of the object, for the sentence.

    Raises:
        NotAllowedError: If there is one.
    """
    for argument, value in config.items():
        most = _most(spec, argument)
        if most is None:
            continue
        for number in _numbers(value):
            if abs(number) > most:
                raise NotAllowedError(
                    f"`{argument}` of {name} may be {most:,}, not {_text(number)}"
                )


def _most(spec: OperationSpec | None, argument: str) -> int | None:
    if argument in _SIZES:
        return limits.SIZE
    parameter = spec.parameter(argument) if spec is not None else None
    is_free = parameter is not None and parameter.kind in _FREE
    return None if is_free or argument in _VALUES else limits.LENGTH


def _numbers(value: Any) -> Iterator[int | float]:
    """Yields the numbers of a value; those of nested objects are checked with them."""
    if isinstance(value, (list, tuple)):
        for item in value:
            yield from _numbers(item)
    elif isinstance(value, (int, float)) and not isinstance(value, bool):
        yield value


def _text(number: int | float) -> str:
    return f"{number:,}" if abs(number) < limits.SIZE**2 else f"{float(number):.0e}"
