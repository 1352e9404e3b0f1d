"""Checks an array that stands in a config as lists of numbers."""

from typing import Any

from kgraph.importing.errors import NotAllowedError
from kgraph.importing.opening import limits


def checked_array(value: Any) -> Any:
    """Returns an array's values, if they are one.

    Args:
        value: A number, or lists in lists, all of one length at one depth.

    Raises:
        NotAllowedError: If they are anything else, or too many.
    """
    level, rank = [value], 0
    while any(isinstance(item, list) for item in level):
        rank += 1
        lengths = {len(x) if isinstance(x, list) else -1 for x in level}
        if len(lengths) > 1:
            raise NotAllowedError("the rows of an array must have one length")
        if rank > limits.ARRAY_RANK:
            raise NotAllowedError(f"an array may have {limits.ARRAY_RANK} axes")
        if len(level) * lengths.pop() > limits.ARRAY_VALUES:
            raise NotAllowedError(
                f"an array in a config may hold {limits.ARRAY_VALUES:,} numbers"
            )
        level = [item for row in level for item in row]
    if not all(isinstance(item, (bool, int, float)) for item in level):
        raise NotAllowedError("an array must hold numbers")
    return value
