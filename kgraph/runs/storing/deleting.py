"""Deletes runs, with all of their files."""

import shutil
import stat
from pathlib import Path

from kgraph.runs import alive
from kgraph.runs.run import Run, RunError
from kgraph.runs.storing import rows
from kgraph.runs.storing.listing import LOCK
from kgraph.runs.storing.sqlite_file import file_in, reading, writing

_SUFFIX = ".deleted"  # no run's folder has a name like this


def size_on_disk(run: Run) -> int:
    """Returns how many bytes the files of a run take."""
    return sum(map(_size, Path(run.folder).rglob("*")))


def delete(folder: Path, run: str) -> None:
    """Deletes a run: first what the store knows of it, then its files.

    However this ends, the run is there with all of its files or it is not there. Files
    that could not be removed are so with the next run that is deleted. Its number is
    not given to another run.

    Args:
        folder: The store's.
        run: Its id.

    Raises:
        RunError: If it is running, there is no such run, or the store cannot be
            written to.
    """
    key = int(run)
    with writing(file_in(folder)) as connection:
        _refuse_running(folder / rows.id_of(key))
        connection.execute("DELETE FROM epochs WHERE run = ?", (key,))
        gone = connection.execute("DELETE FROM runs WHERE number = ?", (key,))
        if not gone.rowcount:
            raise RunError(
                f"Expected the id of a run in {folder}. Received: {run!r}, "
                "which was deleted already."
            )
        connection.execute("INSERT OR IGNORE INTO deleted VALUES (?)", (key,))
    _remove_files(folder)


def _refuse_running(place: Path) -> None:
    if alive.is_held(place / LOCK):
        raise RunError(
            f"Run {place.name} is still going on and cannot be deleted: stop it first. "
            f"Received: a request to delete {place}."
        )


def _remove_files(folder: Path) -> None:
    """Removes the folders of all runs that the store was told to forget."""
    with reading(file_in(folder)) as connection:
        keys = connection.execute("SELECT number FROM deleted").fetchall()
    for (key,) in keys:
        place = folder / rows.id_of(key)
        aside = place.with_name(place.name + _SUFFIX)
        if place.exists() and not aside.exists():
            _move(place, aside)
        shutil.rmtree(aside, ignore_errors=True)


def _size(path: Path) -> int:
    try:
        found = path.lstat()
    except OSError:
        return 0  # a run that is going on has taken it away meanwhile
    return found.st_size if stat.S_ISREG(found.st_mode) else 0


def _move(place: Path, aside: Path) -> None:
    try:
        place.rename(aside)
    except OSError:
        return  # a file in it is open; the next deletion tries again
