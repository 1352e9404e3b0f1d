"""Orders and lists that two sides changed."""

from collections.abc import Sequence
from typing import TypeVar

Item = TypeVar("Item")


def merge_order(
    base: Sequence[str], mine: Sequence[str], theirs: Sequence[str]
) -> list[str]:
    """Returns the keys of both sides, in the order that one of them changed.

    Where both changed it, the order is mine.
    """
    first, second = (theirs, mine) if is_reordered(base, theirs) else (mine, theirs)
    if is_reordered(base, mine):
        first, second = mine, theirs
    known = set(first)
    return [*first, *(key for key in second if key not in known)]


def merge_lists(
    base: Sequence[Item], mine: Sequence[Item], theirs: Sequence[Item]
) -> tuple[Item, ...] | None:
    """Returns a list with what both sides added and without what either took out.

    None where both put what they kept into another order, or an item is there twice.
    """
    if any(len(set(side)) < len(side) for side in (base, mine, theirs)):
        return None
    if is_reordered(base, mine) or is_reordered(base, theirs):
        return None
    gone = set(base) - set(theirs)
    new = [item for item in theirs if item not in base and item not in mine]
    return (*(item for item in mine if item not in gone), *new)


def is_reordered(base: Sequence[Item], side: Sequence[Item]) -> bool:
    """Whether what both hold stands in another order."""
    before, after = set(base), set(side)
    kept = [item for item in base if item in after]
    return kept != [item for item in side if item in before]
