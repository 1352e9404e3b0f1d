"""Downloads files once, in time and whole, or says in a sentence why not."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from kgraph.data.progress import Progress
from kgraph.document.errors import DataError
from kgraph.document.files import whole_file

PATIENCE = 8.0  # seconds without a byte
PIECE = 2**18


def fetch(
    url: str,
    target: Path,
    title: str,
    sha256: str = "",
    progress: Progress | None = None,
) -> None:
    """Downloads a file, unless it is there.

    Args:
        title: What errors and progress call it.
        sha256: What its content must add up to; empty if nobody knows.

    Raises:
        DataError: If nobody answers, the disk is full, or other bytes come.
    """
    if target.is_file() and (not sha256 or _digest(target) == sha256):
        return
    from http.client import HTTPException

    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as file:
            _download(url, file, title, sha256, progress)
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", None) or error
        raise DataError(
            f"{title} must be downloaded once from {urlsplit(url).hostname}, and that "
            f"failed: {reason}. Go online and try again, or put {url} at {target} "
            "yourself."
        ) from error


def _download(
    url: str, file: BinaryIO, title: str, sha256: str, progress: Progress | None
) -> None:
    """Writes what comes from a server to a file; raises if it is not what it must."""
    from urllib.request import urlopen

    digest, done = hashlib.sha256(), 0
    with urlopen(url, timeout=PATIENCE) as answer:
        length = answer.headers.get("Content-Length", "")
        total = int(length) if length.isdigit() else None
        while piece := answer.read(PIECE):
            file.write(piece)
            digest.update(piece)
            done += len(piece)
            if progress is not None:
                progress(title, done, total)
    if total is not None and done != total:
        raise OSError(f"only {done:,} of {total:,} bytes came")
    if sha256 and digest.hexdigest() != sha256:
        raise OSError("another content than Keras knows")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
