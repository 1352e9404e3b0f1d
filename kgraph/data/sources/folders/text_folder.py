"""Reads a folder of texts: a sub-folder for each class, or a table of files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.data.sources.folders import labelled_files
from kgraph.data.sources.folders.file_folder import FileKind
from kgraph.data.table import Table
from kgraph.document.data import FOLDER_ENDINGS
from kgraph.document.errors import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

TEXTS = FileKind("text", "text", FOLDER_ENDINGS["texts"], 16 * 2**20)


@dataclass(frozen=True)
class TextDecoding:
    """Texts as they are, in UTF-8."""

    shape: tuple[int, ...] = ()
    dtype: str = "object"
    minimum: None = None
    maximum: None = None

    def read(self, path: str) -> NDArray:
        """Returns the text in a file.

        Raises:
            DataError: If it cannot be read or is not UTF-8; the text names it.
        """
        import numpy as np

        try:
            data = Path(path).read_bytes()
            return np.array(data.decode("utf-8"), object)
        except OSError as error:
            raise damaged(path, error.strerror or str(error)) from error
        except UnicodeDecodeError as error:
            wrong = error.object[error.start]
            raise damaged(path, f"a byte 0x{wrong:02x} that is none") from error


def read(folder: Path, options: Mapping[str, Any]) -> Table:
    """Returns texts and what is known of each, as `labelled_files.read` does."""
    return labelled_files.read(folder, options, TEXTS, lambda *_: TextDecoding())


def damaged(path: str, received: str) -> DataError:
    """Returns the error that names a text that cannot be read."""
    return DataError(
        f"{path} must be text in UTF-8 that can be read. Received: {received}. Save it "
        "as UTF-8 or take it out."
    )
