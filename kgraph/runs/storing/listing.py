"""Reads the runs of a store: all there is of them, or only what changed."""

from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kgraph.runs import alive
from kgraph.runs.run import Epoch, Run, RunError
from kgraph.runs.storing import rows
from kgraph.runs.storing.sqlite_file import file_in, is_made, reading

LOCK = "running"
"""Name of the file in a run's folder that its process holds."""


class Outline(Struct, frozen=True):
    """A run without its epochs, and how many there are.

    Reading it costs next to nothing; a run that has the same outline as before has the
    same epochs.
    """

    run: Run
    epochs: int


def outlines(folder: Path) -> tuple[Outline, ...]:
    """Returns the runs of a store's folder, the earliest first.

    Raises:
        RunError: If there is a store that cannot be read.
    """
    file = file_in(folder)
    if not is_made(file):
        return ()
    with reading(file) as connection:
        counts = rows.count_epochs(connection)
        found = [
            (rows.run_of(row, folder), counts.get(row["number"], 0))
            for row in rows.read_runs(connection)
        ]
    return tuple(Outline(_judged(run), count) for run, count in found)


def latest(folder: Path) -> Run | None:
    """Returns the latest run of a store's folder with its epochs; None without any.

    Raises:
        RunError: If there is a store that cannot be read.
    """
    file = file_in(folder)
    if not is_made(file):
        return None
    with reading(file) as connection:
        row = rows.read_latest(connection)
        run = rows.run_of(row, folder) if row else None
    return filled(folder, [_judged(run)])[0] if run else None


def filled(folder: Path, runs: Iterable[Run]) -> tuple[Run, ...]:
    """Returns runs with their epochs, which are without their batches.

    Raises:
        RunError: If the store cannot be read.
    """
    runs = tuple(runs)
    if not runs:
        return ()
    found: dict[int, list[Epoch]]
    with reading(file_in(folder)) as connection:
        found = rows.read_epochs_of(connection, [int(run.id) for run in runs])
    return tuple(replace(r, epochs=tuple(found.get(int(r.id), ()))) for r in runs)


def chosen(folder: Path, runs: tuple[Run, ...], which: str) -> Run:
    """Returns the run that a person means, with its epochs.

    Args:
        runs: All of the store, the earliest first.
        which: See `RunStore.get`.

    Raises:
        RunError: If there is no such run.
    """
    if not runs:
        raise RunError(
            f"There is no run yet in {folder}. Received: run {which!r}. "
            "Train the model first."
        )
    if which == "best":
        return _best(filled(folder, runs))
    is_latest = which == "latest"
    wanted = runs[-1].id if is_latest else which.zfill(4)
    found = [run for run in runs if run.id == wanted]
    if not found:
        known = ", ".join(run.id for run in runs[-5:])
        raise RunError(
            f"Expected `latest`, `best` or the id of a run in {folder}, such "
            f"as {known}. Received: {which!r}."
        )
    return filled(folder, found)[0]


def _judged(run: Run) -> Run:
    """Says of a run whose process is gone that it was interrupted."""
    if run.state == "running" and not alive.is_held(Path(run.folder) / LOCK):
        return replace(run, state="interrupted")
    return run


def _best(runs: Iterable[Run]) -> Run:
    def rank(run: Run) -> tuple[bool, float]:
        name = run.monitored
        epoch = run.best_epoch
        return name != "val_loss", epoch.logs[name] if epoch else float("inf")

    judged = [run for run in runs if run.best_epoch]
    if not judged:
        raise RunError("No run has finished an epoch with a finite loss yet.")
    return min(judged, key=rank)
