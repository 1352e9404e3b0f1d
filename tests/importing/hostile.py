"""Makes files that try to harm whoever opens them; none of it leaves the test.

Each maker writes one file. What would run, if anything did, makes the file `CANARY`
in the folder that the environment names.
"""

import base64
import io
import json
import marshal
import os
import pickle
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import h5py
import numpy as np

CANARY = "KGRAPH_TEST_CANARY"
_TENSOR = {"shape": [None, 4], "dtype": "float32"}


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
        "config": {**_TENSOR, "keras_history": history},
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


def _of(*layers: dict[str, Any], output: str = "out") -> Callable[[Path], Path]:
    return lambda folder: keras_file(
        folder / "model.keras", functional(*layers, output=output)
    )


def _text(text: bytes) -> Callable[[Path], Path]:
    return lambda folder: keras_file(folder / "model.keras", text)


def touch() -> str:
    """Returns the name of the file that must never be made."""
    return os.environ[CANARY]


def _bytecode() -> str:
    source = f"open(__import__('os').environ[{CANARY!r}], 'w').close()"
    code = compile(f"lambda x: ({source}, x)[1]", "gadget", "eval").co_consts[0]
    return base64.b64encode(marshal.dumps(code)).decode()


def _lambda(folder: Path) -> Path:
    function = {
        "class_name": "__lambda__",
        "config": {"code": _bytecode(), "defaults": None, "closure": None},
    }
    config = {"name": "bad", "function": function}
    model = functional(layer("bad", "Lambda", config))
    return keras_file(folder / "model.keras", model)


def _legacy(folder: Path, config: Any, name: str = "model.h5") -> Path:
    path = folder / name
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps(config)
        file.create_group("model_weights").attrs["layer_names"] = [b"out"]
    return path


def _legacy_lambda(folder: Path) -> Path:
    bad = {
        "class_name": "Lambda",
        "config": {"name": "bad", "function": [_bytecode(), None, None]},
        "name": "bad",
        "inbound_nodes": [[["in", 0, 0, {}]]],
    }
    return _legacy(folder, _legacy_model(bad))


def _legacy_model(*layers: dict[str, Any]) -> dict[str, Any]:
    entry = {
        "class_name": "InputLayer",
        "config": {"batch_input_shape": [None, 4], "dtype": "float32", "name": "in"},
        "name": "in",
        "inbound_nodes": [],
    }
    end = {
        "class_name": "Dense",
        "config": {"name": "out", "units": 2},
        "name": "out",
        "inbound_nodes": [[["in", 0, 0, {}]]],
    }
    ends = {"input_layers": [["in", 0, 0]], "output_layers": [["out", 0, 0]]}
    return {
        "class_name": "Functional",
        "config": {"name": "model", "layers": [entry, *layers, end], **ends},
    }


def _legacy_function(folder: Path) -> Path:
    """`keras.layers.deserialize` is a function beside the classes of layers."""
    inner = {"class_name": "Lambda", "config": {"function": [_bytecode(), None, None]}}
    bad = {
        "class_name": "deserialize",
        "config": {"config": inner},
        "name": "bad",
        "inbound_nodes": [[["in", 0, 0, {}]]],
    }
    return _legacy(folder, _legacy_model(bad))


def _dead_switch(folder: Path) -> Path:
    function = {
        "module": "keras.utils",
        "class_name": "function",
        "config": "pad_sequences",
        "registered_name": "pad_sequences",
    }
    bad = layer(
        "bad",
        "Switch",
        {"name": "bad"},
        "keras.src.ops.core",
        [called(0, [function], [[1]])],
        registered_name="Switch",
    )
    return keras_file(folder / "model.keras", functional(bad))


def _map(folder: Path) -> Path:
    function = {
        "module": "keras.utils",
        "class_name": "function",
        "config": "get_file",
        "registered_name": "get_file",
    }
    bad = layer("bad", "VectorizedMap", {"function": function}, "keras.src.ops.core")
    return keras_file(folder / "model.keras", functional(bad))


