"""Moves a run from one store to another, with all of its files."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

from kgraph.runs import alive
from kgraph.runs.places import beside
from kgraph.runs.run import RunError
from kgraph.runs.storing import rows
from kgraph.runs.storing.deleting import delete
from kgraph.runs.storing.listing import LOCK
from kgraph.runs.storing.recovering import recover
from kgraph.runs.storing.sqlite_file import file_in, is_made, reading, writing
from kgraph.runs.storing.store import RunStore

_SUFFIX = ".moving"  # no run's folder has a name like this
_FOLLOWS = "follows.txt"


def follow(folder: Path, drawing: Path) -> None:
    """Says in a run's folder beside which drawing it belongs as soon as it has ended.

    Raises:
        OSError: If the folder cannot be written to.
    """
    (folder / _FOLLOWS).write_text(str(drawing.absolute()), encoding="utf-8")


def followers(drawing: Path) -> tuple[Path, ...]:
    """Returns the folders of the runs that belong beside a drawing, and lie elsewhere.

    They are among those of drawings that were never saved.
    """
    return tuple(
        marker.parent
        for marker in sorted(beside(None).glob(f"[0-9]*/{_FOLLOWS}"))
        if _read(marker) == str(drawing.absolute())
    )


def move(run: str, source: Path, target: Path) -> str:
    """Moves a run that has ended, such as one of a drawing that was saved only later.

    It keeps its id where the other store has never used it. Should this process end in
    the midst of it, the run is in one of the stores.

    Args:
        run: Its id.
        source: Folder of the store that has it.
        target: Folder of the other store.

    Returns:
        Its id there.

    Raises:
        RunError: If it is under way, there is no such run, or a store cannot be
            written to.
    """
    recover(source)
    before = RunStore(source)
    found = before.get(run)
    old = Path(found.folder)
    try:
        _let_be_moved(old)
        place = _claimed(int(found.id), target)
        _bring(old, place)
        try:
            with writing(file_in(target), makes_folder=True) as connection:
                rows.write_run(connection, int(place.name), found)
                rows.write_epochs(connection, int(place.name), before.epochs(found.id))
        except RunError:
            _bring(place, old)
            raise
        (place / _FOLLOWS).unlink(missing_ok=True)
    except OSError as error:
        raise RunError(
            f"Run {found.id} stays in {source}: its files cannot be moved to {target}. "
            f"Received: {error}."
        ) from error
    delete(source, found.id)
    return place.name


def _read(marker: Path) -> str:
    try:
        return marker.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return ""


def _let_be_moved(folder: Path) -> None:
    """Raises if a process has the run; else nothing in its folder is open after it."""
    lock = alive.try_to_hold(folder / LOCK)
    if lock is None:
        raise RunError(
            f"Run {folder.name} is under way and stays in {folder.parent} until it has "
            "ended. Received: a request to move it."
        )
    alive.let_go(folder / LOCK, lock)


def _claimed(key: int, target: Path) -> Path:
    """Makes the folder that the run has from now on."""
    place = target / rows.id_of(key)
    if key not in _used(target):
        with suppress(FileExistsError):
            place.mkdir(parents=True)
            return place
    return RunStore(target).reserve()


def _used(folder: Path) -> set[int]:
    if not is_made(file_in(folder)):
        return set()
    numbers = "SELECT number FROM runs UNION SELECT number FROM deleted"
    with reading(file_in(folder)) as connection:
        return {number for (number,) in connection.execute(numbers)}


def _bring(source: Path, place: Path) -> None:
    """Moves the files: at once on the same disk, else by a copy of all of them."""
    with suppress(FileNotFoundError):
        place.rmdir()  # Windows renames nothing to a folder that is there
    try:
        os.rename(source, place)
    except OSError:
        aside = place.with_name(place.name + _SUFFIX)
        try:
            shutil.copytree(source, aside, dirs_exist_ok=True)
            os.replace(aside, place)
        except OSError:
            shutil.rmtree(aside, ignore_errors=True)
            raise
        shutil.rmtree(source, ignore_errors=True)
