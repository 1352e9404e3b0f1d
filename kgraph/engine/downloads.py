"""Tells how downloads get on, no more often than anybody could read it."""

import time
from collections.abc import Callable

from kgraph.messages import Downloading, Event

PAUSE = 0.2  # seconds


def telling(tell: Callable[[Event], None]) -> Callable[[str, int, int | None], None]:
    """Returns what a download reports to: its title, bytes that are here, all bytes."""
    last = -PAUSE

    def report(title: str, done: int, total: int | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= PAUSE or done == total:
            last = now
            tell(Downloading(title, done, total))

    return report
