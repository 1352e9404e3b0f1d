"""Reads a folder of images: a sub-folder for each class, or a table of files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kgraph.data.sources.folders import labelled_files
from kgraph.data.sources.folders.file_folder import FileKind, examples
from kgraph.data.sources.folders.image_file import ImageDecoding, check_header, damaged
from kgraph.data.sources.folders.image_header import ImageHeader, read_header
from kgraph.data.table import Table
from kgraph.document.data import FOLDER_ENDINGS
from kgraph.document.errors import DataError

IMAGES = FileKind("image", "image", FOLDER_ENDINGS["images"], 256 * 2**20)
USUAL_SIZE = (256, 256)  # What Keras takes where nobody says a size.
CHANNELS = (1, 3, 4)
LARGEST = 8192  # pixels on a side that images may be given


def read(folder: Path, options: Mapping[str, Any]) -> Table:
    """Returns images and what is known of each, as `labelled_files.read` does.

    Args:
        options: `size` (height, width); without one, that of the images if they are
            alike, else 256 × 256. `channels` 1, 3 or 4; without, 1 if all are grey,
            else 3. And those of all folders.
    """
    return labelled_files.read(folder, options, IMAGES, find_decoding)


def find_decoding(paths: Sequence[str], options: Mapping[str, Any]) -> ImageDecoding:
    """Returns how images are read: as the options say, else as some of them are.

    Raises:
        DataError: If an option cannot be, or one of those images cannot be read.
    """
    size, channels = options.get("size"), options.get("channels")
    if size is not None and not _is_size(size):
        raise DataError(
            "The size of images must be a height and a width from 1 to "
            f"{LARGEST:,}. Received: {size!r}."
        )
    is_known = type(channels) is int and channels in CHANNELS
    if channels is not None and not is_known:
        raise DataError(
            "The channels of images must be 1 (grey), 3 (colour) or 4 (colour and "
            f"transparency). Received: {channels!r}."
        )
    headers = [] if size and channels else _some_headers(paths)
    height, width = size or _common_size(headers)
    return ImageDecoding(height, width, channels or max(h.channels for h in headers))


def _is_size(size: Any) -> bool:
    return (
        isinstance(size, (list, tuple))
        and len(size) == 2
        and all(type(side) is int and 1 <= side <= LARGEST for side in size)
    )


def _some_headers(paths: Sequence[str]) -> list[ImageHeader]:
    """Returns the headers of a few files; nothing is decoded."""
    headers = []
    for path in examples(paths):
        try:
            headers.append(check_header(path, read_header(path)))
        except OSError as error:
            raise damaged(path, error.strerror or str(error)) from error
    return headers


def _common_size(headers: Sequence[ImageHeader]) -> tuple[int, int]:
    sizes = Counter((header.height, header.width) for header in headers)
    only = next(iter(sizes))
    return only if len(sizes) == 1 and max(only) <= LARGEST else USUAL_SIZE
