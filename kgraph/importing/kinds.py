"""What a file is: by what is in it, and only then by its name."""

import os
from pathlib import Path
from typing import Literal

from kgraph.document.applications import APPLICATIONS
from kgraph.document.errors import FileError
from kgraph.importing.errors import ImportRefusedError

Kind = Literal["keras", "hdf5", "json", "program", "kgraph"]

SUFFIXES: dict[str, Kind] = {
    ".keras": "keras",
    ".h5": "hdf5",
    ".hdf5": "hdf5",
    ".json": "json",
    ".py": "program",
    ".kgraph": "kgraph",
}
_AGAIN = "Open the Keras model that it came from, saved as a `.keras` file."
_TORCH = (
    "a file of PyTorch: its modules are Python code, and there is no graph of Keras "
    "layers in it. Build the model with Keras."
)
_LITERT = (
    "a LiteRT model: it holds tensor operations for a device, and the layers that they "
    f"were made of are gone. {_AGAIN}"
)
_PICKLE = (
    "a pickle: to look into it is to run its code. Save the model as a `.keras` file."
)
_FOREIGN = {
    ".onnx": "an ONNX model: it holds tensor operations, and the layers that they were "
    f"made of are gone. {_AGAIN}",
    ".tflite": _LITERT,
    ".lite": _LITERT,
    ".pt": _TORCH,
    ".pt2": _TORCH,
    ".pth": _TORCH,
    ".safetensors": "a file of weights alone: it does not say which layers they are "
    "of. Build the model with Keras, load them there, and save it as `.keras`.",
    ".pb": f"a graph of TensorFlow: it holds operations, not layers. {_AGAIN}",
    ".xml": f"a model of OpenVINO: it holds operations, not layers. {_AGAIN}",
    ".npz": "a file of arrays, which are data and no model.",
    ".npy": "a file of arrays, which are data and no model.",
    ".csv": "a table, which is data and no model.",
    ".pkl": _PICKLE,
    ".pickle": _PICKLE,
    ".joblib": _PICKLE,
    ".ipynb": "a notebook. Save what builds the model as a `.py` file.",
}
_WEIGHTS_ALONE = (
    "the weights of a model without its layers. Open the model itself: a `.keras` file "
    "holds both, `model.to_json()` the layers."
)
_SAVED_MODEL = (
    "a SavedModel: it holds operations of TensorFlow, and the layers that they were "
    f"made of are gone. {_AGAIN}"
)
_START = 4096  # bytes of a file that are looked at


def kind_of(path: Path) -> Kind:
    """Returns what kind of source a file is.

    Raises:
        FileError: If there is no such file.
        ImportRefusedError: If it is none that can be drawn; says what it is, and why.
    """
    if path.is_dir():
        raise _refusal(path, _of_folder(path))
    start = _start_of(path)
    suffix = path.suffix.lower()
    if path.name.lower().endswith(".weights.h5"):
        raise _refusal(path, _WEIGHTS_ALONE)
    if start[4:8] == b"TFL3":
        raise _refusal(path, _LITERT)
    found = _by_content(start, suffix)
    if found is not None:
        return found
    if suffix in SUFFIXES:
        return SUFFIXES[suffix]
    raise _refusal(path, _FOREIGN.get(suffix, ""))


def _start_of(path: Path) -> bytes:
    if not path.exists():
        known = (a for a in APPLICATIONS if a.name.lower() == path.name.lower())
        hint = [f" Did you mean `{a.source}`?" for a in known]
        raise FileError(f"There is no file {os.fspath(path)!r}.{''.join(hint)}")
    if not path.is_file():
        raise FileError(f"Expected a file. Received: {os.fspath(path)!r}.")
    try:
        with path.open("rb") as file:
            return file.read(_START)
    except OSError as error:
        reason = error.strerror or error
        raise FileError(f"{os.fspath(path)!r} cannot be read: {reason}.") from error


def _by_content(start: bytes, suffix: str) -> Kind | None:
    """Returns the kind that the first bytes tell; None if they tell none."""
    if suffix in _FOREIGN or suffix == ".py":
        return None
    if start.startswith(b"\x89HDF\r\n\x1a\n"):
        return "hdf5"
    if start.startswith(b"PK\x03\x04"):
        return "keras"
    text = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not text.startswith(b"{"):
        return None
    is_document = b'"version"' in text and b'"class_name"' not in text
    return "kgraph" if is_document or suffix == ".kgraph" else "json"


def _of_folder(path: Path) -> str:
    if (path / "saved_model.pb").exists():
        return _SAVED_MODEL
    if (path / "config.json").exists() and (path / "metadata.json").exists():
        return (
            "an unpacked `.keras` file. Open the file itself, or load the folder with "
            "Keras and save it as one."
        )
    return "a folder. Expected one file that holds a model."


def _refusal(path: Path, what: str) -> ImportRefusedError:
    if what:
        return ImportRefusedError(f"{path.name} cannot be drawn. It is {what}")
    known = ", ".join(SUFFIXES)
    return ImportRefusedError(
        f"{path.name} is no model that can be drawn. Expected a file of {known}, or "
        "`applications:NAME` for one of keras.applications."
    )
