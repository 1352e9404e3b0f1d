"""Writes a model to a file: whole, or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from kgraph.document import files
from kgraph.document.errors import KgraphError
from kgraph.document.project import Project
from kgraph.runs import Run, RunStore

Writer = Callable[[Project, Run | None, Path, Path | None], None]
"""Writes a project to a new file.

Takes the project, the run whose weights are taken (None for fresh ones), the file to
write, and the folder that relative data paths start from.
"""


class ExportError(KgraphError):
    """A model that cannot be written as asked."""


def _write_keras(project: Project, run: Run | None, file: Path, _: Path | None) -> None:
    from kgraph.export.keras_file import write

    write(project, run, file)


def _write_python(
    project: Project, run: Run | None, file: Path, folder: Path | None
) -> None:
    from kgraph.export.python_file import write

    write(project, file, folder)


FORMATS: dict[str, Writer] = {"keras": _write_keras, "python": _write_python}
SUFFIXES = {"keras": ".keras", "python": ".py"}


def export(
    project: Project,
    format: str,
    target: str | Path,
    *,
    path: str | Path | None = None,
    run: str | None = None,
) -> str:
    """Writes a project's model to a file.

    With a run, what is written is what was trained: the drawing as it was then, with
    the run's best weights. Weights fit no other drawing.

    Args:
        format: A name of `FORMATS`.
        target: The file to write; one that is there is replaced in the end.
        path: The project's `.kgraph` file, beside which its runs are.
        run: `latest`, `best` or the id of a run; None for the drawing as it is, with
            fresh weights.

    Returns:
        What a person should know about the file; usually nothing.

    Raises:
        ExportError: If the format is unknown or the file cannot be written.
        KgraphError: If there is no such run, or the model cannot be built. In every
            case the target is as it was before.
    """
    if format not in FORMATS:
        known = ", ".join(FORMATS)
        raise ExportError(f"Expected one of the formats {known}. Received: {format!r}.")
    check_target(target)
    taken = None if run is None else RunStore.beside(path).get(run)
    trained = files.load(taken.document) if taken else project
    folder = Path(path).parent if path else None
    _write_whole(
        Path(target),
        SUFFIXES[format],
        lambda file: FORMATS[format](trained, taken, file, folder),
    )
    if taken is None or _content(trained, format) == _content(project, format):
        return ""
    return (
        f"The drawing has changed since run {taken.id}: the file holds the model as it "
        "was trained then. Train again to take the changes along."
    )


def check_target(target: str | Path) -> None:
    """Raises if nothing can be written there, or if it would cost a drawing.

    Raises:
        ExportError: If so; to know it before a long training spares that.
    """
    target = Path(target)
    if target.suffix == files.SUFFIX:
        raise ExportError(
            f"{target} is named like a drawing, which would be lost. Choose another "
            "name."
        )
    if os.path.exists(target) and not os.path.isfile(target):
        raise ExportError(
            f"Expected a file to write. Received: {target}, which is none."
        )
    if os.path.exists(target) and not os.access(target, os.W_OK):
        raise ExportError(f"The file {target} cannot be written: it is read-only.")
    if not target.parent.is_dir():
        raise ExportError(f"There is no folder {target.parent} to write {target} into.")


def _write_whole(target: Path, suffix: str, write: Callable[[Path], None]) -> None:
    """Writes beside the target, then renames; a failure leaves nothing behind."""
    target = Path(os.path.realpath(target))  # a symbolic link stays one
    try:
        with tempfile.TemporaryDirectory(
            prefix=".kgraph-", dir=target.parent
        ) as folder:
            file = Path(folder, f"model{suffix}")
            write(file)
            os.replace(file, target)
    except OSError as error:
        raise ExportError(
            f"The file {target} cannot be written. Received: {error.strerror or error}."
        ) from error


def _content(project: Project, format: str) -> Any:
    """Returns what of a project is in a file: of training, `.keras` knows little."""
    graphs = {
        id: replace(
            graph,
            next_id=0,
            positions={},
            frames={},
            notes={},
            collapsed=frozenset(),
        )
        for id, graph in project.graphs.items()
    }
    if format == "keras":
        return graphs, project.training.optimizer
    return replace(project, graphs=graphs)
