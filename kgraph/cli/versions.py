"""Finds what a person wants to compare: a document, a run of it, a model's file."""

from pathlib import Path

from msgspec import Struct

from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.runs import RunStore


class Version(Struct, frozen=True):
    """One side of a comparison.

    Attributes:
        is_model: Whether it is a model alone, without data and places; a `.keras` file
            of kgraph carries its drawing.
        names_weights: Whether its layers name weights in a file beside it; a model's
            file holds its weights itself.
    """

    name: str
    project: Project
    is_model: bool = False
    names_weights: bool = True


def read(source: str, beside: str = "") -> Version:
    """Reads `model.kgraph`, `model.kgraph@best`, or any file that can be imported.

    Args:
        beside: The other side, whose run it is where it is but `@best`.
    """
    if not Path(source).exists() and "@" in source:
        file, _, run = source.rpartition("@")
        return _run(file or beside.rpartition("@")[0] or beside, run)
    if source.endswith(files.SUFFIX) or _is_document(source):
        return Version(source, files.load(source))
    return _foreign(source)


def _run(file: str, which: str) -> Version:
    run = RunStore.beside(file).get(which)
    if not run.document.is_file():
        raise KgraphError(
            f"Run {run.id} of {file!r} has lost its drawing. Expected it at "
            f"{str(run.document)!r}."
        )
    return Version(f"{file}@{run.id}", files.load(run.document))


def _is_document(source: str) -> bool:
    """Whether a file under a name of any kind, as git's temporary ones, holds one."""
    path = Path(source)
    if not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(64).lstrip().startswith(b'{\n  "version"')


def _foreign(source: str) -> Version:
    from kgraph.cli.backend import prepare_keras

    prepare_keras()
    from kgraph.importing.source import read as read_model

    reading = read_model(source)
    if reading.recipe is not None:  # the drawing that the model was built from
        drawing = files.loads(reading.recipe.document, source)
        return Version(source, drawing, names_weights=False)
    return Version(source, reading.project, is_model=True, names_weights=False)
