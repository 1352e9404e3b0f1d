"""Every kind of source as a drawing, with its weights, settings and history."""

import zipfile

import keras
import numpy as np
import pytest
from msgspec.structs import replace

from kgraph.document import edits, files
from kgraph.document.errors import KgraphError
from kgraph.document.graph import Frame
from kgraph.document.project import Binding, Data, DataSource, Training, with_graphs
from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.source import UntrustedError, read
from kgraph.importing.writing import write
from kgraph.modeling import build
from kgraph.modeling.weights import trained
from kgraph.runs import Epoch, RunStore
from kgraph.runs.exporting.recipe import Recipe, encode, with_batches
from kgraph.runs.trust import trust
from kgraph.training.preparing.compile import compile_model


def net() -> keras.Model:
    x = keras.Input((4,), name="x")
    h = keras.layers.Dense(3, name="h")(x)
    return keras.Model(x, keras.layers.Dense(1, name="d")(h), name="net")


def with_recipe(path, recipe: Recipe) -> None:
    with zipfile.ZipFile(path, "a") as archive:
        for name, data in encode(recipe).items():
            archive.writestr(name, data)


@pytest.fixture
def model():
    made = net()
    made.compile(keras.optimizers.SGD(0.5), loss="mse", metrics=["mae"])
    return made


def test_a_file_comes_with_weights_and_settings(model, tmp_path):
    for name in ("net.keras", "net.h5"):
        model.save(tmp_path / name)
        reading = read(tmp_path / name)
        assert list(reading.weights) == ["h", "d"]
        np.testing.assert_array_equal(reading.weights["h"][0], model.layers[1].kernel)
        assert reading.project.training.optimizer == {
            "class_name": "SGD",
            "config": {"learning_rate": 0.5},
        }
        assert reading.report.findings[0].text == (
            "3 layers; the weights of 2 come along."
        )
        assert len(reading.report.findings) == 1


def test_an_architecture_comes_without_weights(model, tmp_path):
    path = tmp_path / "net.json"
    path.write_text(model.to_json())
    reading = read(path)
    assert not reading.weights
    assert build(reading.project).get_config() == model.get_config()


def test_an_application_is_a_source():
    reading = read("Applications:mobilenet")
    assert reading.project.main.name == "mobilenet_1.00_224"
    assert not reading.weights
    assert reading.report.findings[0].text == "91 layers; no weights."
    assert len(reading.project.main.positions) == len(reading.project.main.nodes)


def test_weights_are_for_applications_alone(model, tmp_path):
    model.save(tmp_path / "net.keras")
    with pytest.raises(ImportRefusedError, match="Only a model of"):
        read(tmp_path / "net.keras", weights="imagenet")


def test_a_document_is_a_source_too(model, tmp_path):
    model.save(tmp_path / "net.keras")
    written = write(read(tmp_path / "net.keras"), tmp_path / "net.kgraph")
    reading = read(tmp_path / "net.kgraph")
    assert reading.project == written
    assert list(reading.weights) == ["h", "d"]


def test_a_subclassed_model_is_refused_in_words(tmp_path):
    @keras.saving.register_keras_serializable("tests")
    class Own(keras.Model):
        def call(self, inputs):
            return inputs

    model = Own(name="own")
    model(np.zeros((1, 2)))
    model.save(tmp_path / "own.keras")
    with pytest.raises(KgraphError) as error:
        read(tmp_path / "own.keras")
    assert "graph" in str(error.value)


PROGRAM = """
import keras
from pathlib import Path

Path("was_run").touch()

@keras.saving.register_keras_serializable("mine")
class Double(keras.layers.Layer):
    def call(self, x):
        return 2 * x

x = keras.Input((4,), name="x")
model = keras.Model(x, Double(name="twice")(keras.layers.Dense(2, name="h")(x)))
"""


def test_a_program_is_not_run_unasked(tmp_path):
    path = tmp_path / "net.py"
    path.write_text(PROGRAM)
    with pytest.raises(UntrustedError, match="--trust"):
        read(path)
    trust(path)
    path.write_text(PROGRAM + "#")
    with pytest.raises(UntrustedError):
        read(path)
    assert not (tmp_path / "was_run").exists()


@pytest.mark.slow
def test_a_trusted_program_is_drawn_with_its_own_classes_as_placeholders(tmp_path):
    path = tmp_path / "net.py"
    path.write_text(PROGRAM)
    trust(path)
    reading = read(path)
    assert (tmp_path / "was_run").exists()
    layers = {x.name: x for x in reading.project.main.layers.values()}
    assert layers["twice"].type == "Double"
    assert layers["h"].type == "Dense"
    assert list(reading.weights) == ["h"]
    assert any("Double" in finding.text for finding in reading.report.findings)


