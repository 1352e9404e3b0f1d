"""A layer whose class is not here goes through kgraph unchanged."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import h5py
import keras
import numpy as np
import pytest
from importing import hostile_parts
from keras import layers
from keras.src.saving import object_registration

from kgraph.document.graph import Layer
from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening.loading import LoadedModel, load
from kgraph.importing.opening.placeholders import StandIn, placeholder_of, stand_in_of


class Mixer(layers.Layer):
    """A layer of somebody's program: sublayers, a list of them, two outputs."""

    def __init__(self, units: int, **options: Any) -> None:
        super().__init__(**options)
        self.units = units
        self.inner = layers.Dense(3)
        self.many = [layers.Dense(2), layers.BatchNormalization()]

    def build(self, shape: Any) -> None:
        self.kernel = self.add_weight(shape=(shape[-1], self.units))
        for layer in (self.inner, *self.many):
            layer.build(shape)

    def call(self, inputs: Any, scale: float = 1.0) -> Any:
        return inputs @ self.kernel * scale, self.inner(inputs)

    def get_config(self) -> dict[str, Any]:
        return {**super().get_config(), "units": self.units}


@pytest.fixture
def model() -> Iterator[keras.Model]:
    """A model with a `Mixer` that is called twice, whose class is then forgotten."""
    keras.saving.register_keras_serializable("mylib")(Mixer)
    entry = keras.Input((4,))
    mixer = Mixer(4, name="mixer")
    first, _ = mixer(entry)
    second, other = mixer(first, scale=2.0)
    yield keras.Model(entry, [layers.Dense(2)(second), other])
    object_registration.GLOBAL_CUSTOM_NAMES.pop(Mixer, None)


@pytest.fixture
def path(model: keras.Model, tmp_path: Path) -> Path:
    path = tmp_path / "mixer.keras"
    model.save(path)
    keras.saving.get_custom_objects().pop("mylib>Mixer")
    return path


@pytest.fixture
def loaded(path: Path) -> LoadedModel:
    return load(path)


def test_the_rest_is_there_and_the_report_says_so(loaded: LoadedModel) -> None:
    assert isinstance(loaded.model.get_layer("mixer"), StandIn)
    # Of an output that goes nowhere, no file tells the shape: that of the input.
    shapes = [tuple(tensor.shape) for tensor in loaded.model.outputs]
    assert shapes == [(None, 2), (None, 4)]
    (finding,) = loaded.findings
    assert finding.where == "mixer"
    assert "Mixer' is a class that is not here" in finding.text


def test_the_file_comes_back_as_it_was(
    loaded: LoadedModel, path: Path, tmp_path: Path
) -> None:
    back = tmp_path / "back.keras"
    loaded.model.save(back)
    assert _config(back) == _config(path)
    assert _weights(back) == _weights(path)


def test_a_document_holds_all_of_it(loaded: LoadedModel, path: Path) -> None:
    layer = loaded.model.get_layer("mixer")
    said = json.loads(json.dumps(layer.kgraph_origin))
    kept = {k: v for k, v in said.items() if k not in ("class_name", "config")}
    drawn = Layer("l1", said["class_name"], "mixer", said["config"], origin=kept)
    again = placeholder_of(drawn)
    assert keras.saving.serialize_keras_object(again) == (
        keras.saving.serialize_keras_object(layer)
    )
    assert [v.shape for v in again.weights] == [v.shape for v in layer.weights]
    again.set_weights(layer.get_weights())
    assert again(keras.Input((4,)))[0].shape == (None, 4)


def test_it_does_not_compute(loaded: LoadedModel) -> None:
    with pytest.raises(ImportRefusedError, match="its class 'Mixer' is not here"):
        loaded.model.get_layer("mixer").call(np.zeros((1, 4)))


def test_an_unknown_shape_is_that_of_the_input() -> None:
    layer = stand_in_of({"class_name": "Mine", "config": {"name": "mine"}}, "mine")
    assert layer(keras.Input((5,))).shape == (None, 5)


def test_weights_cannot_take_the_place_of_methods(tmp_path: Path) -> None:
    file = io.BytesIO()
    with h5py.File(file, "w") as h5:
        for name in ("call", "save_own_variables", "__class__", "_places", "inner"):
            h5[f"layers/mine/{name}/vars/0"] = np.ones(2, np.float32)
    bad = hostile_parts.layer("bad", "Mine", {"name": "bad"}, "mylib")
    model = hostile_parts.functional(bad, output="bad")
    path = hostile_parts.keras_file(tmp_path / "a.keras", model, file.getvalue())
    layer = load(path).model.get_layer("bad")
    assert callable(layer.call)
    assert type(layer).__name__ == "Mine"
    assert layer.get_config() == {"name": "bad"}


def _config(path: Path) -> Any:
    with zipfile.ZipFile(path) as archive:
        return _without_identity(json.loads(archive.read("config.json")))


def _without_identity(value: Any) -> Any:
    """Keras notes the addresses of objects that it met twice."""
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if k != "shared_object_id"}
        return {key: _without_identity(item) for key, item in kept.items()}
    return [_without_identity(x) for x in value] if isinstance(value, list) else value


def _weights(path: Path) -> dict[str, Any]:
    found: dict[str, Any] = {}

    def note(name: str, item: Any) -> None:
        is_array = isinstance(item, h5py.Dataset)
        found[name] = item[()].tobytes() if is_array else dict(item.attrs)

    with (
        zipfile.ZipFile(path) as archive,
        archive.open("model.weights.h5") as entry,
        h5py.File(entry) as file,
    ):
        file.visititems(note)
    return found
