"""How much memory tensors take."""

import math
import re

from kgraph.document.analysis import Tensor


def size_of(dtype: str) -> float:
    """Returns the bytes that one element takes; 0 for text, which has no fixed size.

    Example:

    >>> size_of("bfloat16"), size_of("int4"), size_of("bool"), size_of("string")
    (2.0, 0.5, 1.0, 0.0)
    """
    if dtype == "bool":
        return 1.0
    bits = re.search(r"\d+", dtype)
    return int(bits.group()) / 8 if bits else 0.0


def sample_bytes(tensor: Tensor) -> int | None:
    """Returns the bytes that one sample takes, None where the shape is not known."""
    sample = [size for size in tensor.shape[1:] if size is not None]
    if len(sample) != len(tensor.shape[1:]):
        return None
    return math.ceil(math.prod(sample) * size_of(tensor.dtype))
