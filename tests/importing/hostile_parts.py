"""What hostile files are made of: layers, models, archives, and what says that code ran."""

import base64
import io
import json
import marshal
import os
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import h5py
import numpy as np

CANARY = "KGRAPH_TEST_CANARY"


TENSOR = {"shape": [None, 4], "dtype": "float32"}


class Hostile(NamedTuple):
    """A file that tries to harm, and what must become of it.

    Attributes:
        make: Writes it; given the folder.
        opens: Whether the rest of the model is importable.
        says: A part of the refusal, or of a finding.
    """

    make: Callable[[Path], Path]
    opens: bool
    says: str


def tensor(name: str, call: int = 0, output: int = 0) -> dict[str, Any]:
    history = [name, call, output]
    return {
        "class_name": "__keras_tensor__",
        "config": {**TENSOR, "keras_history": history},
    }


def called(*arguments: Any, **named: Any) -> dict[str, Any]:
    return {"args": list(arguments), "kwargs": named}


def layer(
    name: str,
    class_name: str,
    config: Any,
    module: str | None = "keras.layers",
    calls: list[Any] | None = None,
    **more: Any,
) -> dict[str, Any]:
    return {
        "module": module,
        "class_name": class_name,
        "config": config,
        "registered_name": None,
        "name": name,
        "inbound_nodes": [called(tensor("in"))] if calls is None else calls,
        **more,
    }


def functional(*layers: dict[str, Any], output: str = "out") -> dict[str, Any]:
    """Describes a Functional: an Input, what is given, a Dense at the end."""
    entry = layer(
        "in",
        "InputLayer",
        {"batch_shape": [None, 4], "dtype": "float32", "name": "in"},
        calls=[],
    )
    end = layer("out", "Dense", {"name": "out", "units": 2})
    return {
        "module": "keras.src.models.functional",
        "class_name": "Functional",
        "registered_name": "Functional",
        "config": {
            "name": "model",
            "trainable": True,
            "layers": [entry, *layers, end],
            "input_layers": ["in", 0, 0],
            "output_layers": [output, 0, 0],
        },
    }


def weights(**arrays: Any) -> bytes:
    """Returns an HDF5 file that fits `functional()`."""
    file = io.BytesIO()
    with h5py.File(file, "w") as h5:
        group = h5.create_group("layers/dense/vars")
        group["0"] = np.ones((4, 2), np.float32)
        group["1"] = np.ones(2, np.float32)
    return file.getvalue()


def keras_file(
    path: Path, config: Any, h5: bytes | None = None, **entries: bytes
) -> Path:
    text = config if isinstance(config, bytes) else json.dumps(config).encode()
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("metadata.json", '{"keras_version": "3.15.1"}')
        archive.writestr("config.json", text)
        archive.writestr("model.weights.h5", weights() if h5 is None else h5)
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def model_of(*layers: dict[str, Any], output: str = "out") -> Callable[[Path], Path]:
    return lambda folder: keras_file(
        folder / "model.keras", functional(*layers, output=output)
    )


def text_file(text: bytes) -> Callable[[Path], Path]:
    return lambda folder: keras_file(folder / "model.keras", text)


def touch() -> str:
    """Returns the name of the file that must never be made."""
    return os.environ[CANARY]


def bytecode() -> str:
    source = f"open(__import__('os').environ[{CANARY!r}], 'w').close()"
    code = compile(f"lambda x: ({source}, x)[1]", "gadget", "eval").co_consts[0]
    return base64.b64encode(marshal.dumps(code)).decode()


def json_file(text: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "model.json"
        path.write_text(text)
        return path

    return make


def dense_model(**config: Any) -> dict[str, Any]:
    return layer("bad", "Dense", {"name": "bad", "units": 3, **config})


def keras_object(module: str, name: str, **config: Any) -> dict[str, Any]:
    return {
        "module": module,
        "class_name": name,
        "config": config,
        "registered_name": None,
    }


def keras_function(module: str, name: str) -> dict[str, Any]:
    return {
        "module": module,
        "class_name": "function",
        "config": name,
        "registered_name": name,
    }


def only(folder: Path, entries: dict[str, bytes]) -> Path:
    path = folder / "model.keras"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
