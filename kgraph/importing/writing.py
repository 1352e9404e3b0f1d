"""Writes what was imported: the drawing, its weights beside it, and its run."""

import hashlib
import os
import time
from contextlib import suppress
from pathlib import Path

import keras
from msgspec.structs import replace

from kgraph.document import files
from kgraph.document.applications import PREFIX
from kgraph.document.errors import FileError
from kgraph.document.project import Project
from kgraph.document.weights.places import SUFFIX, free_path
from kgraph.importing.reading import Reading
from kgraph.modeling import weights
from kgraph.runs import Run, RunStore, home
from kgraph.training.preparing.compile import compile_model
from kgraph.training.words import TrainingError

_KEPT = 90 * 24 * 3600.0  # seconds that weights of a drawing that nobody saved are kept


def write(reading: Reading, target: str | os.PathLike[str]) -> Project:
    """Writes an imported model as a document, whole or not at all.

    The weights lie in a new file beside it, the run in the store of the document.

    Args:
        target: A `.kgraph` file; one that is there is replaced in the end.

    Returns:
        The project as it is in the file.

    Raises:
        FileError: If something cannot be written; all is as it was then.
    """
    target = Path(target)
    check_target(target)
    before = files.read_bytes(target) if target.exists() else None
    stored = _stored_beside(reading, target)
    project = replace(reading.project, weights=stored.name if stored else "")
    try:
        files.save(project, target)
        keep_run(reading, RunStore.beside(target))
    except BaseException:
        with suppress(OSError):
            if stored is not None:
                stored.unlink()
            if before is None:
                target.unlink(missing_ok=True)
            else:
                files.write_bytes(before, target)
        raise
    return project


def check_target(target: Path) -> None:
    """Raises if no document can be written there.

    Raises:
        FileError: If so.
    """
    if target.suffix != files.SUFFIX:
        raise FileError(
            f"A document's name ends in {files.SUFFIX}. Received: {target}."
        )
    if not target.parent.is_dir():
        raise FileError(f"There is no folder {target.parent} to write {target} into.")


def keep_weights(
    reading: Reading, source: str, weights_name: str | None = None
) -> Project:
    """Writes the weights of a drawing that is not saved yet.

    They lie under `home()` in a file named after the content of the source, so that
    importing it again takes no more room.

    Args:
        source: What was read: a path, or `applications:ResNet50`.
        weights_name: Which weights of an application.

    Returns:
        The project, which names that file.

    Raises:
        FileError: If it cannot be written.
    """
    if not reading.weights:
        return replace(reading.project, weights="")
    folder = home() / "imported"
    _forget_old(folder)
    path = folder / f"{_digest(source, weights_name)}{SUFFIX}"
    weights.write(path, reading.weights)
    return replace(reading.project, weights=str(path))


def keep_run(reading: Reading, store: RunStore) -> Run | None:
    """Adds the run that came along, if one did, with the weights that it learned.

    Raises:
        RunError: If the store cannot be written to.
    """
    recipe = reading.recipe
    if recipe is None or recipe.run is None:
        return None
    run = store.add(recipe.run, recipe.document)
    if reading.model is not None and not run.best_weights.exists():
        _compile(reading.model, reading.project)
        reading.model.save_weights(run.best_weights)
    return run


def _compile(model: keras.Model, project: Project) -> None:
    """Gives the model an optimizer, which Keras wants to find beside the weights."""
    with suppress(TrainingError):
        compile_model(model, project)
        model.optimizer.build(model.trainable_variables)


def _stored_beside(reading: Reading, target: Path) -> Path | None:
    if not reading.weights:
        return None
    path = free_path(target.parent, target.stem)
    weights.write(path, reading.weights)
    return path


def _digest(source: str, weights_name: str | None) -> str:
    if source.lower().startswith(PREFIX):
        named = f"{source.lower()} {weights_name}"
        return hashlib.sha256(named.encode()).hexdigest()[:32]
    with open(source, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:32]


def _forget_old(folder: Path) -> None:
    oldest = time.time() - _KEPT
    for path in folder.glob(f"*{SUFFIX}"):
        with suppress(OSError):
            if path.stat().st_mtime < oldest:
                path.unlink()
