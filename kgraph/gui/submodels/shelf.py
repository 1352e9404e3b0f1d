"""The person's own submodels on the disk: one bundle a file, in one folder."""

import re
from pathlib import Path
from typing import NamedTuple

from kgraph.document import edits, files
from kgraph.document.calls import outputs_of
from kgraph.document.errors import FileError, KgraphError
from kgraph.document.project import Project, with_graphs
from kgraph.runs import home

SUFFIX = ".kgraph"
LONGEST = 100  # characters of a file's name
_UNFIT = re.compile(r"[^\w .()+-]")


class Kept(NamedTuple):
    """A file of the library.

    Attributes:
        name: The file's name without its suffix.
        project: The bundle; None if it cannot be used.
        refusal: Why it cannot be used; empty if it can.
    """

    name: str
    project: Project | None
    refusal: str = ""


def folder() -> Path:
    """Returns the folder of the library; it need not be there."""
    return home() / "library"


def path_of(name: str) -> Path:
    """Returns the file in which a submodel of this name is kept."""
    fit = _UNFIT.sub("_", name)[:LONGEST].strip(" .")
    return folder() / f"{fit or 'submodel'}{SUFFIX}"


def paths() -> list[Path]:
    """Returns the files of the library, by name; none if it cannot be read."""
    try:
        found = [p for p in folder().iterdir() if p.suffix == SUFFIX]
    except OSError:
        return []
    return sorted((p for p in found if p.name[0] != "."), key=lambda p: p.name.lower())


def read(path: Path) -> Kept:
    """Reads a file of the library; one that is damaged or foreign is refused."""
    try:
        return Kept(path.stem, load(path))
    except KgraphError as error:
        return Kept(path.stem, None, str(error))


def load(path: Path) -> Project:
    """Returns the bundle in a file.

    Raises:
        FileError: If it holds none.
    """
    project = files.load(path)
    if not outputs_of(project.main):
        raise FileError(
            f"{path.name!r} is not a submodel. Expected a drawing with an Output."
        )
    return project


def keep(name: str, bundle: Project) -> Path:
    """Writes a bundle to the library, wholly or not at all; returns its file.

    Raises:
        FileError: If that fails.
    """
    path = path_of(name)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(
            f"The library's folder {str(path.parent)!r} cannot be made: "
            f"{error.strerror or error}."
        ) from error
    files.save(bundle, path)
    return path


def rename(path: Path, name: str) -> Path:
    """Gives a submodel of the library, and its file, another name.

    Raises:
        KgraphError: If there is one of this name already, or that fails.
    """
    target = path_of(name)
    is_same = _is_same_file(target, path)  # as where case makes no difference
    if target.exists() and not is_same:
        raise FileError(f"The library has {target.stem!r} already.")
    bundle = load(path)
    main = edits.rename_graph(bundle.main, name)
    keep(name, with_graphs(bundle, main))
    if not is_same:
        remove(path)
    return target


def remove(path: Path) -> None:
    """Takes a file out of the library.

    Raises:
        FileError: If that fails.
    """
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise FileError(
            f"{str(path)!r} cannot be removed: {error.strerror or error}."
        ) from error


def _is_same_file(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:
        return False
