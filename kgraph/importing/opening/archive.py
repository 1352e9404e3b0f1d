"""Opens the zip archive that a `.keras` file is; what it says of itself is checked."""

import errno
import stat
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from msgspec import Struct

from kgraph.importing.errors import ImportRefusedError, in_one_line, shown, size_text
from kgraph.importing.opening import limits

CONFIG, METADATA, WEIGHTS = "config.json", "metadata.json", "model.weights.h5"
_FOLDERS = ("assets", "kgraph")
_STORED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OverflowError,
)


class Unpacked(Struct, frozen=True):
    """What a `.keras` file holds, as far as anybody looks at it.

    Attributes:
        config: `config.json`, as it is.
        metadata: `metadata.json`, empty if there is none.
        weights: Where `model.weights.h5` was unpacked to, None if there is none.
        assets: The folder with what layers keep in files of their own (vocabularies).
        recipe: The entries below `kgraph/`, by the path inside it.
        ignored: The names of the entries that nobody looks at.
    """

    config: bytes
    metadata: bytes
    weights: Path | None
    assets: Path | None
    recipe: dict[str, bytes]
    ignored: tuple[str, ...]


def unpack(path: Path, folder: Path) -> Unpacked:
    """Unpacks a `.keras` file.

    Args:
        folder: An empty folder; nothing is written beside it.

    Raises:
        ImportRefusedError: If it is no such archive, is damaged, or is made to harm.
    """
    with _opened(path) as archive:
        entries = _checked(archive, path)
        if CONFIG not in entries:
            raise ImportRefusedError(
                f"{path.name} is no Keras model: it holds no {CONFIG}."
            )
        weights = assets = None
        if WEIGHTS in entries:
            weights = folder / WEIGHTS
            _extract(archive, entries[WEIGHTS], weights, None)
        for name in _below("assets", entries):
            assets = folder / "assets"
            _extract(archive, entries[name], folder / name, limits.ASSET_BYTES)
        return Unpacked(
            config=_read(archive, entries[CONFIG], limits.JSON_BYTES),
            metadata=_read(archive, entries[METADATA], limits.METADATA_BYTES)
            if METADATA in entries
            else b"",
            weights=weights,
            assets=assets,
            recipe={
                name.removeprefix("kgraph/"): _read(
                    archive, entries[name], limits.RECIPE_BYTES
                )
                for name in _below("kgraph", entries)
            },
            ignored=tuple(name for name in entries if not _is_known(name)),
        )


