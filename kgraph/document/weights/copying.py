"""Brings a weights file along when its drawing is saved elsewhere."""

import filecmp
import os
import shutil
from pathlib import Path

from msgspec.structs import replace

from kgraph.document.errors import FileError
from kgraph.document.files import whole_file
from kgraph.document.project import Project
from kgraph.document.weights.places import Folder, anchored, free_path, resolved

_PIECE = 2**20  # bytes


def brought_along(project: Project, folder: Folder, target: Path) -> Project:
    """Copies the weights file beside the file that a project is about to be saved to.

    One that lies there is shared, not copied. Nobody's weights are written over: a
    copy whose name is taken gets a number.

    Args:
        folder: That of the project's file until now; None if it was never saved.
        target: The file that it is going to be.

    Returns:
        The project, with the path as it is from there.

    Raises:
        FileError: If the copy cannot be made.
    """
    source = resolved(project, folder)
    if source is None or not source.is_file():
        return project
    try:
        if os.path.realpath(source.parent) == os.path.realpath(target.parent):
            return replace(project, weights=source.name)
        stem = target.stem if Path(project.weights).is_absolute() else None
        copy = _copied(source, target.parent, stem)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(
            f"The trained weights in {str(source)!r} cannot be copied to "
            f"{str(target.parent)!r}: {reason}."
        ) from error
    return replace(project, weights=copy.name)


def renamed(project: Project, before: Project, now: Project, folder: Folder) -> Project:
    """Returns an earlier state of a project, with a path that holds after it was moved.

    Args:
        before: The project as it was, in `folder`.
        now: The same with the path as it is from the new file.
    """
    if project.weights == before.weights:
        return replace(project, weights=now.weights)
    return anchored(project, folder)


def _copied(source: Path, folder: Path, stem: str | None) -> Path:
    wished = folder / f"{stem}.weights.npz" if stem else folder / source.name
    if wished.is_file() and filecmp.cmp(source, wished, shallow=False):
        return wished
    own = wished.name.removesuffix(".npz").removesuffix(".weights")
    copy = free_path(folder, own) if os.path.lexists(wished) else wished
    with open(source, "rb") as original, whole_file(copy) as file:
        shutil.copyfileobj(original, file, _PIECE)
    return copy
