"""Reads HDF5 files: each dataset is a column, by its path in the file."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kgraph.data.sources.array_file import MAX_BYTES, array_column
from kgraph.data.table import Table, TableColumn, table
from kgraph.document.errors import DataError

if TYPE_CHECKING:
    from numpy.typing import NDArray

MAX_OBJECTS = 10_000
MAX_DEPTH = 32
MAX_RATIO = 1_000  # what may come out of a compressed byte
FREE_BYTES = 2**20  # that may come out of any
MAX_CHUNK_BYTES = 2**30
PLAIN = "biufS"


def read(path: Path) -> Table:
    """Returns the datasets of an HDF5 file; their first axis is the samples.

    A dataset in a group is named by its path there, as `train/images`. HDF5 can name
    other files, loop, declare more than is stored and ask for plug-ins: nothing of
    that is followed, and memory is asked for only once sizes are checked.

    Raises:
        DataError: If the file cannot be read or holds anything else; the text names
            it and the place.
    """
    import h5py

    try:
        with h5py.File(path, "r", locking=False) as file:
            arrays = [
                (name, dataset[()]) for name, dataset in _checked(path, file).items()
            ]
    except DataError:
        raise
    except MemoryError as error:
        raise _refused(path, "more than the memory can hold") from error
    except Exception as error:  # Garbage makes HDF5 raise anything.
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise _refused(path, f"a file that is not ({said})") from error
    return table([_column(path, name, array) for name, array in arrays], str(path))


def _column(path: Path, name: str, read: Any) -> TableColumn:
    import numpy as np

    array: NDArray = np.asarray(read)  # a single value is read as none
    if array.dtype.kind == "S":
        try:
            array = array.astype(str)
        except UnicodeDecodeError:
            array = np.char.decode(array, "utf-8", "replace")
    return array_column(path, name, array)


def _checked(path: Path, file: Any) -> dict[str, Any]:
    """Returns the datasets of a file, once none can do harm."""
    datasets = dict(_walk(path, file, "", 0, set()))
    size = sum(prod(d.shape) * d.dtype.itemsize for d in datasets.values())
    if size > MAX_BYTES:
        raise _refused(path, f"datasets of {size / 2**30:.0f} GiB")
    return datasets


def _walk(
    path: Path, group: Any, place: str, depth: int, seen: set[Any]
) -> Iterator[tuple[str, Any]]:
    import h5py

    if depth > MAX_DEPTH:
        raise _refused(path, f"groups more than {MAX_DEPTH} deep")
    for name in group:
        inner = f"{place}{name}"
        if not isinstance(group.get(name, getlink=True), h5py.HardLink):
            raise _refused(path, f"{inner!r}, which lies in another place")
        item = group[name]
        address = h5py.h5o.get_info(item.id).addr
        if address in seen:
            raise _refused(path, f"{inner!r}, one thing under two names, or a cycle")
        seen.add(address)
        if len(seen) > MAX_OBJECTS:
            raise _refused(path, f"more than {MAX_OBJECTS:,} things")
        if isinstance(item, h5py.Group):
            yield from _walk(path, item, f"{inner}/", depth + 1, seen)
        elif isinstance(item, h5py.Dataset):
            _check(path, inner, item)
            yield inner, item


def _check(path: Path, name: str, dataset: Any) -> None:
    """Raises if a dataset is not plain numbers or text that the file holds itself."""
    import h5py

    dtype = dataset.dtype
    if dtype.kind not in PLAIN or dtype.subdtype is not None or dataset.shape is None:
        hint = " (store text with a fixed length)" if dtype.kind == "O" else ""
        raise _refused(path, f"{name!r}, {dtype}{hint}")
    plan = dataset.id.get_create_plist()
    layout = plan.get_layout()
    if plan.get_external_count() or layout == h5py.h5d.VIRTUAL:
        raise _refused(path, f"{name!r}, which lies in another file")
    known = (
        h5py.h5z.FILTER_DEFLATE,
        h5py.h5z.FILTER_SHUFFLE,
        h5py.h5z.FILTER_FLETCHER32,
        h5py.h5z.FILTER_LZF,
    )
    codes = [plan.get_filter(index)[0] for index in range(plan.get_nfilters())]
    if unknown := [code for code in codes if code not in known]:
        raise _refused(path, f"{name!r}, compressed by filter {unknown[0]}")
    if layout == h5py.h5d.CHUNKED:
        chunk = prod(plan.get_chunk()) * dtype.itemsize
        if chunk > MAX_CHUNK_BYTES:
            raise _refused(path, f"{name!r}, in pieces of {chunk / 2**30:.0f} GiB")
    declared = prod(dataset.shape) * dtype.itemsize
    stored = dataset.id.get_storage_size()
    most = max(FREE_BYTES, MAX_RATIO * stored) if codes else stored
    if declared > most:
        raise _refused(
            path, f"{name!r}, which declares {declared:,} bytes and holds {stored:,}"
        )


def _refused(path: Path, received: str) -> DataError:
    return DataError(
        f"{path} must be an HDF5 file of plain arrays. Received: {received}."
    )
