"""How a run looks from a terminal: bars for people, lines for logs, JSON for programs.

A view is a function that is told each `Event`.
"""

import math
import sys
from collections.abc import Callable

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeRemainingColumn,
)

from kgraph import messages
from kgraph.document.telling.words import plural
from kgraph.messages import Event, Number

View = Callable[[Event], None]


def json_view(event: Event) -> None:
    """Writes one JSON object a line."""
    sys.stdout.write(messages.encode(event).decode())
    sys.stdout.flush()


def line_view(event: Event) -> None:
    """Writes a line at the start, after each epoch and at the end."""
    sentence = sentence_of(event)
    if sentence:
        print(sentence, flush=True)


class BarView:
    """A bar for the batches of the epoch that runs, and a line for each that ended."""

    def __init__(self) -> None:
        self._progress = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[logs]}"),
            TimeRemainingColumn(),
            console=Console(),
            transient=True,
        )
        self._task = self._progress.add_task("", total=None, logs="")
        self._began: messages.TrainingBegan | None = None

    def __enter__(self) -> "BarView":
        self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._progress.stop()

    def __call__(self, event: Event) -> None:
        """Takes note of an event."""
        if isinstance(event, messages.TrainingBegan):
            self._began = event
        elif isinstance(event, messages.BatchesEnded) and self._began is not None:
            last = {name: values[-1] for name, values in event.logs.items() if values}
            self._progress.update(
                self._task,
                description=f"Epoch {event.epoch + 1}/{self._began.epochs}",
                total=self._began.batches,
                completed=event.batch + 1,
                logs=logs_text(last),
            )
        elif isinstance(event, messages.Downloading):
            self._progress.update(
                self._task,
                description=f"Downloading {event.title}, bytes",
                total=event.total,
                completed=event.done,
            )
        sentence = sentence_of(event)
        if sentence:
            self._progress.console.print(sentence, markup=False, highlight=False)


def sentence_of(event: Event) -> str:
    """Returns an event in words; empty for those that are too small to tell."""
    match event:
        case messages.TrainingBegan():
            told = (finding.text for finding in event.report.findings)
            batches = "1 batch" if event.batches == 1 else f"{event.batches} batches"
            where = (
                f" goes on in epoch {event.first_epoch + 1}" if event.first_step else ""
            )
            began = (
                f"Run {event.run}{where}: {event.samples:,} samples, "
                f"{plural(event.epochs, 'epoch')} of {batches}."
            )
            return "\n".join([*told, began])
        case messages.Downloading(title=title, done=done, total=total):
            return f"Downloaded {title}." if done == total else ""
        case messages.EpochEnded():
            return (
                f"Epoch {event.epoch + 1}: {logs_text(event.logs)} "
                f"({event.seconds:.1f} s)"
            )
        case messages.Marked(kind="stage", text=text):
            return f"Stage {text!r}"
        case messages.Marked(kind="pause" | "resume" | "rate" | "epochs") as mark:
            return mark.text if mark.step else ""  # each run begins at some rate
        case messages.Warned(sentence=sentence):
            return sentence
        case messages.TrainingEnded():
            scores = f"; on the test split {logs_text(event.scores)}"
            return (
                f"{event.ending}, {event.seconds:.1f} s"
                f"{scores if event.scores else ''}."
            )
    return ""


def logs_text(logs: dict[str, Number]) -> str:
    """Returns names and values, four significant digits each."""
    return ", ".join(f"{name} {number_text(value)}" for name, value in logs.items())


def number_text(value: Number) -> str:
    """Returns a value with four significant digits; NaN and infinity by name.

    Example:

    >>> number_text(0.123456)
    '0.1235'
    >>> number_text("nan")
    'nan'
    """
    number = float(value)
    return f"{number:.4g}" if math.isfinite(number) else str(number)
