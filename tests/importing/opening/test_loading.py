"""Models that Keras saved come back as they were."""

import json
from pathlib import Path
from typing import Any

import keras
import numpy as np
import pytest
from importing import hostile_parts
from keras import layers

from kgraph.document.errors import FileError
from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening.loading import load


def _masked() -> keras.Model:
    tokens = keras.Input((6,), dtype="int32", name="tokens")
    embedded = layers.Embedding(9, 4, mask_zero=True)(tokens)
    whole, last, cell = layers.LSTM(4, return_state=True, return_sequences=True)(
        embedded
    )
    again = layers.LSTM(4)(whole, initial_state=[last, cell])
    attended = layers.MultiHeadAttention(2, 3)(whole, whole, use_causal_mask=True)
    pooled = layers.GlobalAveragePooling1D()(attended)
    return keras.Model({"tokens": tokens}, {"a": again, "b": pooled[:, :2] * 2.0})


def _nested() -> keras.Model:
    inner = keras.Sequential([keras.Input((4,)), layers.Dense(4)], name="inner")
    entry = keras.Input((4,))
    shared = layers.Dense(4, activation=layers.LeakyReLU(0.1))
    return keras.Model(entry, inner(shared(inner(shared(entry)))))


def _wrapped() -> keras.Model:
    return keras.Sequential(
        [
            keras.Input((5, 3)),
            layers.Bidirectional(layers.GRU(2, return_sequences=True)),
            layers.TimeDistributed(layers.Dense(3, dtype="mixed_bfloat16")),
            layers.RNN([layers.LSTMCell(2), layers.GRUCell(3)]),
            layers.Normalization(mean=[1.0, 2.0, 3.0], variance=[1.0, 1.0, 4.0]),
        ]
    )


MODELS = {"masked": _masked, "nested": _nested, "wrapped": _wrapped}


@pytest.mark.parametrize("name", MODELS)
@pytest.mark.parametrize("suffix", [".keras", ".json"])
def test_a_model_comes_back(name: str, suffix: str, tmp_path: Path) -> None:
    model = MODELS[name]()
    path = _saved(model, tmp_path / f"model{suffix}")
    loaded = load(path)
    assert loaded.findings == ()
    assert _text(loaded.model.get_config()) == _text(model.get_config())
    assert loaded.has_weights == (suffix == ".keras")
    if loaded.has_weights:
        _check_weights(model, loaded.model)


@pytest.mark.parametrize("name", ["nested"])
def test_a_legacy_file_comes_back(name: str, tmp_path: Path) -> None:
    model = MODELS[name]()
    model.compile("adam", "mse", metrics=["mae"])
    loaded = load(_saved(model, tmp_path / "model.h5"))
    assert loaded.findings == ()
    assert loaded.compiled["optimizer_config"]["class_name"] == "Adam"
    assert loaded.metadata["keras_version"] == keras.__version__
    _check_weights(model, loaded.model)


def test_a_vocabulary_comes_along(tmp_path: Path) -> None:
    lookup = layers.StringLookup()
    lookup.adapt(["a", "b", "b"])
    model = keras.Sequential([keras.Input((1,), dtype="string"), lookup])
    loaded = load(_saved(model, tmp_path / "model.keras"))
    assert loaded.findings == ()
    assert loaded.model.layers[0].get_vocabulary() == ["[UNK]", "b", "a"]


def test_compile_settings_are_data(tmp_path: Path) -> None:
    model = _nested()
    model.compile(keras.optimizers.Adam(0.5), "mse")
    loaded = load(_saved(model, tmp_path / "model.keras"))
    assert loaded.compiled["optimizer"]["config"]["learning_rate"] == 0.5
    assert not loaded.model.compiled


def test_a_recipe_is_handed_on(tmp_path: Path) -> None:
    path = hostile_parts.keras_file(
        tmp_path / "model.keras",
        hostile_parts.functional(),
        **{"kgraph/run.json": b"{}"},
    )
    assert load(path).recipe == {"run.json": b"{}"}


def test_weights_that_do_not_fit_are_left_out(tmp_path: Path) -> None:
    model = hostile_parts.functional(
        hostile_parts.layer("other", "Dense", {"name": "other", "units": 3})
    )
    model["config"]["layers"][-1]["inbound_nodes"] = [
        hostile_parts.called(hostile_parts.tensor("other"))
    ]
    loaded = load(hostile_parts.keras_file(tmp_path / "model.keras", model))
    assert {finding.where for finding in loaded.findings} == {"out", "other"}
    assert all("weights were left out" in f.text for f in loaded.findings)
    assert loaded.model.count_params() == 15 + 8


def test_the_structure_needs_no_weights(tmp_path: Path) -> None:
    path = _saved(_nested(), tmp_path / "model.keras")
    loaded = load(path, with_weights=False)
    assert not loaded.has_weights
    assert loaded.model.count_params() == 40


def test_a_sequential_without_input_has_no_graph(tmp_path: Path) -> None:
    path = tmp_path / "model.json"
    path.write_text(keras.Sequential([layers.Dense(2)]).to_json())
    with pytest.raises(ImportRefusedError, match="Give it an Input"):
        load(path)


def test_a_class_with_a_graph_is_opened_as_functional(tmp_path: Path) -> None:
    config = {**hostile_parts.functional(), "module": "mine", "class_name": "Net"}
    config["registered_name"] = "mine>Net"
    loaded = load(hostile_parts.keras_file(tmp_path / "model.keras", config))
    assert loaded.model.get_layer("out").units == 2
    assert "'Net' is a class that is not here" in loaded.findings[0].text


def test_the_person_reads_which_files_hold_a_model(tmp_path: Path) -> None:
    (tmp_path / "model.png").touch()
    with pytest.raises(ImportRefusedError, match=r"Expected a file of \.keras"):
        load(tmp_path / "model.png")
    (tmp_path / "model.py").touch()
    with pytest.raises(ImportRefusedError, match="no file that Keras writes"):
        load(tmp_path / "model.py")
    with pytest.raises(FileError, match="There is no file"):
        load(tmp_path / "model.keras")


def _saved(model: keras.Model, path: Path) -> Path:
    if path.suffix == ".json":
        path.write_text(model.to_json())
    else:
        model.save(path)
    return path


def _text(config: Any) -> str:
    return json.dumps(_plain(config))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {k: _plain(v) for k, v in value.items() if k != "shared_object_id"}
    return [_plain(v) for v in value] if isinstance(value, (list, tuple)) else value


def _check_weights(one: keras.Model, other: keras.Model) -> None:
    pairs = zip(one.get_weights(), other.get_weights(), strict=True)
    assert all(np.array_equal(mine, theirs) for mine, theirs in pairs)
