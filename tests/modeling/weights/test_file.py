"""The file of trained weights: what is written comes back, what is hostile does not."""

import io
import struct
import zipfile
from contextlib import suppress
from pathlib import Path

import ml_dtypes
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kgraph.document.errors import FileError
from kgraph.document.weights import read_contents
from kgraph.document.weights.contents import MOST_BYTES_OF_NAMES
from kgraph.modeling.weights import WeightsFile, write

ARRAYS = {
    "encoder/dense": [np.arange(6, dtype="float32").reshape(2, 3), np.float32([1, 2])],
    "scale": [np.asarray(7, dtype="int64")],
    "none": [np.zeros((0, 3), dtype="float64")],
    "half": [np.asarray([1.5, -2], dtype="float16")],
    "brain": [np.asarray([[1.5, -2]], dtype=ml_dtypes.bfloat16)],
    "small": [np.asarray([1, 0.5], dtype=ml_dtypes.float8_e4m3fn)],
    "bytes": [np.asarray([1, -5], dtype="int8"), np.asarray([True, False])],
    "fortran": [np.asfortranarray(np.arange(6.0).reshape(2, 3))],
}


def written(folder: Path) -> Path:
    path = folder / "a.weights.npz"
    write(path, ARRAYS)
    return path


def test_what_is_written_comes_back_bit_by_bit(tmp_path: Path) -> None:
    file = WeightsFile(written(tmp_path))
    assert list(file) == list(ARRAYS)
    for key, arrays in ARRAYS.items():
        for was, now in zip(arrays, file[key], strict=True):
            assert (was.dtype, was.shape) == (now.dtype, now.shape)
            assert was.tobytes() == now.tobytes()


def test_numpy_opens_it_as_any_npz(tmp_path: Path) -> None:
    with np.load(written(tmp_path), allow_pickle=False) as file:
        assert np.array_equal(file["encoder/dense/0"], ARRAYS["encoder/dense"][0])


def test_shapes_are_known_without_the_numbers(tmp_path: Path) -> None:
    contents = read_contents(written(tmp_path))
    variables = contents.variables("encoder/dense")
    assert variables is not None
    assert [(v.shape, v.dtype) for v in variables] == [
        ((2, 3), "float32"),
        ((2,), "float32"),
    ]
    assert contents.variables("brain")[0].dtype == "bfloat16"  # type: ignore[index]
    assert contents.variables("nobody") is None


def test_equal_weights_give_equal_files(tmp_path: Path) -> None:
    first = written(tmp_path).read_bytes()
    assert written(tmp_path).read_bytes() == first


def test_a_failure_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = written(tmp_path)
    before = path.read_bytes()
    with pytest.raises(FileError, match="cannot be written"):
        write(path, {"bad": [np.asarray(["no number"])]})
    assert path.read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == [path.name]


def _archive(members: dict[str, bytes], **options: int) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", **options) as archive:  # type: ignore[arg-type]
        for name, content in members.items():
            archive.writestr(name, content)
    return data.getvalue()


def _npy(array: np.ndarray) -> bytes:
    data = io.BytesIO()
    np.save(data, array, allow_pickle=True)
    return data.getvalue()


def _shaped(shape: str, numbers: bytes = b"") -> bytes:
    text = f"{{'descr': '<f4', 'fortran_order': False, 'shape': {shape}, }}\n".encode()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(text)) + text + numbers


class _Evil:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return pytest.fail, ("a pickle was run",)


GOOD = _npy(np.zeros(3, "float32"))
HOSTILE = {
    "empty": b"",
    "no zip": b"not a zip at all" * 10,
    "pickle": _archive({"a/0.npy": _npy(np.asarray([_Evil()], dtype=object))}),
    "names": _archive({"a/0.npy": _npy(np.asarray(["text"]))}),
    "records": _archive({"a/0.npy": _npy(np.zeros(2, [("x", "f4")]))}),
    "shape bomb": _archive({"a/0.npy": _shaped("(1000000, 1000000, 1000000)")}),
    "negative": _archive({"a/0.npy": _shaped("(-1, 4)")}),
    "digits": _archive({"a/0.npy": _shaped("(" + "9" * 5000 + ",)")}),
    "nested": _archive({"a/0.npy": _shaped("(" * 1000 + ")" * 1000)}),
    "code": _archive({"a/0.npy": _shaped("__import__('os').abort()")}),
    "axes": _archive({"a/0.npy": _shaped("(" + "1," * 40 + ")", b"1234")}),
    "zip bomb": _archive({"a/0.npy": _npy(np.zeros(10**7))}, compression=8),
    "other names": _archive({"arr_0.npy": GOOD}),
    "missing": _archive({"a/0.npy": GOOD, "a/2.npy": GOOD}),
    "no array": _archive({"a/0.npy": b"text"}),
    "short": _archive({"a/0.npy": b"\x93NUMPY\x01\x00\xff\xff{}"}),
    "long": _archive({"a/0.npy": _shaped("(4,)", b"x" * 15)}),
    "dtype": _archive({"a/0.float3.npy": _npy(np.zeros(3, "uint8"))}),
    "float128": _archive({"a/0.npy": _shaped("(1,)").replace(b"<f4", b"f16")}),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_with_a_sentence(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.weights.npz"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(FileError, match=r"cannot be read: .+ Import the model"):
        WeightsFile(path)


def test_parts_that_lie_on_each_other_are_refused(tmp_path: Path) -> None:
    """As in a zip bomb whose many parts are one and the same bytes."""
    path = tmp_path / "a.weights.npz"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/0.npy", _npy(np.zeros(10_000, "float32")))
        archive.writestr("b/0.npy", b"")
        first, second = archive.filelist
        second.header_offset, second.CRC = first.header_offset, first.CRC
        second.file_size = second.compress_size = first.file_size
    with pytest.raises(FileError, match="larger than the file"):
        read_contents(path)


def test_a_list_of_names_without_end_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.weights.npz"
    with open(path, "wb") as file:
        file.truncate(MOST_BYTES_OF_NAMES * 4)
        file.seek(0, 2)
        size = MOST_BYTES_OF_NAMES * 3
        file.write(struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, size, 100, 0))
    with pytest.raises(FileError, match="list of names is too long"):
        read_contents(path)


def test_a_missing_file_and_a_folder_are_told(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "nobody.npz"):
        with pytest.raises(FileError, match="no trained weights"):
            read_contents(path)


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_a_damaged_file_never_crashes(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.getbasetemp() / "damaged.weights.npz"
    write(path, {"a": [np.arange(5, dtype="float32")], "b/c": [np.zeros((2, 2))]})
    content = bytearray(path.read_bytes())
    for _ in range(data.draw(st.integers(0, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(
            st.integers(0, 255)
        )
    path.write_bytes(content[: data.draw(st.integers(0, len(content)))])
    with suppress(FileError):
        for arrays in WeightsFile(path).values():
            assert sum(array.nbytes for array in arrays) < 1_000
