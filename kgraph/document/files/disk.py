"""Loads and saves `.kgraph` files; a failure leaves the file on disk as it was."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from kgraph.document.errors import EditError, FileError
from kgraph.document.files.places import ReadError
from kgraph.document.files.reading import read
from kgraph.document.files.writing import write
from kgraph.document.project import Project

SUFFIX = ".kgraph"


def load(path: str | os.PathLike[str]) -> Project:
    """Reads a project from a file; no code that the file names is run.

    Raises:
        FileError: If there is no such file or it holds no project.
    """
    return loads(read_bytes(path), str(path))


def read_bytes(path: str | os.PathLike[str]) -> bytes:
    """Returns what is in a file.

    Raises:
        FileError: If there is no such file or it cannot be read.
    """
    if not os.path.exists(path):
        raise FileError(f"There is no file {str(path)!r}.")
    if not os.path.isfile(path):
        raise FileError(f"Expected a file. Received: {str(path)!r}, which is none.")
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise FileError(
            f"{str(path)!r} cannot be read: {error.strerror or error}."
        ) from error


def loads(data: bytes, name: str) -> Project:
    """Reads a project from the bytes of a file.

    Args:
        name: What errors call it.

    Raises:
        FileError: If the bytes hold no project; names the place.
    """
    try:
        return read(data)
    except ReadError as error:
        raise FileError(f"{name!r} cannot be opened: {error}.") from error


def dumps(project: Project) -> bytes:
    """Returns the bytes of a project's file: UTF-8 text, one fact a line."""
    return write(project).encode()


def save(project: Project, path: str | os.PathLike[str]) -> bytes:
    """Writes a project to a file, wholly or not at all.

    Returns:
        What was written.

    Raises:
        FileError: If that fails; a file that was there is untouched then.
    """
    try:
        data = dumps(project)
    except EditError as error:
        raise FileError(f"{str(path)!r} cannot be saved: {error}") from error
    write_bytes(data, path)
    return data


def write_bytes(data: bytes, path: str | os.PathLike[str]) -> None:
    """Writes a file, wholly or not at all.

    Raises:
        FileError: If that fails; a file that was there is untouched then.
    """
    try:
        target = Path(os.path.realpath(path))  # a symbolic link stays one
        if target.exists() and not target.is_file():
            raise FileError(f"Expected a file. Received: {str(path)!r}, which is none.")
        if target.exists() and not os.access(target, os.W_OK):
            raise FileError(f"{str(path)!r} cannot be saved: it is read-only.")
        with whole_file(target) as file:
            file.write(data)
    except (OSError, ValueError) as error:  # a name may be one that no disk takes
        reason = getattr(error, "strerror", None) or error
        raise FileError(f"{str(path)!r} cannot be saved: {reason}.") from error


@contextmanager
def whole_file(target: Path) -> Iterator[BinaryIO]:
    """Gives a new file to write; at the end it takes the target's name and mode.

    If anything is raised inside, the target stays as it was and nothing is left.

    Raises:
        OSError: If the disk does not allow it.
    """
    temporary = target.with_name(f".{secrets.token_hex(8)}{target.suffix}")
    try:
        with open(temporary, "xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        if target.exists():
            os.chmod(temporary, target.stat().st_mode)
        os.replace(temporary, target)
    finally:
        with suppress(FileNotFoundError):
            temporary.unlink()
