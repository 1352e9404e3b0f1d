"""Configs that name what must never be made or called."""

import base64
import json
import pickle
from pathlib import Path
from typing import Any

import h5py
from importing.hostile_parts import (
    bytecode,
    called,
    functional,
    keras_file,
    layer,
    tensor,
    touch,
)


def lambda_bytecode(folder: Path) -> Path:
    function = {
        "class_name": "__lambda__",
        "config": {"code": bytecode(), "defaults": None, "closure": None},
    }
    config = {"name": "bad", "function": function}
    model = functional(layer("bad", "Lambda", config))
    return keras_file(folder / "model.keras", model)


def legacy(folder: Path, config: Any, name: str = "model.h5") -> Path:
    path = folder / name
    with h5py.File(path, "w") as file:
        file.attrs["model_config"] = json.dumps(config)
        file.create_group("model_weights").attrs["layer_names"] = [b"out"]
    return path


def legacy_lambda(folder: Path) -> Path:
    bad = {
        "class_name": "Lambda",
        "config": {"name": "bad", "function": [bytecode(), None, None]},
        "name": "bad",
        "inbound_nodes": [[["in", 0, 0, {}]]],
    }
    return legacy(folder, legacy_model(bad))


def legacy_model(*layers: dict[str, Any]) -> dict[str, Any]:
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


def legacy_function(folder: Path) -> Path:
    """`keras.layers.deserialize` is a function beside the classes of layers."""
    inner = {"class_name": "Lambda", "config": {"function": [bytecode(), None, None]}}
    bad = {
        "class_name": "deserialize",
        "config": {"config": inner},
        "name": "bad",
        "inbound_nodes": [[["in", 0, 0, {}]]],
    }
    return legacy(folder, legacy_model(bad))


def dead_switch(folder: Path) -> Path:
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


def vectorized_map(folder: Path) -> Path:
    function = {
        "module": "keras.utils",
        "class_name": "function",
        "config": "get_file",
        "registered_name": "get_file",
    }
    bad = layer("bad", "VectorizedMap", {"function": function}, "keras.src.ops.core")
    return keras_file(folder / "model.keras", functional(bad))


def torch_wrapper(folder: Path) -> Path:
    class Run:
        def __reduce__(self) -> Any:
            return open, (touch(), "w")

    pickled = base64.b64encode(pickle.dumps(Run())).decode()
    config = {"name": "bad", "module": pickled}
    return keras_file(
        folder / "model.keras", functional(layer("bad", "TorchModuleWrapper", config))
    )


def pickled(folder: Path) -> Path:
    class Run:
        def __reduce__(self) -> Any:
            return open, (touch(), "w")

    path = folder / "model.keras"
    path.write_bytes(pickle.dumps(Run()))
    return path


def vocabulary(folder: Path) -> Path:
    secret = folder / "secret.txt"
    secret.write_text("root\n")
    config = {"name": "bad", "vocabulary": str(secret)}
    model = functional(layer("bad", "StringLookup", config))
    return keras_file(folder / "model.keras", model)


def nested_model(depth: int, calls: int) -> dict[str, Any]:
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


def reversed_chain(folder: Path) -> Path:
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


def circle(folder: Path) -> Path:
    first = layer("a", "ReLU", {"name": "a"}, calls=[called(tensor("b"))])
    second = layer("b", "ReLU", {"name": "b"}, calls=[called(tensor("a"))])
    return keras_file(folder / "model.keras", functional(first, second))
