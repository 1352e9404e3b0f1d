"""What a file is: content first, name second; and why some cannot be drawn."""

import zipfile
from pathlib import Path

import pytest

from kgraph.document.errors import FileError
from kgraph.gui.importing.kinds import MODELS
from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.kinds import SUFFIXES, kind_of

HDF5 = b"\x89HDF\r\n\x1a\n"


def file(folder: Path, name: str, content: bytes = b"") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("m.keras", b"PK\x03\x04", "keras"),
        ("m.h5", b"PK\x03\x04", "keras"),
        ("m", b"PK\x03\x04", "keras"),
        ("m.keras", HDF5, "hdf5"),
        ("m.H5", b"", "hdf5"),
        ("m.hdf5", HDF5, "hdf5"),
        ("m.json", b' {"class_name": "Functional"', "json"),
        ("m.txt", b'\xef\xbb\xbf{"class_name": "Sequential"', "json"),
        ("m.json", b'{\n  "version": 1,\n  "graphs": {', "kgraph"),
        ("m.kgraph", b"{", "kgraph"),
        ("m.kgraph", b"", "kgraph"),
        ("m.py", b"{}", "program"),
        ("m.keras", b"nonsense", "keras"),
    ],
)
def test_a_file_is_what_is_in_it(tmp_path, name, content, kind):
    assert kind_of(file(tmp_path, name, content)) == kind


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("m.weights.h5", HDF5, "weights of a model without its layers"),
        ("m.onnx", b"\x08\x07", "an ONNX model"),
        ("m.tflite", b"", "a LiteRT model"),
        ("m.keras", b"\x1c\0\0\0TFL3", "a LiteRT model"),
        ("m.pt", b"PK\x03\x04", "a file of PyTorch"),
        ("m.npz", b"PK\x03\x04", "data and no model"),
        ("m.pkl", b"\x80\x04", "a pickle"),
        ("m.ipynb", b"{}", "a notebook"),
        ("m.txt", b"Dense(3)", "Expected a file of .keras"),
        ("m", b"", "`applications:NAME`"),
    ],
)
def test_what_cannot_be_drawn_is_named(tmp_path, name, content, words):
    with pytest.raises(ImportRefusedError) as error:
        kind_of(file(tmp_path, name, content))
    assert words in str(error.value)
    assert str(error.value).startswith(name)


def test_the_window_opens_by_name_what_is_opened_by_name():
    assert {*MODELS, ".kgraph"} == SUFFIXES.keys()


def test_folders_are_named(tmp_path):
    with pytest.raises(ImportRefusedError, match="It is a folder"):
        kind_of(tmp_path)
    file(tmp_path, "saved_model.pb")
    with pytest.raises(ImportRefusedError, match="It is a SavedModel"):
        kind_of(tmp_path)


def test_what_is_not_there_may_be_an_application(tmp_path):
    with pytest.raises(FileError, match="There is no file") as error:
        kind_of(tmp_path / "resnet50")
    assert "`applications:ResNet50`" in str(error.value)
    with pytest.raises(FileError) as error:
        kind_of(tmp_path / "none.keras")
    assert "mean" not in str(error.value)


def test_a_zip_that_keras_wrote_is_one(tmp_path):
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as archive:
        archive.writestr("config.json", "{}")
    assert kind_of(tmp_path / "m.zip") == "keras"
