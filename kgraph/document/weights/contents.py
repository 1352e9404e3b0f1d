"""What a weights file holds: names, dtypes and shapes, without reading a number.

The file is an uncompressed `.npz`. Its parts are looked at byte by byte and never
unpickled; whatever does not look as kgraph writes it is refused with a sentence.
"""

import io
import os
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from math import prod
from pathlib import Path

from msgspec import Struct

from kgraph.document.analysis import Variable
from kgraph.document.errors import FileError

MOST_BYTES_OF_NAMES = 2**24
LONGEST_HEADER = 10_000
MOST_AXES = 32
VIEWED = {"bfloat16": 2, "float8_e4m3fn": 1, "float8_e5m2": 1, "int4": 1, "uint4": 1}
"""dtypes that NumPy's files do not know, and the bytes of the whole numbers instead."""

_LOCAL_HEADER = struct.Struct("<4s22xHH")
_KINDS = {"f": "float", "i": "int", "u": "uint", "c": "complex"}
_ENTRY = re.compile(
    r"(?P<key>.+)/(?P<index>\d{1,6})(\.(?P<dtype>\w+))?\.npy", re.DOTALL
)
_DESCRIPTION = re.compile(
    rb"\{'descr': '(?P<descr>[<>|=]?[fiucb]\d{1,2})', "
    rb"'fortran_order': (?P<order>True|False), "
    rb"'shape': \((?P<shape>[\d, ]{0,400})\), ?\}\s*"
)


class Stored(Struct, frozen=True):
    """One array, and where its numbers are in the file.

    Attributes:
        descr: The dtype of the numbers, as NumPy writes it: `<f4`.
        offset, size: The first byte of the numbers, and how many they are.
        checks: The checksum of what stands before them, and of all together.
    """

    variable: Variable
    descr: str
    is_fortran: bool
    offset: int
    size: int
    checks: tuple[int, int]


class Contents(Struct, frozen=True):
    """All that a weights file holds: key to arrays, in the order of the variables."""

    arrays: dict[str, tuple[Stored, ...]] = {}

    def variables(self, key: str) -> tuple[Variable, ...] | None:
        """Returns shapes and dtypes of the arrays of a key; None for one not there."""
        stored = self.arrays.get(key)
        return None if stored is None else tuple(s.variable for s in stored)


class _RefusalError(Exception):
    """What is wrong with a file; a clause that a sentence can end with."""


class _Careful(io.FileIO):
    """A file of which nobody gets more at once than a list of names needs."""

    def read(self, size: int | None = -1, /) -> bytes:
        left = os.fstat(self.fileno()).st_size - self.tell()
        wanted = left if size is None or size < 0 else min(size, left)
        if wanted > MOST_BYTES_OF_NAMES:
            raise _RefusalError("its list of names is too long")
        return super().read(wanted) or b""


def read_contents(path: str | os.PathLike[str]) -> Contents:
    """Returns what a weights file holds; the numbers are not read.

    Raises:
        FileError: If there is no such file, or it is not what kgraph writes.
    """
    try:
        if not Path(path).is_file():
            raise FileError(
                f"There are no trained weights at {str(path)!r}: expected a file."
            )
        with _Careful(path) as file:
            return Contents(_read(file))
    except (_RefusalError, OSError, ValueError, RuntimeError, EOFError) as error:
        raise unreadable(path, str(error)) from error
    except (zipfile.BadZipFile, struct.error, OverflowError) as error:
        raise unreadable(path, "it is no whole .npz file") from error


def unreadable(path: str | os.PathLike[str], why: str) -> FileError:
    """Returns the error about a weights file that cannot be used."""
    return FileError(
        f"The trained weights in {str(path)!r} cannot be read: {why}. Import the "
        "model again, take the weights of a run, or forget the trained weights."
    )


