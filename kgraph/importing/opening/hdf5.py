"""Checks an HDF5 file and copies what it holds into one that is plain throughout.

HDF5 can name other files, loop, declare more than is stored and ask for plug-ins. The
copy can do none of that: its groups form a tree and its datasets are stored in one
piece. Keras is given the copy alone.
"""

from collections.abc import Iterator
from math import prod
from pathlib import Path
from typing import Any

from msgspec import Struct

from kgraph.importing.errors import ImportRefusedError, in_one_line, shown, size_text
from kgraph.importing.opening import limits

# What Keras notes down beside weights, in both of its formats.
_NOTES = ("name", "dtype", "layer_names", "weight_names", "keras_version", "backend")
_CONFIGS = ("model_config", "training_config", "keras_version", "backend")
# bool is an enumeration in HDF5, which h5py reads as kind b; V is bfloat16.
_KINDS = "fiubS"
_BFLOAT16 = "bfloat16"


class Dataset(Struct, frozen=True):
    """An array in a file, as the file declares it."""

    shape: tuple[int, ...]
    dtype: str

    @property
    def size(self) -> int:
        """The number of values."""
        return prod(self.shape)


class Contents(Struct, frozen=True):
    """What an HDF5 file holds.

    Attributes:
        datasets: Path inside the file to the array there.
        groups: Path of every group to the `name` that is noted there, if one is.
        lists: Path of a layer to the names of its weights, in the legacy format.
        texts: The configs among the attributes of the whole file.
    """

    datasets: dict[str, Dataset]
    groups: dict[str, str | None]
    lists: dict[str, list[str]]
    texts: dict[str, str]


def copy_checked(source: Path, target: Path) -> Contents:
    """Copies an HDF5 file, if it is harmless.

    Raises:
        ImportRefusedError: If it is damaged, or holds what could do harm.
    """
    import h5py

    try:
        with h5py.File(source, "r", locking=False) as file:
            size = source.stat().st_size
            with h5py.File(target, "w") as copy:
                return _Copy(file, copy, size).run()
    except (OSError, RuntimeError, ValueError, KeyError, TypeError) as error:
        raise _damaged(error) from error
    except (MemoryError, OverflowError, AttributeError, UnicodeError) as error:
        raise _damaged(error) from error


def _damaged(error: BaseException) -> ImportRefusedError:
    said = shown(in_one_line(error))
    return ImportRefusedError(
        f"The HDF5 file with the weights is damaged. Received: {said}."
    )


class _Copy:
    """One walk over a file; counts what it met."""

    def __init__(self, source: Any, target: Any, size: int) -> None:
        self._source = source
        self._target = target
        self._bytes = size
        self._declared = 0
        self._seen: set[Any] = set()
        self._datasets: dict[str, Dataset] = {}
        self._groups: dict[str, str | None] = {}
        self._lists: dict[str, list[str]] = {}

    def run(self) -> Contents:
        texts = {
            name: text
            for name in _CONFIGS
            if isinstance(text := _attribute(self._source, name, "/"), str)
        }
        self._enter(self._source, "/")
        self._walk(self._source, self._target, "", 0)
        return Contents(self._datasets, self._groups, self._lists, texts)

    def _walk(self, group: Any, copy: Any, path: str, depth: int) -> None:
        import h5py

        if depth > limits.HDF5_DEPTH:
            raise ImportRefusedError(
                f"The HDF5 file may be nested {limits.HDF5_DEPTH} deep. "
                f"Received: more, in {shown(path)}."
            )
        name = _copy_notes(group, copy, path)
        self._groups[path] = name if isinstance(name, str) else None
        if weights := _listed(copy, "weight_names"):
            self._lists[path] = weights
        for name in group:
            place = f"{path}/{name}".lstrip("/")
            _check_link(group, name, place)
            item = group[name]
            self._enter(item, place)
            if isinstance(item, h5py.Group):
                self._walk(item, copy.create_group(name), place, depth + 1)
            elif isinstance(item, h5py.Dataset):
                self._copy_dataset(item, copy, name, place)
            else:
                raise ImportRefusedError(
                    f"The HDF5 file may hold groups and arrays alone. "
                    f"Received: a {type(item).__name__} at {shown(place)}."
                )

    def _enter(self, item: Any, place: str) -> None:
        """Raises if an object was met before: a cycle, or one array counted twice."""
        import h5py

        address = h5py.h5o.get_info(item.id).addr
        if address in self._seen:
            raise ImportRefusedError(
                f"The HDF5 file holds one object under two names, or a cycle, at "
                f"{shown(place)}."
            )
        self._seen.add(address)
        if len(self._seen) > limits.HDF5_OBJECTS:
            raise ImportRefusedError(
                f"The HDF5 file may hold {limits.HDF5_OBJECTS:,} objects. "
                "Received: more."
            )

    def _copy_dataset(self, dataset: Any, copy: Any, name: str, place: str) -> None:
        declared = _checked_size(dataset, place)
        self._declared += declared
        most = limits.HDF5_TOTAL_BYTES + limits.HDF5_RATIO * self._bytes
        if self._declared > most:
            raise ImportRefusedError(
                f"The HDF5 file declares too much: {size_text(most)} may come out of "
                f"{size_text(self._bytes)}. Received: more, at {shown(place)}."
            )
        made = copy.create_dataset(name, dataset.shape, dtype=dataset.dtype)
        for selection in _slices(dataset.shape, dataset.dtype.itemsize):
            made[selection] = dataset[selection]
        _copy_notes(dataset, made, place)
        is_bfloat16 = made.attrs.get("dtype") == _BFLOAT16
        kind = _BFLOAT16 if is_bfloat16 else dataset.dtype.name
        self._datasets[place] = Dataset(tuple(dataset.shape), kind)


