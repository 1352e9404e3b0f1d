"""Reads a folder of sounds: a sub-folder for each class, or a table of files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kgraph.data import labelled_files
from kgraph.data.file_folder import FileKind, list_files
from kgraph.data.table import Table
from kgraph.data.wav_file import HIGHEST_RATE, AudioDecoding, read_header
from kgraph.document.errors import DataError

AUDIO = "audio"
SOUNDS = FileKind("sound", (".wav",), 4 * 2**30)
MOST_HEADERS = 64
USUAL_SECONDS = 60  # How long sounds are at most where nobody says it.
LONGEST = 2**24  # values that sounds may be given


def read(folder: Path, options: dict[str, Any]) -> Table:
    """Returns sounds that stay in their files, and what is known of each.

    Of a folder of sub-folders the columns are `audio`, `label` and `file`; without
    sub-folders there is no `label`; with a table of files it has `audio` and the
    table's columns.

    Args:
        options: `sample_rate`; without one, that of the first file. `seconds`; without
            them, as long as the longest of some files, at most 60. `labels` and
            `file_column`: the table of files, and which of its columns names them.
            See `catalog.own_sources`.

    Raises:
        DataError: If something cannot be read; the text names it.
    """

    def decoding_of(paths: Sequence[str]) -> AudioDecoding:
        return find_decoding(paths, options)

    if labels := options.get("labels"):
        file_column = options.get("file_column") or ""
        return labelled_files.read(
            folder, labels, file_column, SOUNDS, AUDIO, decoding_of
        )
    files = list_files(folder, SOUNDS)
    return files.table(AUDIO, decoding_of(files.paths))


def find_decoding(paths: Sequence[str], options: dict[str, Any]) -> AudioDecoding:
    """Returns how sounds are read: as the options say, else as some of them are.

    Raises:
        DataError: If an option cannot be, or one of those sounds cannot be read.
    """
    rate, seconds = options.get("sample_rate"), options.get("seconds")
    if rate is None:
        rate = read_header(paths[0]).rate
    elif type(rate) is not int or not 0 < rate <= HIGHEST_RATE:
        raise DataError(
            f"The sample rate of sounds must be from 1 to {HIGHEST_RATE:,} Hz. "
            f"Received: {rate!r}."
        )
    if seconds is None:
        every = -(-len(paths) // MOST_HEADERS)
        headers = map(read_header, paths[::every])
        longest = max(header.frames / header.rate for header in headers)
        seconds = min(longest, USUAL_SECONDS)
    length = seconds * rate if isinstance(seconds, (int, float)) else 0
    if not 1 <= length <= LONGEST:  # which is true of NaN
        raise DataError(
            f"Sounds must be given from 1 to {LONGEST:,} values, which is their sample "
            f"rate times their seconds. Received: {rate!r} Hz, {seconds!r} seconds."
        )
    return AudioDecoding(round(length), rate)