def _read(file: _Careful) -> dict[str, tuple[Stored, ...]]:
    found: dict[str, dict[int, Stored]] = {}
    length = os.fstat(file.fileno()).st_size
    left = length
    for entry in _entries(file):
        matched = _ENTRY.fullmatch(entry.filename)
        if matched is None:
            raise _RefusalError(
                f"expected parts named like 'dense/0.npy'. Received: "
                f"{entry.filename[:80]!r}"
            )
        left -= entry.file_size
        is_inside = 0 <= entry.header_offset <= length - entry.file_size
        if left < 0 or not is_inside:
            raise _RefusalError("its parts are said to be larger than the file")
        stored = _stored(file, entry, matched["dtype"])
        found.setdefault(matched["key"], {})[int(matched["index"])] = stored
    for key, arrays in found.items():
        if arrays.keys() != set(range(len(arrays))):
            raise _RefusalError(f"arrays of {key[:80]!r} are missing")
    return {
        key: tuple(arrays[index] for index in range(len(arrays)))
        for key, arrays in found.items()
    }


def _entries(file: _Careful) -> Iterator[zipfile.ZipInfo]:
    with zipfile.ZipFile(file) as archive:
        for entry in archive.infolist():
            is_plain = entry.compress_type == zipfile.ZIP_STORED
            if not is_plain or entry.compress_size != entry.file_size:
                raise _RefusalError(f"{entry.filename[:80]!r} in it is compressed")
            if entry.flag_bits & 1:
                raise _RefusalError(f"{entry.filename[:80]!r} in it is encrypted")
            yield entry


def _stored(file: _Careful, entry: zipfile.ZipInfo, viewed: str | None) -> Stored:
    file.seek(entry.header_offset)
    mark, name_length, extra_length = _LOCAL_HEADER.unpack(_exactly(file, 30))
    if mark != b"PK\x03\x04":
        raise _RefusalError("it is damaged")
    file.seek(name_length + extra_length, os.SEEK_CUR)
    began = file.tell()
    start = _exactly(file, min(12, entry.file_size))
    if start[:6] != b"\x93NUMPY" or len(start) < 12 or start[6] not in (1, 2, 3):
        raise _RefusalError(f"{entry.filename[:80]!r} in it is no array")
    size = 2 if start[6] == 1 else 4
    length = int.from_bytes(start[8 : 8 + size], "little") - (4 - size)
    if not 0 <= length <= LONGEST_HEADER:
        raise _RefusalError(f"{entry.filename[:80]!r} in it is no array")
    header = start + _exactly(file, length)
    described = _DESCRIPTION.fullmatch(header[8 + size :])
    if described is None:
        raise _RefusalError(f"{entry.filename[:80]!r} in it is no array of numbers")
    descr = described["descr"].decode()
    shape = tuple(int(n) for n in described["shape"].decode().split(",") if n.strip())
    rest = entry.file_size - (file.tell() - began)
    if len(shape) > MOST_AXES or prod(shape) * int(descr.lstrip("<>|=")[1:]) != rest:
        raise _RefusalError(
            f"{entry.filename[:80]!r} in it is not as large as its shape"
        )
    return Stored(
        Variable(shape, _dtype(descr, viewed, entry.filename)),
        descr,
        described["order"] == b"True",
        file.tell(),
        rest,
        (zlib.crc32(header), entry.CRC),
    )


def _dtype(descr: str, viewed: str | None, name: str) -> str:
    kind, size = descr.lstrip("<>|=")[0], int(descr.lstrip("<>|=")[1:])
    if viewed is not None:
        if kind != "u" or VIEWED.get(viewed) != size:
            raise _RefusalError(f"{name[:80]!r} in it is of no dtype that kgraph knows")
        return viewed
    sizes = {"f": (2, 4, 8), "c": (8, 16), "b": (1,)}.get(kind, (1, 2, 4, 8))
    if size not in sizes:
        raise _RefusalError(f"{name[:80]!r} in it is of no dtype that kgraph knows")
    return "bool" if kind == "b" else f"{_KINDS[kind]}{8 * size}"


def _exactly(file: _Careful, size: int) -> bytes:
    data = file.read(size)
    if len(data) != size:
        raise _RefusalError("it ends too early")
    return data
