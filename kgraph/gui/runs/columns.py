"""The columns of the table: what each tells of a run, and how it sorts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kgraph.gui.quantities import duration, measure
from kgraph.gui.runs.row import RunRow
from kgraph.runs.comparing.comparison import value_text
from kgraph.runs.comparing.settings import differing_paths

RUN, STATE, TAGS, REMARKS = "Run", "State", "Tags", "Remarks"


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes:
        name: Tells it from the others.
        title: What stands above it.
        value: Returns what a run is sorted by; None for runs that have no such value.
        text: Returns what is shown.
        about: What it is, in words.
        is_number: Whether its texts stand at the right.
    """

    name: str
    title: str
    value: Callable[[RunRow], Any]
    text: Callable[[RunRow], str]
    about: str = ""
    is_number: bool = True


def columns_of(rows: Sequence[RunRow]) -> tuple[Column, ...]:
    """Returns the columns that tell some runs apart."""
    metrics = dict.fromkeys(name for row in rows for name in _metrics(row))
    scores = dict.fromkeys(name for row in rows for name in row.run.scores)
    return (
        *_FIRST,
        *(_metric(name) for name in metrics),
        *(_score(name) for name in scores),
        *_settings(rows),
        _LAST,
    )


def sort_key(value: Any, *, is_descending: bool) -> tuple[int, Any]:
    """Returns what a value sorts by: numbers, then texts, those without a value last.

    Example:

    >>> sorted([None, "b", 10, 9], key=lambda v: sort_key(v, is_descending=False))
    [9, 10, 'b', None]
    """
    if value is None or value != value:  # not a number
        return (-1, 0) if is_descending else (2, 0)
    if isinstance(value, int | float):
        return (0, float(value))
    return (1, str(value).lower())


def _metrics(row: RunRow) -> Iterable[str]:
    """Yields what was measured beside the monitored value, of the validation data."""
    logs = row.best.logs if row.best else {}
    is_validated = row.monitored.startswith("val_")
    for name in logs:
        is_of_validation = name.startswith("val_")
        if is_of_validation == is_validated and name not in _NO_METRICS:
            yield name


_NO_METRICS = ("loss", "val_loss", "learning_rate")


def _metric(name: str) -> Column:
    def value(row: RunRow) -> float | None:
        return row.best.logs.get(name) if row.best else None

    return Column(name, name, value, _measured(value), f"{name} of the best epoch")


def _score(name: str) -> Column:
    def value(row: RunRow) -> float | None:
        return row.run.scores.get(name)

    title, about = f"test {name}", f"{name} on the test split"
    return Column(title, title, value, _measured(value), about)


def _measured(value: Callable[[RunRow], float | None]) -> Callable[[RunRow], str]:
    def text(row: RunRow) -> str:
        known = value(row)
        return "" if known is None else measure(known)

    return text


def _settings(rows: Sequence[RunRow]) -> Iterable[Column]:
    paths = differing_paths(row.settings for row in rows)
    ends = [_end(path) for path in paths]
    for path, end in zip(paths, ends, strict=True):
        title = end if ends.count(end) == 1 else path
        values = {id(row.settings): row.settings.value(path) for row in rows}.values()
        are_numbers = all(v is None or isinstance(v, int | float) for v in values)
        yield _setting(path, title, are_numbers)


def _end(path: str) -> str:
    """Returns the name of a setting without what it is a setting of."""
    end = path.rsplit(".", 1)[-1]
    return path if end.isdigit() else end


def _setting(path: str, title: str, is_number: bool) -> Column:
    def value(row: RunRow) -> Any:
        known = row.settings.value(path)
        is_plain = known is None or isinstance(known, int | float | str)
        return known if is_plain else value_text(known)

    def text(row: RunRow) -> str:
        known = row.settings
        has_it = path in known.given or path in known.implied
        return value_text(known.value(path)) if has_it else ""

    about = f"The setting {path}"
    return Column(f"setting {path}", title, value, text, about, is_number)


def _took(row: RunRow) -> str:
    return duration(row.seconds) if row.epochs else ""


def _started(row: RunRow) -> str:
    return f"{datetime.fromtimestamp(row.run.started):%Y-%m-%d %H:%M}"


def _best_value(row: RunRow) -> float | None:
    return row.best.logs[row.monitored] if row.best else None


def _best_text(row: RunRow) -> str:
    value = _best_value(row)
    return "" if value is None else f"{row.monitored} {measure(value)}"


def _best_epoch(row: RunRow) -> int | None:
    return row.best.epoch + 1 if row.best else None


def _remarks(row: RunRow) -> str:
    return " ".join(row.run.remarks.split())


_FIRST = (
    Column(RUN, RUN, lambda row: int(row.run.id), lambda row: row.run.id),
    Column("Started", "Started", lambda row: row.run.started, _started),
    Column(
        STATE,
        STATE,
        lambda row: row.run.state,
        lambda row: row.run.state,
        is_number=False,
    ),
    Column(
        TAGS,
        TAGS,
        lambda row: ", ".join(row.run.tags) or None,
        lambda row: ", ".join(row.run.tags),
        "Yours to sort by; commas between them",
        is_number=False,
    ),
    Column(
        "Took", "Took", lambda row: row.seconds, _took, "The time that its epochs took"
    ),
    Column("Epochs", "Epochs", lambda row: row.epochs, lambda row: str(row.epochs)),
    Column(
        "Best epoch",
        "Best at",
        _best_epoch,
        lambda row: str(_best_epoch(row) or ""),
        "The epoch with the lowest validation loss, or loss without validation",
    ),
    Column("Best value", "Best value", _best_value, _best_text, "Of the best epoch"),
)
_LAST = Column(
    REMARKS,
    REMARKS,
    lambda row: _remarks(row) or None,
    _remarks,
    "What you note about a run",
    is_number=False,
)
