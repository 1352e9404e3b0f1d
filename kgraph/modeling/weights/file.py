"""Writes and reads the file of trained weights, one array at a time."""

import os
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import ml_dtypes
import numpy as np
from numpy.lib import format as npy

from kgraph.document.errors import FileError
from kgraph.document.files import whole_file
from kgraph.document.weights import read_contents
from kgraph.document.weights.contents import VIEWED, Stored, unreadable


class WeightsFile(Mapping[str, list[np.ndarray]]):
    """The weights of a file by key; numbers are read when they are asked for.

    Args:
        path: What `write` has written.

    Raises:
        FileError: If there is no such file, or it is not what kgraph writes.
    """

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self._path = path
        self._contents = read_contents(path)

    def __getitem__(self, key: str) -> list[np.ndarray]:
        stored = self._contents.arrays[key]
        try:
            with open(self._path, "rb") as file:
                arrays = []
                for one in stored:
                    file.seek(one.offset)
                    data = bytearray(one.size)
                    is_whole = file.readinto(data) == one.size
                    if not is_whole or zlib.crc32(data, one.checks[0]) != one.checks[1]:
                        raise unreadable(self._path, f"{key!r} in it is damaged")
                    arrays.append(_array(one, data))
                return arrays
        except OSError as error:
            raise unreadable(self._path, error.strerror or str(error)) from error

    def __iter__(self) -> Iterator[str]:
        return iter(self._contents.arrays)

    def __len__(self) -> int:
        return len(self._contents.arrays)


def write(
    path: str | os.PathLike[str], arrays: Mapping[str, Sequence[np.ndarray]]
) -> None:
    """Writes a weights file, wholly or not at all.

    Args:
        arrays: Key to arrays; each is asked for once.

    Raises:
        FileError: If that fails; a file that was there is untouched then.
    """
    target = Path(os.path.realpath(path))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with whole_file(target) as file, zipfile.ZipFile(file, "w") as archive:
            for key in arrays:
                for index, array in enumerate(arrays[key]):
                    _write(archive, f"{key}/{index}", np.asarray(array))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise FileError(
            f"The trained weights cannot be written to {str(path)!r}: {reason}."
        ) from error


def _write(archive: zipfile.ZipFile, name: str, array: np.ndarray) -> None:
    dtype = array.dtype.name
    if dtype not in VIEWED and array.dtype.kind not in "fiucb":
        raise ValueError(f"{name!r} holds no numbers but {dtype}")
    if dtype in VIEWED:
        array, name = array.view(f"u{VIEWED[dtype]}"), f"{name}.{dtype}"
    with archive.open(zipfile.ZipInfo(f"{name}.npy"), "w", force_zip64=True) as entry:
        ordered = np.ascontiguousarray(array).reshape(array.shape)
        npy.write_array_header_1_0(entry, npy.header_data_from_array_1_0(ordered))
        entry.write(ordered.reshape(-1).view("u1").data)


def _array(stored: Stored, data: bytearray) -> np.ndarray:
    order: Literal["C", "F"] = "F" if stored.is_fortran else "C"
    shape, dtype = stored.variable.shape, stored.variable.dtype
    array = np.reshape(np.frombuffer(data, stored.descr), shape, order=order)
    return array.view(getattr(ml_dtypes, dtype)) if dtype in VIEWED else array
