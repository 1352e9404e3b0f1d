"""What a placeholder makes, as far as the file that it came from told."""

from collections.abc import Sequence
from math import ceil, prod
from typing import Any

from kgraph.document.analysis import NodeAnalysis, Tensor
from kgraph.document.graph import Layer
from kgraph.document.memory import size_of

NOTHING_KNOWN = Tensor((None,))


def answer_placeholder(
    layer: Layer, call: int, given: Sequence[Tensor]
) -> NodeAnalysis:
    """Returns the outputs that the foreign file tells of, else what the call is given.

    Args:
        call: Which of the layer's calls it is, from 0.
        given: The tensors of the call.
    """
    first = given[0] if given else NOTHING_KNOWN
    said = _list(layer.origin.get("outputs"))
    outputs = _list(said[min(call, len(said) - 1)]) if said else []
    variables = _tensors(layer.origin.get("variables"))
    count = sum(prod(size or 0 for size in x.shape) for x in variables)
    is_frozen = layer.config.get("trainable") is False
    return NodeAnalysis(
        tuple(_tensor(output) or first for output in outputs) or (first,),
        trainable=0 if is_frozen else count,
        non_trainable=count if is_frozen else 0,
        weight_bytes=ceil(
            sum(prod(n or 0 for n in x.shape) * size_of(x.dtype) for x in variables)
        ),
    )


def _tensors(said: Any) -> list[Tensor]:
    found = (_tensor(item) for item in _list(said))
    return [tensor for tensor in found if tensor is not None]


def _tensor(said: Any) -> Tensor | None:
    """Returns what a file says of a tensor; None where it says nothing sensible."""
    if not isinstance(said, dict):
        return None
    shape, dtype = said.get("shape"), said.get("dtype")
    if not isinstance(shape, list) or not all(map(_is_size, shape)):
        return None
    return Tensor(tuple(shape), str(dtype or "float32"))


def _is_size(said: Any) -> bool:
    return said is None or (isinstance(said, int) and said >= 0)


def _list(said: Any) -> list[Any]:
    return said if isinstance(said, list) else []