@pytest.fixture
def drawing():
    """A drawing with all that a model cannot tell."""
    project = read_drawing(net())
    graph = edits.rename(project.main, next(iter(project.main.layers)), "x")
    graph = replace(
        graph,
        frames={"f90": Frame("f90", "The head", 0, 0, 200, 100)},
        next_id=91,
        positions=dict.fromkeys(graph.nodes, (17.0, 4.0)),
    )
    inputs = [n.layer for n in graph.of_type("Input")]
    data = Data(DataSource("builtin", "iris"), {inputs[0]: Binding(("a", "b"))})
    output = graph.of_type("Output")[0].layer
    graph = edits.set_parameter(graph, output, "loss", "mse")
    project = with_graphs(project, graph)
    return replace(project, data=data, training=Training(epochs=77))


def read_drawing(model):
    from kgraph.modeling import read as draw

    return draw(model)


@pytest.fixture
def finished(tmp_path, drawing):
    store = RunStore(tmp_path / "elsewhere.runs")
    begun = store.begin(drawing, seed=7, versions={"keras": "3"})
    store.record(begun.id, [Epoch(0, 2, 0.25, {"loss": 0.5}, {"loss": [0.5, 0.25]})])
    store.end(begun.id, "finished", scores={"loss": 0.125})
    return with_batches(store, store.get(begun.id))


def test_the_recipe_of_a_file_is_what_is_opened(tmp_path, drawing, finished):
    path = tmp_path / "net.keras"
    model = build(drawing)
    model.save(path)
    with_recipe(path, Recipe(files.dumps(drawing), finished))
    assert keras.models.load_model(path).to_json() == model.to_json()

    written = write(read(path), tmp_path / "again.kgraph")
    assert files.load(tmp_path / "again.kgraph") == written
    assert written.main.frames == drawing.main.frames
    assert written.main.positions == drawing.main.positions
    assert (written.data, written.training) == (drawing.data, drawing.training)

    store = RunStore.beside(tmp_path / "again.kgraph")
    (run,) = store.list()
    assert run.scores == {"loss": 0.125}
    assert run.document.read_bytes() == files.dumps(drawing)
    assert store.batches(run.id) == {"loss": [0.5, 0.25]}
    same, _ = trained(written, tmp_path / "again.kgraph")
    for a, b in zip(same.get_weights(), model.get_weights(), strict=True):
        np.testing.assert_array_equal(a, b)
    again = build(drawing)
    compile_model(again, drawing)
    again.optimizer.build(again.trainable_variables)
    again.load_weights(run.best_weights)
    np.testing.assert_array_equal(again.get_weights()[0], model.get_weights()[0])


def test_a_file_that_was_changed_elsewhere_wins_over_its_recipe(
    tmp_path, drawing, finished
):
    path = tmp_path / "net.keras"
    x = keras.Input((4,), name="x")
    keras.Model(x, keras.layers.Dense(9, name="other")(x), name="net").save(path)
    with_recipe(path, Recipe(files.dumps(drawing), finished))
    reading = read(path)
    names = {layer.name for layer in reading.project.main.layers.values()}
    assert "other" in names
    assert reading.recipe is None
    (finding,) = (f for f in reading.report.findings if f.severity == "warning")
    assert finding.where == "kgraph/document.kgraph"
    assert "drawn anew" in finding.text


@pytest.mark.parametrize("document", [b"", b"{}", b'{"version": 99}', b"\xff"])
def test_a_broken_recipe_costs_nothing_but_itself(tmp_path, document):
    path = tmp_path / "net.keras"
    net().save(path)
    with_recipe(path, Recipe(document))
    reading = read(path)
    assert list(reading.weights) == ["h", "d"]
    assert [f.severity for f in reading.report.findings] == ["note", "warning"]


def test_a_vocabulary_that_was_learned_does_not_make_another_model(tmp_path):
    x = keras.Input((1,), dtype="string", name="x")
    untrained = keras.Model(x, keras.layers.StringLookup(name="words")(x), name="net")
    learned = keras.Model(
        x, keras.layers.StringLookup(name="words", vocabulary=["a", "b"])(x), name="net"
    )
    drawing = replace(read_drawing(untrained), training=Training(epochs=3))
    path = tmp_path / "net.keras"
    learned.save(path)
    with_recipe(path, Recipe(files.dumps(drawing)))
    reading = read(path)
    assert reading.project.training.epochs == 3
    words = next(x for x in reading.project.main.layers.values() if x.name == "words")
    assert words.config["vocabulary"] == ["a", "b"]
