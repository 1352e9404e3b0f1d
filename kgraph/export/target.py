"""Where an export is written to: beside its place, and then there in one step."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kgraph.document import files
from kgraph.document.formats import Format
from kgraph.export.exporter import ExportError


def check_target(target: str | Path, format: Format | None = None) -> None:
    """Raises if nothing can be written there, or if it would cost a drawing.

    Args:
        format: What is to be written; by default a file.

    Raises:
        ExportError: If so; to know it before a long training spares that.
    """
    target = Path(target)
    if target.suffix == files.SUFFIX:
        raise ExportError(
            f"{target} is named like a drawing, which would be lost. Choose another "
            "name."
        )
    if format is not None and format.is_folder:
        _check_folder(target, format)
    elif os.path.exists(target) and not os.path.isfile(target):
        raise ExportError(
            f"Expected a file to write. Received: {target}, which is none."
        )
    if os.path.exists(target) and not os.access(target, os.W_OK):
        raise ExportError(f"The file {target} cannot be written: it is read-only.")
    if not target.parent.is_dir():
        raise ExportError(f"There is no folder {target.parent} to write {target} into.")


def _check_folder(target: Path, format: Format) -> None:
    # A folder that is there may hold anything: only one with nothing in it but what
    # the format writes is replaced.
    if not os.path.lexists(target):
        return
    if not target.is_dir() or not set(os.listdir(target)) <= set(format.members):
        raise ExportError(
            "Expected the name of a new or an empty folder, or of one that was written "
            f"as {format.title}. Received: {target}, which is there already. Choose "
            "another name, or remove it first."
        )


@contextmanager
def replacing(target: Path, format: Format) -> Iterator[Path]:
    """Gives a place beside the target; at the end what is there takes its name.

    If anything is raised inside, the target stays as it was and nothing is left.

    Raises:
        ExportError: If the disk does not allow it.
    """
    real = Path(os.path.realpath(target))  # a symbolic link stays one
    try:
        with tempfile.TemporaryDirectory(prefix=".kgraph-", dir=real.parent) as folder:
            place = Path(folder, f"model{format.suffix}")
            yield place
            if format.is_folder and real.is_dir():
                os.replace(real, Path(folder, "replaced"))
            os.replace(place, real)
    except OSError as error:
        raise ExportError(
            f"The file {target} cannot be written. Received: {error.strerror or error}."
        ) from error
