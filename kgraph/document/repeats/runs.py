"""Finds what comes again and again in a row."""

from collections.abc import Sequence

from msgspec import Struct


class Run(Struct, frozen=True):
    """Equal stretches that follow each other.

    Attributes:
        first: Where the first stretch begins.
        length: How many items each has.
        count: How many there are, at least 2.
    """

    first: int
    length: int
    count: int

    @property
    def end(self) -> int:
        """The place behind the last stretch."""
        return self.first + self.length * self.count


def runs(items: Sequence[str], sizes: Sequence[int], least: int) -> list[Run]:
    """Returns runs that do not overlap, in order, those that cover most taken first.

    A stretch that is itself made of runs is none. Of runs that cover the same, the one
    of the shortest stretches is taken: it tells best what is repeated.

    Args:
        sizes: How much each item counts.
        least: How much a stretch has to count at least.
    """
    found: list[Run] = []
    for length in range(1, len(items) // 2 + 1):
        of_length = _of_length(items, length)
        large = [run for run in of_length if min(_sizes(run, sizes)) >= least]
        found += [run for run in large if not any(_repeats(run, r) for r in found)]
    found.sort(key=lambda run: (-sum(_sizes(run, sizes)), run.length, run.first))
    taken: list[Run] = []
    for run in found:
        if all(run.end <= other.first or other.end <= run.first for other in taken):
            taken.append(run)
    return sorted(taken, key=lambda run: run.first)


def _of_length(items: Sequence[str], length: int) -> list[Run]:
    """Returns the longest runs of stretches of one length, whichever way they begin."""
    found = []
    equal = 0
    for at in range(len(items) - length - 1, -1, -1):
        equal = equal + 1 if items[at] == items[at + length] else 0
        count = equal // length + 1
        if count > 1:
            found.append(Run(at, length, count))
    return found


def _repeats(run: Run, shorter: Run) -> bool:
    """Whether the first stretch of a run holds two stretches of a shorter one."""
    begin = max(run.first, shorter.first)
    end = min(run.first + run.length, shorter.end)
    return end - begin >= 2 * shorter.length


def _sizes(run: Run, sizes: Sequence[int]) -> list[int]:
    starts = range(run.first, run.end, run.length)
    return [sum(sizes[at : at + run.length]) for at in starts]
