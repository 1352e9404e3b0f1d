"""The numbers of runs as a table that other programs read."""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import TYPE_CHECKING, NamedTuple

from kgraph.gui.saving import plain_text
from kgraph.gui.training.curves.numbers.timeline import Timeline, Unit
from kgraph.gui.training.curves.numbers.told import RATE, Key, Told

if TYPE_CHECKING:
    import numpy as np


class Points(NamedTuple):
    """The points of a run as they were at one moment."""

    run: str
    timeline: Timeline
    curves: "list[tuple[Key, np.ndarray, np.ndarray]]"


def points_of(run: str, told: Told) -> Points:
    """Returns the points of a run as they are now, whatever it tells later."""
    curves = [*told.curves.items(), (Key(RATE), told.rates)]
    taken = [(key, s.steps.copy(), s.y.copy()) for key, s in curves if len(s)]
    return Points(run, deepcopy(told.timeline), taken)


def csv(runs: Sequence[Points]) -> bytes:
    """Returns points as comma-separated values, each number as exact as it is.

    There is a row for each batch, and one for each epoch.
    """
    names = list(dict.fromkeys(key.name for run in runs for key, *_ in run.curves))
    head = ["run", "level", "step", "epoch", "seconds", *names]
    lines = [",".join(_quoted(name) for name in head)]
    for run in runs:
        for is_batch in (True, False):
            lines += _lines(run, names, is_batch=is_batch)
    return ("\r\n".join(lines) + "\r\n").encode()


def _lines(run: Points, names: Sequence[str], *, is_batch: bool) -> Iterator[str]:
    import numpy as np

    curves = {k.name: (at, y) for k, at, y in run.curves if k.is_batch == is_batch}
    if not curves:
        return
    steps = np.unique(np.concatenate([at for at, _ in curves.values()]))
    cells: list[list[str]] = []
    for name in names:
        column = np.full(len(steps), np.nan)
        if name in curves:
            at, values = curves[name]
            column[np.searchsorted(steps, at)] = values
        cells.append([_text(value) for value in column.tolist()])
    epochs = run.timeline.places(steps, Unit.EPOCH)
    seconds = run.timeline.places(steps, Unit.TIME)
    begin = f"{_quoted(run.run)},{'batch' if is_batch else 'epoch'}"
    for step, epoch, second, *texts in zip(
        steps.tolist(), epochs.tolist(), seconds.tolist(), *cells, strict=True
    ):
        yield f"{begin},{step},{epoch:.6g},{second:.6g},{','.join(texts)}"


def _text(value: float) -> str:
    return "" if value != value else repr(value)


def _quoted(text: str) -> str:
    text = plain_text(text)
    is_special = bool(set(text) & set(',"\r\n'))
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if is_special else text