def _torch(folder: Path) -> Path:
    class Run:
        def __reduce__(self) -> Any:
            return open, (touch(), "w")

    pickled = base64.b64encode(pickle.dumps(Run())).decode()
    config = {"name": "bad", "module": pickled}
    return keras_file(
        folder / "model.keras", functional(layer("bad", "TorchModuleWrapper", config))
    )


def _pickle(folder: Path) -> Path:
    class Run:
        def __reduce__(self) -> Any:
            return open, (touch(), "w")

    path = folder / "model.keras"
    path.write_bytes(pickle.dumps(Run()))
    return path


def _vocabulary(folder: Path) -> Path:
    secret = folder / "secret.txt"
    secret.write_text("root\n")
    config = {"name": "bad", "vocabulary": str(secret)}
    model = functional(layer("bad", "StringLookup", config))
    return keras_file(folder / "model.keras", model)


def _zip(change: Callable[[zipfile.ZipFile], None]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = keras_file(folder / "model.keras", functional())
        with zipfile.ZipFile(path, "a") as archive:
            change(archive)
        return path

    return make


def _add_link(archive: zipfile.ZipFile) -> None:
    info = zipfile.ZipInfo("assets/link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive.writestr(info, "/etc/passwd")


def _add_twice(archive: zipfile.ZipFile) -> None:
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive.writestr("config.json", "{}")


def _bomb(folder: Path) -> Path:
    path = folder / "model.keras"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("config.json", json.dumps(functional()))
        with archive.open("model.weights.h5", "w") as file:
            for _ in range(64):
                file.write(bytes(1 << 20))
    return path


def _lying_size(folder: Path) -> Path:
    """The list of the archive says 1 KB, the entry gives 64 MB."""
    path = _bomb(folder)
    data = bytearray(path.read_bytes())
    at = data.rfind(b"PK\x01\x02")
    data[at + 24 : at + 28] = (1024).to_bytes(4, "little")
    path.write_bytes(data)
    return path


def _encrypted(folder: Path) -> Path:
    path = keras_file(folder / "model.keras", functional())
    data = bytearray(path.read_bytes())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        at = data.find(mark)
        while at >= 0:
            data[at + place] |= 1
            at = data.find(mark, at + 4)
    path.write_bytes(data)
    return path


def _cut_off(folder: Path) -> Path:
    path = keras_file(folder / "model.keras", functional())
    path.write_bytes(path.read_bytes()[:-600])
    return path


def _hdf5(change: Callable[[h5py.File, Path], None]) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        other = folder / "weights.h5"
        other.write_bytes(weights())
        with h5py.File(other, "a") as file:
            change(file, folder)
        return keras_file(folder / "model.keras", functional(), other.read_bytes())

    return make


def _external_link(file: h5py.File, folder: Path) -> None:
    file["layers/other"] = h5py.ExternalLink("/etc/passwd", "/")


def _soft_link(file: h5py.File, folder: Path) -> None:
    file["layers/other"] = h5py.SoftLink("/layers/dense")


def _cycle(file: h5py.File, folder: Path) -> None:
    file["layers/dense/again"] = file["layers"]


def _external_storage(file: h5py.File, folder: Path) -> None:
    (folder / "secret.bin").write_bytes(bytes(32))
    file.create_dataset(
        "layers/dense/vars/2",
        (8,),
        "float32",
        external=[(str(folder / "secret.bin"), 0, 32)],
    )


def _virtual(file: h5py.File, folder: Path) -> None:
    layout = h5py.VirtualLayout((8,), "float32")
    layout[:] = h5py.VirtualSource(str(folder / "secret.h5"), "x", (8,))
    file.create_virtual_dataset("layers/dense/vars/2", layout)


def _shape_bomb(file: h5py.File, folder: Path) -> None:
    size = 1 << 33
    file.create_dataset("layers/dense/vars/2", (size,), "float32", chunks=(1024,))


def _compression_bomb(file: h5py.File, folder: Path) -> None:
    data = np.zeros(8 << 20, np.float32)
    file.create_dataset("layers/dense/vars/2", data=data, compression="gzip")


def _reference(file: h5py.File, folder: Path) -> None:
    kind = h5py.special_dtype(ref=h5py.Reference)
    file.create_dataset("layers/dense/vars/2", (1,), kind)


def _texts(file: h5py.File, folder: Path) -> None:
    file.create_dataset("layers/dense/vars/2", data=["x" * 100] * 4)


def _deep_groups(file: h5py.File, folder: Path) -> None:
    file.create_group("/".join("g" * 200))


def _numbers_as_text(file: h5py.File, folder: Path) -> None:
    file["layers"].attrs["layer_names"] = np.arange(5)


def _nested(depth: int, calls: int) -> dict[str, Any]:
    """Describes models in models, each of which calls the next several times."""
    model = functional()
    for level in range(depth):
        name = f"inner{level}"
        chain = [called(tensor("in"))]
        chain += [called(tensor(name, index)) for index in range(calls - 1)]
        flat = layer("flat", "Dense", {"name": "flat", "units": 4})
        flat["inbound_nodes"] = [called(tensor(name, calls - 1))]
        inner = {**model, "name": name, "inbound_nodes": chain}
        inner["config"] = {**inner["config"], "name": name}
        inner["config"]["layers"] = [
            {**item, "config": {**item["config"], "units": 4}}
            if item["class_name"] == "Dense"
            else item
            for item in inner["config"]["layers"]
        ]
        model = functional(inner, flat, output="flat")
    return model


def _reversed_chain(folder: Path) -> Path:
    many = 5_000
    names = ["in", *(f"a{i}" for i in range(many))]
    chain = [
        layer(
            names[i + 1],
            "Activation",
            {"activation": "relu"},
            calls=[called(tensor(n))],
        )
        for i, n in enumerate(names[:-1])
    ]
    return keras_file(folder / "model.keras", functional(*reversed(chain)))


def _circle(folder: Path) -> Path:
    first = layer("a", "ReLU", {"name": "a"}, calls=[called(tensor("b"))])
    second = layer("b", "ReLU", {"name": "b"}, calls=[called(tensor("a"))])
    return keras_file(folder / "model.keras", functional(first, second))


def _json_file(text: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "model.json"
        path.write_text(text)
        return path

    return make


def _folder(folder: Path) -> Path:
    path = folder / "model.keras"
    path.mkdir()
    (path / "config.json").write_text(json.dumps(functional()))
    return path


def _dense(**config: Any) -> dict[str, Any]:
    return layer("bad", "Dense", {"name": "bad", "units": 3, **config})


def _object(module: str, name: str, **config: Any) -> dict[str, Any]:
    return {
        "module": module,
        "class_name": name,
        "config": config,
        "registered_name": None,
    }


def _function(module: str, name: str) -> dict[str, Any]:
    return {
        "module": module,
        "class_name": "function",
        "config": name,
        "registered_name": name,
    }


_HERE = "not here"
_LINK = "weights itself"
_NUMBERS = "plain numbers"

FILES: dict[str, Hostile] = {
    # Code in the config.
    "lambda bytecode": Hostile(_lambda, True, "Lambda is never opened"),
    "lambda in legacy HDF5": Hostile(_legacy_lambda, True, "Lambda is never opened"),
    "function as a legacy class": Hostile(_legacy_function, True, _HERE),
    "class of os": Hostile(_of(layer("bad", "system", {}, "os")), True, _HERE),
    "class of subprocess": Hostile(
        _of(layer("bad", "Popen", {"args": ["id"]}, "subprocess")), True, _HERE
    ),
    "function as a layer": Hostile(
        _of(layer("bad", "function", "get_file", "keras.utils")), True, _HERE
    ),
    "registered under another name": Hostile(
        _of(layer("bad", "Dense", {"units": 1}, registered_name="evil>Dense")),
        True,
        _HERE,
    ),
    "private class of Keras": Hostile(
        _of(layer("bad", "DiskIOStore", {}, "keras.src.saving.saving_lib")), True, _HERE
    ),
    "get_file as activation": Hostile(
        _of(_dense(activation=_function("keras.utils", "get_file"))), True, _HERE
    ),
    "system as activation": Hostile(
        _of(_dense(activation=_function("os", "system"))), True, _HERE
    ),
    "lambda as activation": Hostile(
        _of(_dense(activation={"class_name": "__lambda__", "config": {"value": "x"}})),
        True,
        _HERE,
    ),
    "class of os as initializer": Hostile(
        _of(_dense(kernel_initializer=_object("os", "Zeros"))), True, _HERE
    ),
    "mean that is nothing": Hostile(
        _of(
            _dense(
                kernel_initializer=_object(
                    "keras.initializers", "RandomNormal", mean=None
                )
            )
        ),
        True,
        "makes no values",
    ),
    "layer as initializer": Hostile(
        _of(_dense(kernel_initializer=_object("keras.layers", "Lambda"))), True, _HERE
    ),
    "object in a plain argument": Hostile(
        _of(_dense(units=_object("subprocess", "Popen"))), True, "plain value"
    ),
    "object in a build config": Hostile(
        _of({**_dense(), "build_config": {"x": _object("os", "system")}}),
        True,
        "plain value",
    ),
    "object in a call": Hostile(
        _of(
            layer(
                "bad",
                "Add",
                {"name": "bad"},
                calls=[called(tensor("in"), x=_function("keras.utils", "get_file"))],
            )
        ),
        False,
        "plain value",
    ),
    "typespec": Hostile(
        _of(_dense(units={"class_name": "__typespec__", "config": []})),
        True,
        "plain value",
    ),
    "unconnected Switch": Hostile(_dead_switch, False, "plain value"),
    "unconnected op": Hostile(
        _of(
            layer(
                "bad",
                "Full",
                {"name": "bad", "shape": [1 << 33]},
                "keras.src.ops.numpy",
                [called(1.0)],
            )
        ),
        True,
        "called with no tensor",
    ),
    "VectorizedMap of get_file": Hostile(_map, True, "calls functions"),
    "TFSMLayer": Hostile(
        _of(layer("bad", "TFSMLayer", {"filepath": "/tmp/x"})), True, "never opened"
    ),
    "TorchModuleWrapper": Hostile(_torch, True, "never opened"),
    "JaxLayer": Hostile(
        _of(layer("bad", "JaxLayer", {"call_fn": "os.system"})), True, "never opened"
    ),
    "FlaxLayer": Hostile(_of(layer("bad", "FlaxLayer", {})), True, "never opened"),
    "pickle": Hostile(_pickle, False, "zip archive"),
    "vocabulary that is a path": Hostile(_vocabulary, True, "names a file"),
    "Lambda in a wrapper": Hostile(
        _of(
            layer(
                "bad",
                "TimeDistributed",
                {"layer": _object("keras.layers", "Lambda", function="x")},
            )
        ),
        True,
        "never opened",
    ),
    "array of objects": Hostile(
        _of(
            _dense(
                units={
                    "class_name": "__numpy__",
                    "config": {"value": [1], "dtype": "object"},
                }
            )
        ),
        True,
        "must hold numbers",
    ),
    # Size and time.
    "Dense of a hundred million": Hostile(
        _of(_dense(units=100_000_000)), True, "layers need"
    ),
    "Dense of two billion": Hostile(
        _of(_dense(units=2_000_000_000)), True, "may be 200,000,000"
    ),
    "Normalization of a billion": Hostile(
        _of(
            layer(
                "bad",
                "Normalization",
                {"name": "bad"},
                build_config={"input_shape": [None, 1_000_000_000]},
            )
        ),
        True,
        "cannot be made",
    ),
    "billion of unknown words": Hostile(
        _of(
            layer(
                "bad",
                "StringLookup",
                {"name": "bad", "num_oov_indices": 10**9, "vocabulary": ["a"]},
            )
        ),
        True,
        "may be 10,000",
    ),
    "negative units": Hostile(_of(_dense(units=-3)), True, "cannot be made"),
    "absurd units": Hostile(_of(_dense(units=10**30)), True, "not 1e+30"),
    "deep JSON": Hostile(_text(b"[" * 100_000 + b"]" * 100_000), False, "nested"),
    "huge config": Hostile(_text(b"[" + b"1," * 4_000_000 + b"1]"), False, "values"),
    "long config": Hostile(_text(b'"' + b"x" * (40 << 20) + b'"'), False, "may"),
    "long number": Hostile(_text(b"1" * 5_000), False, "number"),
    "NaN": Hostile(_of(_dense(units=float("nan"))), False, "number"),
    "infinity": Hostile(_text(b'{"class_name": 1e999}'), False, "number"),
    "key said twice": Hostile(
        _text(b'{"class_name": "Model", "class_name": "x", "config": {}}'),
        False,
        "twice",
    ),
    "no JSON": Hostile(_text(b"\xff\xfe{"), False, "not JSON"),
    "models in models": Hostile(
        lambda f: keras_file(f / "model.keras", _nested(8, 4)), False, "so often"
    ),
    "models too deep": Hostile(
        lambda f: keras_file(f / "model.keras", _nested(30, 1)), False, ""
    ),
    "reversed chain": Hostile(_reversed_chain, False, "order"),
    "circle": Hostile(_circle, False, "circle"),
    # The archive.
    "zip bomb": Hostile(_bomb, False, "too much"),
    "lying sizes": Hostile(_lying_size, False, "damaged"),
    "path out": Hostile(
        _zip(lambda a: a.writestr("../../evil", "x")), False, "inside it"
    ),
    "absolute path": Hostile(
        _zip(lambda a: a.writestr("/tmp/evil", "x")), False, "inside it"
    ),
    "path of Windows": Hostile(
        _zip(lambda a: a.writestr("assets\\..\\..\\evil", "x")), False, "inside it"
    ),
    "drive of Windows": Hostile(
        _zip(lambda a: a.writestr("C:/evil", "x")), False, "inside it"
    ),
    "symbolic link": Hostile(_zip(_add_link), False, "link"),
    "config twice": Hostile(_zip(_add_twice), False, "twice"),
    "file and folder": Hostile(
        _zip(lambda a: (a.writestr("assets/a", "x"), a.writestr("assets/a/b", "x"))[1]),
        False,
        "damaged",
    ),
    "encrypted": Hostile(_encrypted, False, "encrypted"),
    "cut off": Hostile(_cut_off, False, "damaged"),
    "no config": Hostile(
        lambda f: _only(f, {"model.weights.h5": weights()}), False, "no config.json"
    ),
    "folder": Hostile(_folder, False, "one file"),
    # HDF5.
    "external link": Hostile(_hdf5(_external_link), True, _LINK),
    "soft link": Hostile(_hdf5(_soft_link), True, _LINK),
    "cycle": Hostile(_hdf5(_cycle), True, "two names"),
    "external storage": Hostile(_hdf5(_external_storage), True, _LINK),
    "virtual dataset": Hostile(_hdf5(_virtual), True, _LINK),
    "shape bomb": Hostile(_hdf5(_shape_bomb), True, "declares more"),
    "compression bomb": Hostile(_hdf5(_compression_bomb), True, "declares more"),
    "object references": Hostile(_hdf5(_reference), True, _NUMBERS),
    "texts as weights": Hostile(_hdf5(_texts), True, _NUMBERS),
    "deep groups": Hostile(_hdf5(_deep_groups), True, "nested"),
    "numbers as text": Hostile(_hdf5(_numbers_as_text), True, "text"),
    "no HDF5": Hostile(
        lambda f: keras_file(f / "model.keras", functional(), b"nothing"),
        True,
        "damaged",
    ),
    # What is no model.
    "a layer alone": Hostile(
        lambda f: keras_file(f / "model.keras", _dense()), False, "alone"
    ),
    "a subclass of Model": Hostile(
        lambda f: keras_file(f / "model.keras", _object("mine", "Net", depth=2)),
        False,
        "without a graph",
    ),
    "JSON of something else": Hostile(_json_file('{"a": 1}'), False, "to_json"),
    "weights alone": Hostile(
        lambda f: _written(f / "model.h5", weights()), False, "no model"
    ),
    "empty": Hostile(lambda f: _written(f / "model.keras", b""), False, "damaged"),
    "empty HDF5": Hostile(lambda f: _written(f / "model.h5", b""), False, "damaged"),
}


def _only(folder: Path, entries: dict[str, bytes]) -> Path:
    path = folder / "model.keras"
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in entries.items():
            archive.writestr(name, data)
    return path


def _written(path: Path, data: bytes) -> Path:
    path.write_bytes(data)
    return path