def _check_link(group: Any, name: str, place: str) -> None:
    import h5py

    kind = group.get(name, getlink=True)
    if not isinstance(kind, h5py.HardLink):
        raise ImportRefusedError(
            "The HDF5 file must hold its weights itself. "
            f"Received: a {type(kind).__name__} to another place at {shown(place)}."
        )


def _checked_size(dataset: Any, place: str) -> int:
    """Returns how many bytes a dataset declares, once nothing is wrong with it."""
    import h5py

    if dataset.shape is None or len(dataset.shape) > limits.HDF5_RANK:
        raise _no_array(place, f"shape {dataset.shape}")
    dtype = dataset.dtype
    is_bfloat16 = dtype.kind == "V" and dtype.itemsize == 2 and dtype.names is None
    if (dtype.kind not in _KINDS and not is_bfloat16) or dtype.subdtype is not None:
        raise _no_array(place, f"values of the type {dtype}")
    plan = dataset.id.get_create_plist()
    layout = plan.get_layout()
    if plan.get_external_count() or layout == h5py.h5d.VIRTUAL:
        raise ImportRefusedError(
            "The HDF5 file must hold its weights itself. "
            f"Received: an array that lies in another file, at {shown(place)}."
        )
    _check_filters(plan, place)
    if layout == h5py.h5d.CHUNKED:
        chunk = prod(plan.get_chunk()) * dtype.itemsize
        if chunk > limits.HDF5_CHUNK_BYTES:
            raise _no_array(place, f"pieces of {size_text(chunk)}")
    declared = prod(dataset.shape) * dtype.itemsize
    stored = dataset.id.get_storage_size()
    is_packed = plan.get_nfilters() > 0
    most = max(limits.HDF5_FREE_BYTES, limits.HDF5_RATIO * stored)
    if declared > (most if is_packed else stored):
        raise ImportRefusedError(
            f"The array {shown(place)} declares more than is stored: "
            f"{size_text(declared)} of shape {dataset.shape}. "
            f"Received: {size_text(stored)}."
        )
    return int(declared)


def _check_filters(plan: Any, place: str) -> None:
    import h5py

    known = (
        h5py.h5z.FILTER_DEFLATE,
        h5py.h5z.FILTER_SHUFFLE,
        h5py.h5z.FILTER_FLETCHER32,
        h5py.h5z.FILTER_LZF,
    )
    for index in range(plan.get_nfilters()):
        code = plan.get_filter(index)[0]
        if code not in known:
            raise _no_array(place, f"compression number {code}")


def _no_array(place: str, received: str) -> ImportRefusedError:
    return ImportRefusedError(
        f"The array {shown(place)} of the HDF5 file must be plain numbers. "
        f"Received: {received}."
    )


def _copy_notes(item: Any, copy: Any, place: str) -> Any:
    """Copies what Keras notes beside weights; returns the note called `name`."""
    names = list(item.attrs)
    if len(names) > limits.HDF5_ATTRIBUTES:
        raise ImportRefusedError(
            f"An object of the HDF5 file may have {limits.HDF5_ATTRIBUTES:,} "
            f"attributes. Received: {len(names):,} at {shown(place)}."
        )
    for name in names:
        # Long lists are spread over `layer_names0`, `layer_names1`, ...
        if name.rstrip("0123456789") in _NOTES:
            copy.attrs[name] = _attribute(item, name, place)
    return copy.attrs.get("name")


def _attribute(item: Any, name: str, place: str) -> Any:
    """Returns an attribute that is text or a list of byte strings, None if absent."""
    import h5py

    if name not in item.attrs:
        return None
    attribute = item.attrs.get_id(name)
    text = h5py.check_string_dtype(attribute.dtype)
    many = prod(attribute.shape or (1,))
    size = many * attribute.dtype.itemsize
    # Texts of variable length may all point to one long text: only the limit of the
    # process's memory knows how long they are.
    is_short = many <= limits.HDF5_TEXTS and size <= limits.HDF5_ATTRIBUTE_BYTES
    if many and (text is None or not is_short):
        raise ImportRefusedError(
            f"The attribute {shown(name)} at {shown(place)} of the HDF5 file must be "
            f"text. Received: {size_text(size)} of the type {attribute.dtype}."
        )
    value = item.attrs[name]
    if isinstance(value, bytes):
        return value.decode("utf-8")
    return value if not hasattr(value, "item") or value.shape else value.item()


def _listed(item: Any, name: str) -> list[str]:
    """Returns a list of names, which may be spread over several attributes."""
    parts = [name] if name in item.attrs else []
    parts += [
        n for n in (f"{name}{i}" for i in range(len(item.attrs))) if n in item.attrs
    ]
    texts = [text for part in parts for text in item.attrs[part]]
    return [text.decode() if isinstance(text, bytes) else str(text) for text in texts]


def _slices(shape: tuple[int, ...], itemsize: int) -> Iterator[tuple[slice, ...]]:
    """Yields selections that cover an array, none larger than a slice may be."""
    if not shape or 0 in shape:
        yield (...,)  # type: ignore[misc]
        return
    row = prod(shape[1:]) * itemsize
    if row > limits.SLICE_BYTES:
        for index in range(shape[0]):
            for rest in _slices(shape[1:], itemsize):
                yield (slice(index, index + 1), *rest)
        return
    step = max(1, limits.SLICE_BYTES // max(1, row))
    for start in range(0, shape[0], step):
        yield (slice(start, start + step),)
