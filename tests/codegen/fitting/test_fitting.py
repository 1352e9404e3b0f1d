"""How the program says what training is: compile, adapt, fit."""

import textwrap

import keras
import numpy as np
import pytest
from drawings import digits, training
from msgspec.structs import replace
from run_programs import function, run
from sketch import Sketch
from tidy import complaints, reformatting
from tuned_drawings import tuned

from kgraph import templates
from kgraph.codegen import generate
from kgraph.document import edits
from kgraph.document.graph import Port, Source
from kgraph.document.project import Binding, Data, DataSource, Project
from kgraph.modeling import build
from kgraph.modeling.clean_state import in_clean_state


def described(class_name: str, **config: object) -> dict:
    return {"class_name": class_name, "config": config}


def test_losses_weights_and_metrics_are_told_by_output():
    program = generate(templates.load("breast_cancer"))
    assert function(program, "compile_model") == textwrap.dedent(
        """\
        model.compile(
            optimizer=keras.optimizers.Adam(learning_rate=0.002),
            loss={"diagnosis": "binary_crossentropy", "worst_area": "mean_squared_error"},
            loss_weights={"diagnosis": 1.0, "worst_area": 0.5},
            metrics={
                "diagnosis": [keras.metrics.BinaryAccuracy(name="accuracy")],
                "worst_area": [keras.metrics.MeanAbsoluteError(), keras.metrics.R2Score()],
            },
        )"""
    )


def test_a_whole_loss_weight_is_written_as_keras_takes_it():
    s = Sketch()
    x = s.add("Input", shape=[3])
    s.output(x, loss=described("MeanSquaredError"), loss_weight=2)
    written = function(generate(s.project()), "compile_model")
    assert 'loss="mean_squared_error", loss_weights=2.0' in written


def test_fit_is_told_what_is_not_usual_and_where_callbacks_write():
    callbacks = (
        described("ModelCheckpoint", save_best_only=True),
        described("CSVLogger", filename="log.csv"),
    )
    project = training(
        digits(), epochs=7, shuffle=False, seed=None, callbacks=callbacks
    )
    assert function(generate(project), "main") == textwrap.dedent(
        """\
        train, validation, test = load_data()
        model = build_model()
        compile_model(model)
        model.fit(
            *train,
            validation_data=validation,
            batch_size=64,
            epochs=7,
            shuffle=False,
            callbacks=[
                keras.callbacks.ModelCheckpoint("checkpoint.keras", save_best_only=True),
                keras.callbacks.CSVLogger("log.csv"),
            ],
        )
        model.evaluate(*test)
        model.save("digits.keras")"""
    )


def normalizing_in_two_places() -> Project:
    """A Normalization in a shared submodel, and one behind a Dense."""
    part = Sketch("part", "part")
    inner = part.add("Input", name="inner", shape=[2])
    part.output(part.add("Normalization", inner, name="inside"))
    s = Sketch("places")
    nodes = {}
    for name in ("a", "b"):
        nodes[name] = s.add("Input", name=name, shape=[2])
    s.graph, first = edits.add(s.graph, "graph:part", name="both")
    s.graph = edits.connect(s.graph, Source(nodes["a"]), Port(first, "inner"))
    s.graph, second = edits.call(s.graph, s.graph.nodes[first].layer)
    s.graph = edits.connect(s.graph, Source(nodes["b"]), Port(second, "inner"))
    dense = s.add("Dense", s.add("Subtract", first, second), units=3)
    out = s.output(
        s.add("Normalization", dense, name="behind"), loss=described("MeanSquaredError")
    )
    layers = {k: s.graph.nodes[id].layer for k, id in {**nodes, "out": out}.items()}
    bindings = {
        layers["a"]: Binding(("sepal_length", "sepal_width")),
        layers["b"]: Binding(("petal_length", "petal_width")),
        layers["out"]: Binding(("species",)),
    }
    data = Data(source=DataSource("builtin", "iris"), bindings=bindings)
    return replace(s.project(part), data=data)


def test_a_call_that_leads_nowhere_shows_a_layer_nothing():
    project = normalizing_in_two_places()
    behind = next(x for x in project.main.layers.values() if x.name == "behind")
    both = next(x for x in project.main.layers.values() if x.name == "both")
    graph, _ = edits.call(project.main, behind.id)
    graph, _ = edits.call(graph, both.id)
    idle = replace(project, graphs={**project.graphs, "main": graph})
    written = function(generate(project), "adapt_model")
    assert function(generate(idle), "adapt_model") == written


def test_what_has_to_see_the_data_first_sees_all_that_reaches_it():
    module = run(generate(normalizing_in_two_places()).text)
    train, _, _ = module["load_data"]()
    model = module["build_model"]()
    module["adapt_model"](model, train[0])
    inside = model.get_layer("both").get_layer("inside")
    both = np.concatenate([train[0]["a"], train[0]["b"]])
    np.testing.assert_allclose(np.ravel(inside.mean), both.mean(axis=0), rtol=1e-4)
    behind = model.get_layer("behind")
    reaching = keras.Model(model.inputs, model.get_layer("dense").output)
    expected = reaching.predict(train[0], verbose=0)
    np.testing.assert_allclose(
        np.ravel(behind.mean), expected.mean(axis=0), rtol=1e-3, atol=1e-4
    )


def test_with_jax_all_devices_are_given_equally_many_samples():
    project = training(digits(), device="all", backend="jax")
    program = generate(project)
    assert reformatting(program.text) == complaints(program.text) == ""
    main = function(program, "main")
    assert "train = shared_evenly(train)\n" in main
    assert "set_distribution(keras.distribution.DataParallel())" in main
    assert "shared_evenly" not in generate(training(digits(), device="all")).text


@pytest.mark.parametrize(
    ("backend", "device", "precision"),
    [
        ("auto", "auto", "float32"),
        ("auto", "cpu", "mixed_float16"),
        ("tensorflow", "all", "float32"),
        ("jax", "all", "mixed_bfloat16"),
        ("torch", "gpu:1", "mixed_float16"),
    ],
)
def test_what_computes_is_said_tidily(backend, device, precision):
    project = training(digits(), device=device, backend=backend, precision=precision)
    text = generate(project).text
    assert reformatting(text) == complaints(text) == ""
    is_said = 'os.environ["KERAS_BACKEND"]' in text
    assert is_said is (backend != "auto")
    assert ("set_dtype_policy" in text) is (precision != "float32")
    assert (f'with keras.device("{device}"):' in text) is (device in ("cpu", "gpu:1"))
    if is_said:
        assert text.index("KERAS_BACKEND") < text.index("import keras")


@pytest.mark.parametrize("precision", ["mixed_float16", "mixed_bfloat16"])
def test_under_a_mixed_policy_both_roads_give_one_model(precision):
    project = tuned(precision=precision)
    text = generate(project).text
    theirs = in_clean_state(lambda: run(text)["build_model"]().get_config())
    assert theirs == build(project, precision=precision).get_config()
    assert keras.config.dtype_policy().name == "float32"