@contextmanager
def _opened(path: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with path.open("rb") as file:
            _check_count(file, path)
            with zipfile.ZipFile(file) as archive:
                yield archive
    except FileNotFoundError as error:
        raise ImportRefusedError(f"There is no file {path}.") from error
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            raise ImportRefusedError(
                f"There is no room to unpack {path.name} into {tempfile.gettempdir()}. "
                "Make room there, or set TMPDIR to a folder on another disk."
            ) from error
        raise ImportRefusedError(
            f"{path.name} cannot be read as a `.keras` file, which is a zip archive: "
            f"it is damaged or cut off. Received: {in_one_line(error)}."
        ) from error


def _check_count(file: BinaryIO, path: Path) -> None:
    """Raises if the end of the archive tells of too many entries to list."""
    file.seek(0, 2)
    size = file.tell()
    file.seek(max(0, size - 66_000))
    tail = file.read()
    file.seek(0)
    # Where the size of the list stands: in a small archive's end, and in a large one's.
    for mark, format, place in ((b"PK\x05\x06", "<I", 12), (b"PK\x06\x06", "<Q", 40)):
        at = tail.rfind(mark) + place
        if at < place or len(tail) < at + struct.calcsize(format):
            continue
        (listed,) = struct.unpack_from(format, tail, at)
        # An entry takes 46 bytes and its name, and some 500 as a Python object.
        if listed != 0xFFFFFFFF and listed > limits.ARCHIVE_ENTRIES * limits.KIB:
            raise ImportRefusedError(
                f"{path.name} may list {limits.ARCHIVE_ENTRIES:,} entries. "
                f"Received: a list of {size_text(listed)}."
            )


def _checked(archive: zipfile.ZipFile, path: Path) -> dict[str, zipfile.ZipInfo]:
    """Returns the files of an archive by name."""
    infos = archive.infolist()
    if len(infos) > limits.ARCHIVE_ENTRIES:
        raise ImportRefusedError(
            f"{path.name} may hold {limits.ARCHIVE_ENTRIES:,} entries. "
            f"Received: {len(infos):,}."
        )
    entries: dict[str, zipfile.ZipInfo] = {}
    for info in infos:
        _check_name(info)
        if info.filename in entries:
            raise ImportRefusedError(
                f"{path.name} holds {shown(info.filename)} twice: which one counts "
                "cannot be known."
            )
        if not info.is_dir():
            _check_entry(info)
            entries[info.filename] = info
    total = sum(entries[name].file_size for name in entries if _is_known(name))
    most = limits.ARCHIVE_TOTAL_BYTES + limits.ARCHIVE_RATIO * path.stat().st_size
    if total > most:
        raise ImportRefusedError(
            f"{path.name} unpacks to too much: a file of its size may hold "
            f"{size_text(most)}. Received: {size_text(total)}."
        )
    return entries


def _check_name(info: zipfile.ZipInfo) -> None:
    # zipfile cuts a name at its first NUL; what was meant is in `orig_filename`.
    name = info.orig_filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    is_inside = bool(parts) and not name.startswith(("/", "\\")) and ".." not in parts
    if not is_inside or "\\" in name or ":" in name or not name.isprintable():
        raise ImportRefusedError(
            "Every entry of a `.keras` file must have a path inside it. "
            f"Received: {shown(name)}."
        )
    kind = stat.S_IFMT(info.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise ImportRefusedError(
            "A `.keras` file holds files alone. "
            f"Received: {shown(name)}, which is a link or a device."
        )


def _check_entry(info: zipfile.ZipInfo) -> None:
    if not _is_known(info.filename):
        return
    if info.flag_bits & 0x1:
        raise ImportRefusedError(
            f"{shown(info.filename)} is encrypted; Keras writes no such files."
        )
    if info.compress_type not in _STORED:
        raise ImportRefusedError(
            f"{shown(info.filename)} is compressed in a way that Keras never uses: "
            f"expected stored or deflated. Received: method {info.compress_type}."
        )
    most = max(limits.ARCHIVE_FREE_BYTES, limits.ARCHIVE_RATIO * info.compress_size)
    if info.file_size > most:
        raise ImportRefusedError(
            f"{shown(info.filename)} unpacks to too much: {size_text(most)} may come "
            f"out of {size_text(info.compress_size)}. "
            f"Received: {size_text(info.file_size)}."
        )


def _is_known(name: str) -> bool:
    is_below = name.partition("/")[0] in _FOLDERS and "/" in name
    return name in (CONFIG, METADATA, WEIGHTS) or is_below


def _below(folder: str, entries: dict[str, zipfile.ZipInfo]) -> Iterator[str]:
    return (name for name in entries if name.startswith(folder + "/"))


def _pieces(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int | None
) -> Iterator[bytes]:
    """Yields an entry piece by piece; stops where it is longer than it said."""
    limit = info.file_size if most is None else min(most, info.file_size)
    if info.file_size > limit:
        raise ImportRefusedError(
            f"{shown(info.filename)} may have {size_text(limit)}. "
            f"Received: {size_text(info.file_size)}."
        )
    read = 0
    with archive.open(info) as file:
        while piece := file.read(limits.MIB):
            read += len(piece)
            if read > limit:
                raise ImportRefusedError(
                    f"{shown(info.filename)} is longer than the archive says."
                )
            yield piece
    if read != info.file_size:
        raise ImportRefusedError(
            f"{shown(info.filename)} is shorter than the archive says: the file was "
            "cut off."
        )


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo, most: int) -> bytes:
    return b"".join(_pieces(archive, info, most))


def _extract(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path, most: int | None
) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("xb") as file:
        for piece in _pieces(archive, info, most):
            file.write(piece)
