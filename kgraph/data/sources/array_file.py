"""Reads NumPy's own files: each array of an NPZ is a column, an NPY is one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kgraph.data.table import Table, TableColumn, table
from kgraph.document.errors import DataError

if TYPE_CHECKING:
    from numpy.lib.npyio import NpzFile
    from numpy.typing import NDArray

NPY_COLUMN = "array"
MAX_BYTES = 8 * 2**30  # What an NPZ may unpack to: a small file can claim anything.
NPY_START = b"\x93NUMPY"
NPZ_STARTS = b"PK\x03\x04", b"PK\x05\x06"  # the latter of an empty one
NUMBERS = "biuf"
TEXT = "US"


def read(path: Path) -> Table:
    """Returns the arrays of an NPZ or NPY file; their first axis is the samples.

    The column of an NPY is named `array`. An array of shape (n, 1) is a plain column.
    Pickled objects are refused: reading a file never runs code.

    Raises:
        DataError: If the file cannot be read or holds other arrays; the text names it.
    """
    try:
        columns = [array_column(path, name, array) for name, array in _arrays(path)]
    except DataError:
        raise
    except MemoryError as error:
        raise _refused(path, "more than the memory can hold") from error
    except OSError as error:
        raise _refused(path, error.strerror or str(error)) from error
    except Exception as error:  # Garbage makes zipfile, zlib and NumPy raise anything.
        raise _refused(path, f"a file that is not ({error})") from error
    return table(columns, str(path))


def _arrays(path: Path) -> Iterator[tuple[str, NDArray]]:
    """Yields the arrays by name; memory is asked for only once sizes are checked."""
    import numpy as np

    with path.open("rb") as file:
        start = file.read(6)
        file.seek(0)
        if start == NPY_START:
            # Mapping compares the size that the header claims with the file's.
            yield NPY_COLUMN, np.array(np.load(path, "r", allow_pickle=False))
        elif start.startswith(NPZ_STARTS):
            with np.load(file, allow_pickle=False) as archive:
                yield from _members(path, archive)
        else:
            raise _refused(path, "something else (pickled objects are never read)")


def _members(path: Path, archive: NpzFile) -> Iterator[tuple[str, NDArray]]:
    members = archive.zip.infolist() if archive.zip else []
    size = sum(member.file_size for member in members)
    if size > MAX_BYTES:
        raise _refused(path, f"an archive of {size / 2**30:.0f} GiB")
    for name in archive.files:
        yield name, archive[name]


def array_column(path: Path, name: str, array: NDArray) -> TableColumn:
    """Returns an array as a column; text becomes categories.

    Raises:
        DataError: If it holds something else, or has no axis of samples.
    """
    import numpy as np

    if not isinstance(array, np.ndarray) or array.dtype.kind not in NUMBERS + TEXT:
        received = getattr(array, "dtype", "no array")
        raise DataError(
            f"{path} must hold plain arrays. Received: {name!r}, {received}: neither "
            "numbers nor text."
        )
    if not array.ndim:
        raise DataError(
            f"{path} must hold arrays whose first axis is samples. Received: "
            f"{name!r}, a single value without an axis of samples."
        )
    if array.ndim == 2 and array.shape[1] == 1:
        array = array[:, 0]
    if array.dtype.kind in NUMBERS:
        return TableColumn(name, array)
    return text_column(name, array.astype(str))


def text_column(name: str, texts: NDArray) -> TableColumn:
    """Returns texts as categories; an empty one is a missing value."""
    import numpy as np

    distinct, codes = np.unique(texts, return_inverse=True)
    categories = tuple(str(text) for text in distinct if text)
    # The empty text sorts first and is a missing value, -1.
    codes = codes.reshape(texts.shape) - (len(distinct) - len(categories))
    return TableColumn(name, codes.astype("int32"), categories)


def _refused(path: Path, received: str) -> DataError:
    return DataError(
        f"{path} must be an NPZ or NPY file of plain arrays. Received: {received}."
    )
