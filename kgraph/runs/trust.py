"""Which programs a person has said yes to: by their content, not by their name."""

import hashlib
import os
from pathlib import Path

from kgraph.document.files import read_bytes
from kgraph.runs.places import home


def is_trusted(path: str | os.PathLike[str]) -> bool:
    """Whether a person has agreed to run a file with exactly this content.

    What the file imports is run with it and is not asked about.

    Raises:
        FileError: If the file cannot be read.
    """
    return is_trusted_content(read_bytes(path))


def is_trusted_content(content: bytes) -> bool:
    """Whether a person has agreed to run a file of exactly these bytes."""
    try:
        known = _file().read_text(encoding="utf-8", errors="replace")
    except OSError:
        return False
    return any(line.split(" ", 1)[0] == _digest(content) for line in known.splitlines())


def trust(path: str | os.PathLike[str]) -> None:
    """Remembers that the person agreed to run this file, as it is now.

    Raises:
        FileError: If the file cannot be read.
        OSError: If the person's data folder cannot be written to.
    """
    content = read_bytes(path)
    if is_trusted_content(content):
        return
    _file().parent.mkdir(parents=True, exist_ok=True)
    name = Path(path).name.encode("ascii", "backslashreplace").decode()
    with _file().open("a", encoding="utf-8") as file:
        file.write(f"{_digest(content)} {' '.join(name.split())}\n")


def _file() -> Path:
    return home() / "trusted"


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
