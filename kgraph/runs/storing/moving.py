"""Moves a run from one store to another, with all of its files."""

import os
import shutil
from pathlib import Path

from kgraph.runs import alive
from kgraph.runs.run import RunError
from kgraph.runs.storing import rows
from kgraph.runs.storing.deleting import delete
from kgraph.runs.storing.listing import LOCK
from kgraph.runs.storing.sqlite_file import file_in, is_made, reading, writing
from kgraph.runs.storing.store import RunStore


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
    before = RunStore(source)
    found = before.get(run)
    lock = alive.try_to_hold(Path(found.folder) / LOCK)
    if lock is None:
        raise RunError(
            f"Run {found.id} is under way and stays in {source} until it has ended. "
            f"Received: a request to move it to {target}."
        )
    with lock:
        place = _claimed(int(found.id), target)
        try:
            _bring(Path(found.folder), place)
            key = int(place.name)
            with writing(file_in(target), makes_folder=True) as connection:
                rows.write_run(connection, key, found)
                rows.write_epochs(connection, key, before.epochs(found.id))
        finally:
            for folder in (Path(found.folder), place):
                (folder / LOCK).unlink(missing_ok=True)
    delete(source, found.id)
    return place.name


def _claimed(key: int, target: Path) -> Path:
    """Makes the folder that the run has from now on."""
    place = target / rows.id_of(key)
    if key not in _used(target):
        try:
            place.mkdir(parents=True)
        except FileExistsError:
            pass
        except OSError as error:
            raise RunError(
                f"Run {place.name} cannot be moved to {target}. Received: {error}."
            ) from error
        else:
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
    try:
        place.rmdir()  # Windows renames nothing to a folder that is there
        os.rename(source, place)
    except OSError:
        try:
            shutil.copytree(source, place, dirs_exist_ok=True)
        except OSError as error:
            shutil.rmtree(place, ignore_errors=True)
            raise RunError(
                f"Run {source.name} stays in {source.parent}: its files cannot be "
                f"copied to {place}. Received: {error}."
            ) from error
