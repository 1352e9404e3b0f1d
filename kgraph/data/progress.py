"""How a download tells how far it got, no more often than anybody could read it."""

import time
from collections.abc import Callable

from kgraph.messages import Downloading, Event

Progress = Callable[[str, int, int | None], None]
"""Is given what is downloaded, how many bytes are here, and of how many if known."""

PAUSE = 0.2  # seconds


def telling(tell: Callable[[Event], None]) -> Progress:
    """Returns what a download reports to, so that it is told in events."""
    last = -PAUSE

    def report(title: str, done: int, total: int | None) -> None:
        nonlocal last
        now = time.monotonic()
        if now - last >= PAUSE or done == total:
            last = now
            tell(Downloading(title, done, total))

    return report
