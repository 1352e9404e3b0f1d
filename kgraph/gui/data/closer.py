"""Looks closely at single samples of the data."""

from collections.abc import Callable, Sequence

from kgraph.document.data import Part
from kgraph.document.looks import Sample
from kgraph.gui.data.asking import Asking
from kgraph.messages import Looked

Closer = Callable[
    [int, Callable[[Sequence[str], Sample], None], Callable[[str], None]], None
]
"""Asks how the sample at a position looks; is answered, or told why not."""


def closer(
    asking: Asking, columns: tuple[str, ...], part: Part | None, detail: int
) -> Closer:
    """Returns what asks how a sample looks.

    Args:
        part: The one whose own source it may be in; None for the main source.
        detail: How closely to look; see `Look`.
    """

    def look(
        position: int,
        answered: Callable[[Sequence[str], Sample], None],
        failed: Callable[[str], None],
    ) -> None:
        def take(answer: Looked) -> None:
            if answer.samples:
                answered(columns, answer.samples[0])
            else:
                failed(f"The data no longer has a sample {position}.")

        where = {"part": part, "positions": (position,), "detail": detail}
        asking.look(take, failed, columns, **where)

    return look
