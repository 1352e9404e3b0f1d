import h5py
import numpy as np
import pytest

from kgraph.data import DataError, describe
from kgraph.data.sources import read
from kgraph.document.project import DataSource


@pytest.fixture
def stored(tmp_path):
    """Writes an HDF5 file with a function that is given the open file."""

    def make(fill):
        path = tmp_path / "data.h5"
        with h5py.File(path, "w") as file:
            fill(file)
        return DataSource("hdf5", str(path))

    return make


def test_every_dataset_is_a_column_by_its_path(stored):
    def fill(file):
        file["images"] = np.arange(24, dtype="uint8").reshape(3, 4, 2)
        file["deep/down/kind"] = np.array([b"b", b"a", "ü".encode()])
        file.create_dataset("packed", data=np.zeros((3, 500)), compression="gzip")

    source = stored(fill)
    shapes = {column.name: column.shape for column in describe(source).columns}
    assert shapes == {"images": (4, 2), "deep/down/kind": (), "packed": (500,)}
    kind = read(source).columns["deep/down/kind"]
    assert kind.categories == ("a", "b", "ü")
    np.testing.assert_array_equal(kind.values, [1, 0, 2])


def _external_link(file):
    file["x"] = h5py.ExternalLink("/etc/passwd", "/")


def _soft_link(file):
    file["x"] = h5py.SoftLink("/nowhere")


def _external_storage(file):
    file.create_dataset("x", (4,), "u1", external=[("/etc/passwd", 0, 4)])


def _virtual(file):
    layout = h5py.VirtualLayout((4,), "u1")
    layout[:] = h5py.VirtualSource("other.h5", "x", (4,))
    file.create_virtual_dataset("x", layout)


def _objects(file):
    file["x"] = ["one", "two"]


def _cycle(file):
    file.create_group("a")["x"] = file["/"]


def _twice(file):
    file["a"] = np.zeros(3)
    file["x"] = file["a"]


def _declared(file):
    file.create_dataset("x", (10**9,), "f8", chunks=(1000,))


def _bomb(file):
    file.create_dataset("x", (10**12,), "f8", chunks=(1000,), compression="gzip")


def _huge_pieces(file):
    file.create_dataset("x", (2**31,), "u1", chunks=(2**31,), compression="gzip")


def _compound(file):
    file["x"] = np.zeros(3, [("a", "f4"), ("b", "f4")])


def _single(file):
    file["x"] = 3.0


@pytest.mark.parametrize(
    ("fill", "words"),
    [
        (_external_link, "'x', which lies in another place"),
        (_soft_link, "'x', which lies in another place"),
        (_external_storage, "'x', which lies in another file"),
        (_virtual, "'x', which lies in another file"),
        (_objects, "'x', object .store text with a fixed length"),
        (_cycle, "under two names, or a cycle"),
        (_twice, "under two names, or a cycle"),
        (_declared, "'x', which declares 8,000,000,000 bytes and holds 0"),
        (_bomb, "'x', which declares"),
        (_huge_pieces, "'x', in pieces of 2 GiB"),
        (_compound, "'x'"),
        (_single, "'x', a single value"),
    ],
)
def test_what_could_do_harm_or_is_no_array_is_refused(stored, fill, words):
    with pytest.raises(DataError, match=words) as caught:
        describe(stored(fill))
    assert "data.h5" in str(caught.value)


@pytest.mark.parametrize("content", [b"", b"\x89HDF\r\n\x1a\n and no more", b"x" * 99])
def test_what_is_no_hdf5_file_is_refused(write, content):
    path = write(content, "data.h5")
    with pytest.raises(DataError, match=r"data\.h5 must be an HDF5 file"):
        describe(DataSource("hdf5", str(path)))
