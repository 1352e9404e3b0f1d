"""Where a project's weights file lies, and how its path is written."""

import os
from pathlib import Path

from msgspec.structs import replace

from kgraph.document.analysis import Problem
from kgraph.document.project import Project

SUFFIX = ".weights.npz"

Folder = str | os.PathLike[str] | None


def resolved(project: Project, folder: Folder) -> Path | None:
    """Returns the weights file of a project; None if it has none.

    Args:
        folder: That of the project's file; None for one that was never saved.
    """
    return Path(folder or ".", project.weights) if project.weights else None


def anchored(project: Project, folder: Folder) -> Project:
    """Returns the project with a path that holds wherever it is taken."""
    path = resolved(project, folder)
    return project if path is None else replace(project, weights=str(path.absolute()))


def seen_from(bundle: Project, project: Project, folder: Folder) -> Project:
    """Returns a bundle that names the weights file as a project does, if it is its."""
    mine = resolved(project, folder)
    is_mine = mine is not None and bundle.weights == str(mine.absolute())
    return replace(bundle, weights=project.weights) if is_mine else bundle


def missing(project: Project, folder: Folder) -> tuple[Problem, ...]:
    """Returns the problem that the weights file is not where it is said to be."""
    path = resolved(project, folder)
    if path is None or _is_file(path):
        return ()
    return (
        Problem(
            rule="weights-readable",
            message="The trained weights are not there: expected the file "
            f"{str(path)!r}. The layers start afresh. Put the file in its place, or "
            "forget the trained weights.",
            expected="a file of trained weights",
            received="nothing",
            severity="warning",
        ),
    )


def free_path(folder: Path, stem: str) -> Path:
    """Returns a path for one weights file more: it writes over nobody's.

    Args:
        stem: The name of the drawing.
    """
    path, number = folder / f"{stem}{SUFFIX}", 2
    while os.path.lexists(path):
        path = folder / f"{stem}.{number}{SUFFIX}"
        number += 1
    return path


def _is_file(path: Path) -> bool:
    try:
        return path.is_file()
    except (OSError, ValueError):  # a name may be one that no disk takes
        return False
