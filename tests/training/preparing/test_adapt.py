"""Preprocessing layers learn from what reaches them."""

from pathlib import Path

import keras
import numpy as np
from drawings import CLASSES, add, training, with_data

from kgraph.data.lazy import LazyArray
from kgraph.data.sources.folders.text_folder import TextDecoding
from kgraph.document.project import Binding, Project, new_project
from kgraph.export import export
from kgraph.runs import RunStore
from kgraph.training import fit
from kgraph.training.preparing.adapt import MOST_FROM_FILES, adapt

VALUES = np.arange(12, dtype="float32").reshape(6, 2)


def test_a_shared_layer_sees_what_reaches_all_its_calls():
    left, right = keras.Input((2,), name="left"), keras.Input((2,), name="right")
    shared = keras.layers.Normalization(name="shared")
    model = keras.Model([left, right], [shared(left), shared(right)])
    assert adapt(model, [VALUES, VALUES + 100]) == [shared]
    assert np.allclose(np.ravel(shared.mean), VALUES.mean(0) + 50)


def test_a_layer_in_a_submodel_sees_what_reaches_the_submodel():
    inside = keras.Input((2,), name="inside")
    layer = keras.layers.Normalization(name="scale")
    submodel = keras.Model(inside, layer(inside), name="encoder")
    outside = keras.Input((2,), name="outside")
    model = keras.Model(outside, submodel(keras.layers.Rescaling(2.0)(outside)))
    assert adapt(model, [VALUES]) == [layer]
    assert np.allclose(np.ravel(layer.mean), 2 * VALUES.mean(0))


def test_a_state_that_was_given_by_hand_stays():
    given = keras.layers.Normalization(mean=[1.0, 2.0], variance=[1.0, 1.0])
    source = keras.Input((2,))
    assert adapt(keras.Model(source, given(source)), [VALUES]) == []


def test_a_state_that_came_with_trained_weights_stays():
    layer = keras.layers.Normalization()
    source = keras.Input((2,))
    model = keras.Model(source, layer(source))
    assert adapt(model, [VALUES]) == [layer]
    again = keras.models.clone_model(model)
    again.set_weights(model.get_weights())
    assert adapt(again, [VALUES + 5]) == []


def binned() -> Project:
    graph = new_project("binned").main
    graph = add(graph, "Input", "features", shape=[2])
    graph = add(graph, "Discretization", "bins", "features", num_bins=4)
    graph = add(graph, "Rescaling", "floats", "bins", scale=1.0)
    graph = add(graph, "Dense", "species", "floats", units=3, activation="softmax")
    graph = add(graph, "Output", "kind", "species", loss=CLASSES)
    from kgraph.data import describe
    from kgraph.document.project import DataSource

    names = tuple(c.name for c in describe(DataSource("builtin", "iris")).columns)
    project = with_data(
        graph, "iris", features=Binding(names[:2]), kind=Binding(names[4:])
    )
    return training(project, epochs=1)


def test_what_weights_cannot_hold_is_taken_away_too(tmp_path: Path):
    path = tmp_path / "binned.kgraph"
    run = fit(binned(), store=RunStore.beside(path), report=lambda event: None)
    assert run.adapted.exists()
    export(binned(), "keras", tmp_path / "net.keras", path=path, run="latest")
    model = keras.saving.load_model(tmp_path / "net.keras")
    assert len(model.get_layer("bins").bin_boundaries) == 3
    weights = model.get_layer("species").get_weights()
    model.load_weights(run.best_weights)
    for a, b in zip(weights, model.get_layer("species").get_weights(), strict=True):
        assert np.array_equal(a, b)


def test_words_are_counted_in_all_texts_that_lie_in_files(tmp_path):
    count = MOST_FROM_FILES + 1
    for number in range(count):
        (tmp_path / f"{number}.txt").write_text(
            "often" if number < count - 1 else "rare"
        )
    texts = LazyArray(
        [str(tmp_path / f"{i}.txt") for i in range(count)], TextDecoding()
    )
    inputs = keras.Input((), dtype="string")
    words = keras.layers.TextVectorization()
    adapt(keras.Model(inputs, words(inputs)), [texts])
    assert words.get_vocabulary() == ["", "[UNK]", "often", "rare"]
