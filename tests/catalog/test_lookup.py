import json
import subprocess
import sys

import msgspec
import pytest

from kgraph import catalog
from kgraph.resources import resource

ALL = [(kind, name) for kind, specs in catalog.load().entries.items() for name in specs]


def test_reading_the_catalogue_imports_neither_keras_nor_numpy() -> None:
    code = (
        "import sys, kgraph.catalog; kgraph.catalog.load(); kgraph.catalog.search('fc');"
        "print([m for m in ('keras', 'tensorflow', 'numpy', 'PySide6') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_every_kind_has_entries() -> None:
    found = catalog.load()
    least = {
        "layer": 140,
        "op": 300,
        "activation": 25,
        "initializer": 14,
        "regularizer": 4,
    }
    least |= {
        "constraint": 4,
        "loss": 20,
        "metric": 40,
        "optimizer": 13,
        "schedule": 6,
        "callback": 10,
    }
    for kind, count in least.items():
        assert len(found.all(kind)) >= count, kind


def test_aliases_and_abstract_classes_are_left_out() -> None:
    layers = catalog.load().entries["layer"]
    assert not {"Layer", "Wrapper", "InputLayer", "AvgPool2D", "Convolution2D"} & set(
        layers
    )
    assert "AvgPool2D" in layers["AveragePooling2D"].synonyms
    assert not {"Callback", "CallbackList"} & set(catalog.load().entries["callback"])


def test_an_operation_is_found_by_its_name() -> None:
    found = catalog.load()
    assert found.operation("Dense").module == "keras.layers"
    assert found.operation("ops.add").kind == "op"
    assert found.operation("Input").kind == "layer"
    assert found.operation("Nonsense") is None


@pytest.mark.parametrize(
    ("value", "kind", "name"),
    [
        ("glorot_uniform", "initializer", "GlorotUniform"),
        ("uniform", "initializer", "RandomUniform"),
        ("zeros", "initializer", "Zeros"),
        ({"class_name": "L2", "config": {"l2": 0.1}}, "regularizer", "L2"),
        ("l1_l2", "regularizer", "L1L2"),
        ("relu", "activation", "relu"),
        ({"class_name": "function", "config": "relu"}, "activation", "relu"),
        ("swish", "activation", "silu"),
        ("mse", "loss", "MeanSquaredError"),
        ("adam", "optimizer", "Adam"),
    ],
)
def test_an_identifier_of_keras_resolves_to_its_entry(
    value: object, kind: str, name: str
) -> None:
    assert catalog.load().resolve(value, kind).name == name


@pytest.mark.parametrize(
    "value", [None, 3, [], {}, "", "no_such_thing", {"class_name": 5}]
)
def test_what_names_no_entry_resolves_to_none(value: object) -> None:
    assert catalog.load().resolve(value, "initializer") is None


@pytest.mark.parametrize(("kind", "name"), ALL)
def test_an_entry_is_whole(kind: str, name: str) -> None:
    spec = catalog.load().find(kind, name)
    names = [p.name for p in (*spec.parameters, *spec.call)]
    assert len(set(names)) == len(names)
    for parameter in spec.parameters:
        json.dumps(parameter.default, allow_nan=False)
        assert not (parameter.required and parameter.default is not None)
        if parameter.kind == "choice":
            assert parameter.choices
            assert parameter.default in (*parameter.choices, None)
        if parameter.kind in ("object", "objects", "layer"):
            assert parameter.takes
        if parameter.kind == "object" and parameter.default is not None:
            assert catalog.load().resolve(parameter.default, *parameter.takes), (
                parameter
            )
        if parameter.default is None and not parameter.required:
            assert parameter.nullable, parameter
    if kind == "op":
        assert spec.inputs
        assert not {p.name for p in spec.inputs} & set(names)


def test_the_file_holds_one_entry_a_line() -> None:
    lines = resource("catalog.json").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 500
    assert all(msgspec.json.decode(line.rstrip(",")) for line in lines[1:-1])
