"""Reads a folder of sounds: a sub-folder for each class, or a table of files."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from kgraph.data.sources.folders import labelled_files
from kgraph.data.sources.folders.file_folder import FileKind, examples
from kgraph.data.sources.folders.wav_file import (
    HIGHEST_RATE,
    AudioDecoding,
    read_header,
)
from kgraph.data.table import Table
from kgraph.document.data import FOLDER_ENDINGS
from kgraph.document.errors import DataError

SOUNDS = FileKind("sound", "audio", FOLDER_ENDINGS["audio"], 4 * 2**30)
USUAL_SECONDS = 60  # How long sounds are at most where nobody says it.
LONGEST = 2**24  # values that sounds may be given


def read(folder: Path, options: Mapping[str, Any]) -> Table:
    """Returns sounds and what is known of each, as `labelled_files.read` does.

    Args:
        options: `sample_rate`; without one, that of the files, which must be the same
            then. `seconds`; without them, as long as the longest of some files, at
            most 60. And those of all folders.
    """
    return labelled_files.read(folder, options, SOUNDS, find_decoding)


def find_decoding(paths: Sequence[str], options: Mapping[str, Any]) -> AudioDecoding:
    """Returns how sounds are read: as the options say, else as some of them are.

    Raises:
        DataError: If an option cannot be, or one of those sounds cannot be read.
    """
    rate, seconds = options.get("sample_rate"), options.get("seconds")
    is_whole = type(rate) is int and 0 < rate <= HIGHEST_RATE
    if rate is not None and not is_whole:
        raise DataError(
            f"The sample rate of sounds must be from 1 to {HIGHEST_RATE:,} Hz. "
            f"Received: {rate!r}."
        )
    headers = [] if rate and seconds else [read_header(p) for p in examples(paths)]
    common = rate or headers[0].rate
    if seconds is None:
        longest = max(header.frames / header.rate for header in headers)
        seconds = min(longest, USUAL_SECONDS)
    length = seconds * common if isinstance(seconds, (int, float)) else 0
    if not 1 <= length <= LONGEST:  # which is true of NaN
        raise DataError(
            f"Sounds must be given from 1 to {LONGEST:,} values, which is their sample "
            f"rate times their seconds. Received: {common!r} Hz, {seconds!r} seconds."
        )
    return AudioDecoding(round(length), common, is_resampled=rate is not None)
