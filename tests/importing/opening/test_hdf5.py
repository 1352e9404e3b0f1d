"""Weights are copied out of an HDF5 file that could do harm into one that cannot."""

from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest

from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening import hdf5, limits
from kgraph.importing.opening.hdf5 import Contents, Dataset, copy_checked

VALUES = np.arange(6, dtype=np.float32).reshape(2, 3)


class Source:
    """An HDF5 file in the making, and what becomes of it."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / "source.h5"
        self.target = folder / "target.h5"
        self.file: Any = h5py.File(self._path, "w")

    def copied(self) -> Contents:
        self.file.close()
        return copy_checked(self._path, self.target)


@pytest.fixture
def source(tmp_path: Path) -> Source:
    return Source(tmp_path)


def test_arrays_and_names_are_copied(source: Source) -> None:
    source.file["layers/dense/vars/0"] = VALUES
    source.file["layers/dense/vars"].attrs["name"] = "first"
    source.file["layers"].attrs["secret"] = "x"
    contents = source.copied()
    assert contents.datasets == {"layers/dense/vars/0": Dataset((2, 3), "float32")}
    assert contents.groups["layers/dense/vars"] == "first"
    with h5py.File(source.target) as copy:
        assert np.array_equal(copy["layers/dense/vars/0"], VALUES)
        assert list(copy["layers"].attrs) == []


def test_lists_of_names_may_be_spread_over_attributes(source: Source) -> None:
    layer = source.file.create_group("model_weights/dense")
    layer.attrs["weight_names0"] = [b"kernel"]
    layer.attrs["weight_names1"] = [b"bias"]
    source.file.attrs["model_config"] = "{}"
    contents = source.copied()
    assert contents.lists == {"model_weights/dense": ["kernel", "bias"]}
    assert contents.texts == {"model_config": "{}"}


def test_bfloat16_is_known_by_its_note(source: Source) -> None:
    source.file["x"] = VALUES.astype(np.float16).view("V2")
    source.file["x"].attrs["dtype"] = "bfloat16"
    assert source.copied().datasets["x"].dtype == "bfloat16"


def test_an_array_is_copied_slice_by_slice(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hdf5.limits, "SLICE_BYTES", 8)
    source.file["x"] = VALUES
    source.copied()
    with h5py.File(source.target) as copy:
        assert np.array_equal(copy["x"], VALUES)


def test_compressed_weights_are_copied_plain(source: Source) -> None:
    source.file.create_dataset("x", data=VALUES, compression="gzip", shuffle=True)
    source.copied()
    with h5py.File(source.target) as copy:
        assert copy["x"].compression is None
        assert np.array_equal(copy["x"], VALUES)


def test_other_files_are_never_read(source: Source) -> None:
    source.file["x"] = h5py.ExternalLink("/etc/passwd", "/")
    with pytest.raises(ImportRefusedError, match="ExternalLink to another place"):
        source.copied()


def test_a_circle_is_found(source: Source) -> None:
    source.file["a/b"] = source.file.create_group("x")
    with pytest.raises(ImportRefusedError, match="two names, or a cycle"):
        source.copied()


def test_what_is_declared_must_be_stored(source: Source) -> None:
    source.file.create_dataset("x", (1 << 30,), "float32", chunks=(1024,))
    with pytest.raises(ImportRefusedError, match="declares more than is stored"):
        source.copied()


def test_arrays_are_plain_numbers(source: Source) -> None:
    source.file.create_dataset("x", (2,), [("a", "f4"), ("b", "i4")])
    with pytest.raises(ImportRefusedError, match="must be plain numbers"):
        source.copied()


def test_notes_are_text(source: Source) -> None:
    source.file.create_group("x").attrs["name"] = np.arange(3)
    with pytest.raises(ImportRefusedError, match=r"'name' at 'x' .* must be text"):
        source.copied()


def test_groups_stand_so_deep_in_each_other_and_no_deeper(source: Source) -> None:
    source.file.create_group("/".join("g" * (limits.HDF5_DEPTH + 1)))
    with pytest.raises(ImportRefusedError, match="nested 64 deep"):
        source.copied()


def test_objects_are_counted(source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(hdf5.limits, "HDF5_OBJECTS", 2)
    source.file.create_group("a/b")
    with pytest.raises(ImportRefusedError, match="2 objects"):
        source.copied()


def test_a_file_of_something_else_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "source.h5"
    path.write_bytes(b"no HDF5")
    with pytest.raises(ImportRefusedError, match="is damaged"):
        copy_checked(path, tmp_path / "target.h5")
