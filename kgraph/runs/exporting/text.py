"""A run as a file for other programs: its curves as CSV, or all of it as JSON."""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from kgraph.document import files
from kgraph.messages import number
from kgraph.runs.run import Epoch, Run, RunError

SUFFIXES = (".csv", ".json")


def export_run(run: Run, target: Path, *, is_by_batch: bool = False) -> None:
    """Writes a run.

    Args:
        run: With its epochs and their batches; see `recipe.with_batches`.
        target: Ends in `.csv` for the curves, in `.json` for everything.
        is_by_batch: Whether a `.csv` has a line for each batch instead of each epoch.

    Raises:
        RunError: If the name ends in anything else.
        FileError: If the file cannot be written.
    """
    suffix = target.suffix.lower()
    if suffix not in SUFFIXES:
        raise RunError(
            "Expected the name of a file that ends in .csv (the curves) or .json "
            f"(everything). Received: {target}."
        )
    text = as_csv(run, is_by_batch=is_by_batch) if suffix == ".csv" else as_json(run)
    files.write_bytes(text.encode(), target)


def as_csv(run: Run, *, is_by_batch: bool = False) -> str:
    """Returns the curves of a run, one line for each epoch or batch, counted from 1."""
    rows = list(_by_batch(run) if is_by_batch else _by_epoch(run))
    head = dict.fromkeys(name for row in rows for name in row)
    text = io.StringIO()
    writer = csv.DictWriter(text, list(head), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_json(run: Run) -> str:
    """Returns all that is known of a run; values that are no number are text."""
    return msgspec.json.format(msgspec.json.encode(described(run)), indent=2).decode()


def described(run: Run) -> dict[str, Any]:
    """Returns all that is known of a run as JSON can hold it, without its drawing."""
    return {
        "id": run.id,
        "folder": run.folder,
        "state": run.state,
        "started": run.started,
        "ended": run.ended,
        "seed": run.seed,
        "tags": run.tags,
        "remarks": run.remarks,
        "notes": run.notes,
        "error": run.error,
        "settings": run.settings,
        "versions": run.versions,
        "best_epoch": run.best_epoch.epoch + 1 if run.best_epoch else None,
        "scores": _numbers(run.scores),
        "epochs": [_described(epoch) for epoch in run.epochs],
    }


def _described(epoch: Epoch) -> dict[str, Any]:
    found: dict[str, Any] = {
        "epoch": epoch.epoch + 1,
        "step": epoch.step,
        "seconds": epoch.seconds,
        "logs": _numbers(epoch.logs),
    }
    if epoch.batches:
        curves = epoch.batches.items()
        found["batches"] = {name: list(map(number, values)) for name, values in curves}
    return found


def _numbers(values: dict[str, float]) -> dict[str, Any]:
    return {name: number(value) for name, value in values.items()}


def _by_epoch(run: Run) -> Iterator[dict[str, Any]]:
    for epoch in run.epochs:
        head = {"epoch": epoch.epoch + 1, "step": epoch.step, "seconds": epoch.seconds}
        yield {**head, **epoch.logs}


def _by_batch(run: Run) -> Iterator[dict[str, Any]]:
    step = 0
    for epoch in run.epochs:
        curves = epoch.batches
        for place in range(max(map(len, curves.values()), default=0)):
            step += 1
            values = {n: v[place] for n, v in curves.items() if place < len(v)}
            yield {"step": step, "epoch": epoch.epoch + 1, **values}
