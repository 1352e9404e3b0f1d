"""How far an evaluation got: a bar for people, lines for logs, JSON for programs.

All of it goes to standard error: standard output holds the result alone.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TimeRemainingColumn

from kgraph import messages
from kgraph.messages import Evaluating

Told = Callable[[int, int], None]
LINES_PAUSE = 10.0  # seconds between two lines of a log


@contextmanager
def counting(
    *, json: bool, clock: Callable[[], float] = time.monotonic
) -> Iterator[Told]:
    """Gives what is told how many samples have been judged, and of how many."""
    if json:
        yield _write_json
    elif sys.stderr.isatty():
        with Progress(
            "Evaluating",
            BarColumn(),
            MofNCompleteColumn(),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        ) as progress:
            task = progress.add_task("", total=None)
            yield lambda done, total: progress.update(task, completed=done, total=total)
    else:
        yield _Lines(clock)


def _write_json(done: int, total: int) -> None:
    sys.stderr.write(messages.encode(Evaluating(0, done, total)).decode())
    sys.stderr.flush()


class _Lines:
    """Writes a line now and then; none where all is done before anybody wonders."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._last = clock()

    def __call__(self, done: int, total: int) -> None:
        now = self._clock()
        if now - self._last >= LINES_PAUSE:
            self._last = now
            told = f"Evaluated {done:,} of {total:,} samples."
            print(told, file=sys.stderr, flush=True)
