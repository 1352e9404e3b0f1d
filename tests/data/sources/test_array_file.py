import io
import os
import zipfile

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from kgraph.data import DataError
from kgraph.data.sources import array_file
from kgraph.data.sources.array_file import read


class Trap:
    """Makes a directory when it is unpickled."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return os.mkdir, (str(self.path),)


@pytest.fixture
def npz(tmp_path):
    def make(**columns):
        np.savez(tmp_path / "data.npz", **columns)
        return tmp_path / "data.npz"

    return make


def test_each_array_is_a_column(npz):
    table = read(npz(x=np.ones((4, 2, 3), "uint8"), y=np.array([0, 1, 0, 1])))
    x, y = table.describe().columns
    assert len(table) == 4
    assert (x.name, x.shape, x.dtype) == ("x", (2, 3), "float32")
    assert (y.name, y.shape, y.categories) == ("y", (), ("0", "1"))


def test_an_npy_is_one_column(tmp_path):
    np.save(tmp_path / "x.npy", np.arange(6.0).reshape(3, 2))
    table = read(tmp_path / "x.npy")
    np.testing.assert_array_equal(
        table.columns["array"].values, [[0, 1], [2, 3], [4, 5]]
    )


def test_a_single_axis_of_one_is_dropped(npz):
    assert read(npz(y=np.ones((5, 1)))).columns["y"].values.shape == (5,)


def test_text_is_categories(npz):
    column = read(npz(y=np.array(["b", "a", "b"]))).columns["y"]
    assert column.categories == ("a", "b")
    np.testing.assert_array_equal(column.values, [1, 0, 1])


def test_empty_text_is_missing(npz):
    column = read(npz(y=np.array(["b", "", "a"]))).columns["y"]
    with pytest.raises(DataError, match=r"'y'.*sample 1"):
        column.check_complete()


def test_flags_are_numbers(npz):
    column = read(npz(y=np.array([True, False, True, False]))).columns["y"]
    assert column.description.categories == ("0", "1")
    assert column.description.maximum == 1


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"x": np.ones(3), "y": np.ones(4)}, "'x': 3, 'y': 4"),
        ({"x": np.ones(3), "y": np.array(1)}, "'y', a single value"),
        ({"x": np.ones(3, complex)}, "'x', complex128: neither numbers nor text"),
        ({"x": np.array(["2020-01-01"], "datetime64[D]")}, "'x', datetime64"),
        ({"x": np.zeros(2, [("a", "f4")])}, "'x'.*neither numbers"),
        ({"x": np.ones(0)}, "must hold samples"),
        ({}, "must hold samples"),
    ],
)
def test_arrays_that_are_no_columns_are_refused(npz, columns, words):
    path = npz(**columns)
    with pytest.raises(DataError, match=words) as caught:
        read(path)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize("name", ["data.npy", "data.npz"])
def test_pickled_objects_are_never_unpickled(tmp_path, name):
    trap = tmp_path / "sprung"
    path = tmp_path / name
    objects = np.array([Trap(trap), 1], object)
    if name.endswith("npy"):
        np.save(path, objects, allow_pickle=True)
    else:
        np.savez(path, x=objects)
    with pytest.raises(DataError) as caught:
        read(path)
    assert str(path) in str(caught.value)
    assert not trap.exists()


def test_a_bare_pickle_is_never_unpickled(tmp_path):
    import pickle

    path = tmp_path / "x.npy"
    path.write_bytes(pickle.dumps(Trap(tmp_path / "sprung")))
    with pytest.raises(DataError, match="never read"):
        read(path)
    assert not (tmp_path / "sprung").exists()


def test_a_header_that_claims_more_than_there_is_costs_no_memory(tmp_path):
    np.save(tmp_path / "x.npy", np.zeros(10))
    data = (tmp_path / "x.npy").read_bytes()
    path = tmp_path / "y.npy"
    path.write_bytes(data.replace(b"(10,)", b"(10000000000000,)"))
    with pytest.raises(DataError, match="mmap length"):
        read(path)


def test_an_archive_that_unpacks_to_too_much_is_refused(npz, monkeypatch):
    path = npz(x=np.zeros(10_000))
    monkeypatch.setattr(array_file, "MAX_BYTES", 10_000)
    with pytest.raises(DataError, match="an archive of"):
        read(path)


def test_an_archived_header_that_claims_too_much_is_refused(tmp_path):
    buffer = io.BytesIO()
    np.save(buffer, np.zeros(10))
    path = tmp_path / "x.npz"
    with zipfile.ZipFile(path, "w") as archive:
        claim = buffer.getvalue().replace(b"(10,)", b"(10000000000000000,)")
        archive.writestr("x.npy", claim)
        archive.writestr("readme.txt", "hello")
    with pytest.raises(DataError, match=str(path)):
        read(path)


def test_a_member_that_is_no_array_is_refused(tmp_path):
    path = tmp_path / "x.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(DataError, match=r"'readme.txt', no array"):
        read(path)


@settings(max_examples=60, deadline=None)
@given(
    start=st.sampled_from(
        [b"", b"\x93NUMPY", b"\x93NUMPY\x01\x00", b"PK\x03\x04", b"PK\x05\x06"]
    ),
    rest=st.binary(max_size=100),
)
def test_garbage_is_refused_by_name(tmp_path_factory, start, rest):
    path = tmp_path_factory.getbasetemp() / "garbage.npz"
    path.write_bytes(start + rest)
    with pytest.raises(DataError, match=str(path)):
        read(path)


@settings(max_examples=60, deadline=None)
@given(cut=st.integers(0, 400), flip=st.integers(0, 399), value=st.integers(0, 255))
def test_a_damaged_archive_is_read_or_refused(tmp_path_factory, cut, flip, value):
    path = tmp_path_factory.getbasetemp() / "damaged.npz"
    np.savez(path, x=np.arange(20.0), y=np.arange(20))
    data = bytearray(path.read_bytes())
    data[flip % len(data)] = value
    path.write_bytes(data[: len(data) - cut])
    message = str(path)
    try:
        read(path)
    except DataError as error:
        message = str(error)
    assert str(path) in message


@settings(max_examples=60, deadline=None)
@given(
    arrays.arrays(
        st.sampled_from(["float32", "float64", "int64", "uint8", "bool"]),
        arrays.array_shapes(min_dims=1, max_dims=4, max_side=5),
    )
)
def test_numbers_come_back_as_they_were(tmp_path_factory, array):
    path = tmp_path_factory.getbasetemp() / "numbers.npy"
    np.save(path, array)
    values = read(path).columns["array"].values
    np.testing.assert_array_equal(values.reshape(array.shape), array)
