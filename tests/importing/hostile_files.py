"""Archives, HDF5 files and folders that are not what they seem."""

import json
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import h5py
import numpy as np
from importing.hostile_parts import Hostile, functional, keras_file, only, weights


def changed_zip(change: Callable[[zipfile.ZipFile], None]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = keras_file(folder / "model.keras", functional())
        with zipfile.ZipFile(path, "a") as archive:
            change(archive)
        return path

    return make


def add_link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("assets/link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


def add_twice(archive: zipfile.ZipFile) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("config.json", "{}")


def bomb(folder: Path) -> Path:
    path = folder / "model.keras"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", json.dumps(functional()))
        with archive.open("model.weights.h5", "w") as file:
            for _ in range(64):
                file.write(bytes(1 << 20))
    return path


def lying_size(folder: Path) -> Path:
    """The list of the archive says 1 KB, the entry gives 64 MB."""
    path = bomb(folder)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1024).to_bytes(4, "little")
    path.write_bytes(data)
    return path


def encrypted(folder: Path) -> Path:
    path = keras_file(folder / "model.keras", functional())
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)
    return path


def cut_off(folder: Path) -> Path:
    path = keras_file(folder / "model.keras", functional())
    path.write_bytes(path.read_bytes()[:-600])
    return path


def changed_hdf5(change: Callable[[h5py.File, Path], None]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        other = folder / "weights.h5"
        other.write_bytes(weights())
        with h5py.File(other, "a") as file:
            change(file, folder)
        return keras_file(folder / "model.keras", functional(), other.read_bytes())

    return make


def external_link(file: h5py.File, folder: Path) -> None:
    file["layers/other"] = h5py.ExternalLink("/etc/passwd", "/")


def soft_link(file: h5py.File, folder: Path) -> None:
    file["layers/other"] = h5py.SoftLink("/layers/dense")


def cycle(file: h5py.File, folder: Path) -> None:
    file["layers/dense/again"] = file["layers"]


def external_storage(file: h5py.File, folder: Path) -> None:
    (folder / "secret.bin").write_bytes(bytes(32))
    file.create_dataset(
        "layers/dense/vars/2",
        (8,),
        "float32",
        external=[(str(folder / "secret.bin"), 0, 32)],
    )


def virtual(file: h5py.File, folder: Path) -> None:
    layout = h5py.VirtualLayout((8,), "float32")
    layout[:] = h5py.VirtualSource(str(folder / "secret.h5"), "x", (8,))
    file.create_virtual_dataset("layers/dense/vars/2", layout)


def shape_bomb(file: h5py.File, folder: Path) -> None:
    size = 1 << 33
    file.create_dataset("layers/dense/vars/2", (size,), "float32", chunks=(1024,))


def compression_bomb(file: h5py.File, folder: Path) -> None:
    data = np.zeros(8 << 20, np.float32)
    file.create_dataset("layers/dense/vars/2", data=data, compression="gzip")


def reference(file: h5py.File, folder: Path) -> None:
    kind = h5py.special_dtype(ref=h5py.Reference)
    file.create_dataset("layers/dense/vars/2", (1,), kind)


def texts(file: h5py.File, folder: Path) -> None:
    file.create_dataset("layers/dense/vars/2", data=["x" * 100] * 4)


def deep_groups(file: h5py.File, folder: Path) -> None:
    file.create_group("/".join("g" * 200))


def numbers_as_text(file: h5py.File, folder: Path) -> None:
    file["layers"].attrs["layer_names"] = np.arange(5)


def keras_folder(folder: Path) -> Path:
    path = folder / "model.keras"
    path.mkdir()
    (path / "config.json").write_text(json.dumps(functional()))
    return path


_LINK = "weights itself"
_NUMBERS = "plain numbers"
CONTAINERS = {
    # The archive.
    "zip bomb": Hostile(bomb, False, "too much"),
    "lying sizes": Hostile(lying_size, False, "damaged"),
    "path out": Hostile(
        changed_zip(lambda a: a.writestr("../../evil", "x")), False, "inside it"
    ),
    "absolute path": Hostile(
        changed_zip(lambda a: a.writestr("/evil", "x")), False, "inside it"
    ),
    "path of Windows": Hostile(
        changed_zip(lambda a: a.writestr("assets\\..\\..\\evil", "x")),
        False,
        "inside it",
    ),
    "drive of Windows": Hostile(
        changed_zip(lambda a: a.writestr("C:/evil", "x")), False, "inside it"
    ),
    "symbolic link": Hostile(changed_zip(add_link), False, "link"),
    "config twice": Hostile(changed_zip(add_twice), False, "twice"),
    "file and folder": Hostile(
        changed_zip(
            lambda a: (a.writestr("assets/a", "x"), a.writestr("assets/a/b", "x"))[1]
        ),
        False,
        "damaged",
    ),
    "encrypted": Hostile(encrypted, False, "encrypted"),
    "cut off": Hostile(cut_off, False, "damaged"),
    "no config": Hostile(
        lambda f: only(f, {"model.weights.h5": weights()}), False, "no config.json"
    ),
    "folder": Hostile(keras_folder, False, "one file"),
    # HDF5.
    "external link": Hostile(changed_hdf5(external_link), True, _LINK),
    "soft link": Hostile(changed_hdf5(soft_link), True, _LINK),
    "cycle": Hostile(changed_hdf5(cycle), True, "two names"),
    "external storage": Hostile(changed_hdf5(external_storage), True, _LINK),
    "virtual dataset": Hostile(changed_hdf5(virtual), True, _LINK),
    "shape bomb": Hostile(changed_hdf5(shape_bomb), True, "declares more"),
    "compression bomb": Hostile(changed_hdf5(compression_bomb), True, "declares more"),
    "object references": Hostile(changed_hdf5(reference), True, _NUMBERS),
    "texts as weights": Hostile(changed_hdf5(texts), True, _NUMBERS),
    "deep groups": Hostile(changed_hdf5(deep_groups), True, "nested"),
    "numbers as text": Hostile(changed_hdf5(numbers_as_text), True, "text"),
    "no HDF5": Hostile(
        lambda f: keras_file(f / "model.keras", functional(), b"nothing"),
        True,
        "damaged",
    ),
}
"""Name to archive, HDF5 file or folder."""
