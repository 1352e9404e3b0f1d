"""Sequential and subclassed programs: what they look like, and that they compute the same."""

import textwrap

import keras
import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from msgspec.structs import replace
from random_models import models
from run_programs import function, run
from sketch import Sketch
from tidy import complaints, reformatting
from written_drawings import DRAWINGS, frozen_but_for_some, frozen_inside_alone

from kgraph import templates
from kgraph.codegen import STYLES, CodegenError, generate
from kgraph.codegen.model_names import MODEL_NAMES
from kgraph.document.names import is_trainable
from kgraph.document.project import Project
from kgraph.modeling import build
from kgraph.modeling.clean_state import in_clean_state


def digits() -> Sketch:
    s = Sketch("digits_classifier")
    x = s.add("Input", name="image", shape=[8, 8, 1])
    x = s.add("Conv2D", x, filters=4, kernel_size=3, activation="relu")
    x = s.add("Dropout", s.add("Flatten", x), rate=0.5)
    s.output(s.add("Dense", x, name="digit", units=10, activation="softmax"))
    return s


def test_a_chain_is_a_list_of_layers():
    program = generate(digits().project(), style="sequential")
    assert function(program, "build_model") == textwrap.dedent(
        """\
        return keras.Sequential(
            [
                keras.Input(shape=(8, 8, 1), name="image"),
                layers.Conv2D(4, 3, activation="relu", name="conv2d"),
                layers.Flatten(name="flatten"),
                layers.Dropout(0.5, name="dropout"),
                layers.Dense(10, activation="softmax", name="digit"),
            ],
            name="digits_classifier",
        )"""
    )
    lines = program.text.splitlines()
    conv2d = program.lines[digits().id_of("conv2d")]
    assert "layers.Conv2D" in lines[conv2d[0] - 1]


def test_a_subclass_makes_its_layers_and_calls_them():
    program = generate(digits().project(), style="subclass")
    _, _, written = program.text.partition("\n\n\n")
    written, _, _ = written.partition("\n\n\nif __name__")
    assert written.startswith(
        textwrap.dedent(
            '''\
            @keras.saving.register_keras_serializable()
            class DigitsClassifier(keras.Model):
                """Predicts output from image."""

                def __init__(self, name="digits_classifier"):
                    super().__init__(name=name)
                    self.conv2d = layers.Conv2D(4, 3, activation="relu", name="conv2d")
                    self.flatten = layers.Flatten(name="flatten")
                    self.dropout = layers.Dropout(0.5, name="dropout")
                    self.digit = layers.Dense(10, activation="softmax", name="digit")

                def call(self, inputs, training=None):
                    conv2d = self.conv2d(inputs)
                    flatten = self.flatten(conv2d)
                    dropout = self.dropout(flatten, training=training)
                    digit = self.digit(dropout)
                    return digit

                def get_config(self):
                    return {"name": self.name}


            def build_model():
                """Returns the model, not compiled yet."""
                model = DigitsClassifier()
            '''
        )
    )
    lines = program.text.splitlines()
    node = digits().id_of("conv2d")
    assert "self.conv2d(inputs)" in lines[program.lines[node][0] - 1]
    assert "layers.Conv2D" in lines[program.made["main"][node][0] - 1]


def test_what_is_no_chain_is_no_sequential():
    s = Sketch()
    x = s.add("Input", shape=[4])
    s.output(s.add("Add", x, s.add("Dense", x, units=4), name="join"))
    with pytest.raises(CodegenError, match="as a Sequential: 'join' takes 2 tensors"):
        generate(s.project(), style="sequential")


def flags(model: keras.Model) -> dict[str, bool]:
    """Which layers are trainable, by name; those of submodels by path."""
    found = {"": model.trainable}
    for layer in model.layers:
        if isinstance(layer, keras.Model):
            inside = {f"{layer.name}/{k}": v for k, v in flags(layer).items()}
            found |= inside
        elif not isinstance(layer, keras.layers.InputLayer):
            found[layer.name] = layer.trainable
    return found


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("drawing", [frozen_but_for_some, frozen_inside_alone])
def test_the_same_is_frozen_in_every_style(drawing, style):
    program = generate(drawing(), style=style).text
    assert reformatting(program) == complaints(program) == ""
    model = in_clean_state(lambda: run(program)["build_model"]())
    assert flags(model) == flags(build(drawing()))


def test_what_is_frozen_in_part_within_a_wrapper_is_refused_in_words():
    s = Sketch()
    wrapped = {"class_name": "Dense", "config": {"units": 4, "trainable": False}}
    x = s.add("Input", shape=[4])
    s.output(s.add("SpectralNormalization", x, name="wrapper", layer=wrapped))
    assert generate(s.project())
    s.graph = replace(s.graph, trainable=False)
    with pytest.raises(CodegenError, match="'wrapper' holds layers that are frozen"):
        generate(s.project())


def test_no_layer_takes_the_name_of_what_a_model_has():
    class Model(keras.Model):
        def call(self, inputs):
            return inputs

    model = Model()
    model.compile("sgd", "mse")
    model(keras.Input((2,)))
    names = {n for n in {*dir(keras.Model), *vars(model)} if not n.startswith("_")}
    assert names <= MODEL_NAMES


def copy_weights(source: keras.Model, target: keras.Model) -> None:
    for layer in source.layers:
        if isinstance(layer, keras.Model):
            copy_weights(layer, target.get_layer(layer.name))
        elif layer.variables:
            others = target.get_layer(layer.name).variables
            for one, other in zip(layer.variables, others, strict=True):
                other.assign(one)


def inputs_for(model: keras.Model) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)

    def sample(tensor) -> np.ndarray:
        shape = (2, *(size or 3 for size in tensor.shape[1:]))
        if tensor.dtype == "string":
            return np.full(shape, "a", dtype=object)
        kind = "int" in tensor.dtype
        values = rng.integers(0, 2, shape) if kind else rng.normal(size=shape)
        return np.asarray(values, tensor.dtype)

    return {tensor.name: sample(tensor) for tensor in model.inputs}


def assert_same_outputs(project: Project, style: str) -> None:
    model = build(project)
    program = generate(project, style=style).text
    other = in_clean_state(lambda: run(program)["build_model"]())
    copy_weights(model, other)
    arrays = {
        name: keras.ops.convert_to_tensor(array)
        for name, array in inputs_for(model).items()
    }
    given = next(iter(arrays.values())) if len(arrays) == 1 else arrays
    expected = keras.tree.map_structure(np.asarray, model(given))
    received = keras.tree.map_structure(np.asarray, other(given))
    keras.tree.assert_same_structure(expected, received)
    for one, two in zip(
        keras.tree.flatten(expected), keras.tree.flatten(received), strict=True
    ):
        np.testing.assert_array_equal(one, two)


@pytest.mark.parametrize("drawing", DRAWINGS)
def test_a_subclass_computes_what_the_functional_model_does(drawing):
    project = drawing()
    text = generate(project, style="subclass").text
    assert reformatting(text) == complaints(text) == ""
    assert_same_outputs(project, "subclass")


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck))
@given(project=models())
def test_any_subclass_computes_what_the_functional_model_does(project: Project):
    names = (x.name for g in project.graphs.values() for x in g.layers.values())
    assume(all(map(is_trainable, names)))  # TensorFlow traces no other
    assert_same_outputs(project, "subclass")


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(project=models())
def test_any_program_is_tidy_in_every_style(project: Project):
    for style in STYLES:
        try:
            text = generate(project, style=style).text
        except CodegenError:
            assert style == "sequential"
        else:
            assert reformatting(text) == complaints(text) == ""


def test_templates_are_tidy_in_every_style():
    for template in templates.all_templates():
        project = templates.load(template.name)
        for style in STYLES:
            try:
                text = generate(project, style=style).text
            except CodegenError:
                assert style == "sequential"
            else:
                assert reformatting(text) == complaints(text) == ""


@pytest.mark.parametrize("style", ["sequential", "subclass"])
def test_a_model_of_each_style_trains_is_saved_and_loaded(style, tmp_path):
    program = run(generate(digits().project(), style=style).text)
    model = program["build_model"]()
    model.compile("adam", "mse")
    x = np.random.default_rng(0).normal(size=(8, 8, 8, 1)).astype("float32")
    model.fit(x, np.zeros((8, 10)), verbose=0)
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(
        model.predict(x, verbose=0), loaded.predict(x, verbose=0)
    )


def test_a_subclass_that_reads_text_is_loaded_again(tmp_path):
    s = Sketch("words")
    x = s.add("Input", name="word", shape=[1], dtype="string")
    x = s.add("StringLookup", x, vocabulary=["a", "b"], output_mode="multi_hot")
    s.output(s.add("Dense", x, units=2))
    model = run(generate(s.project(), style="subclass").text)["build_model"]()
    model.save(tmp_path / "model.keras")
    loaded = keras.saving.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(loaded.get_weights()[0], model.get_weights()[0])


def test_a_normalization_that_knows_its_mean_is_in_no_class():
    s = Sketch()
    x = s.add("Input", shape=[4])
    s.output(s.add("Normalization", x, name="scaled", mean=1.0, variance=4.0))
    assert generate(s.project())
    with pytest.raises(CodegenError, match=r"'scaled': Keras cannot build .* class"):
        generate(s.project(), style="subclass")


def test_keras_itself_builds_no_such_normalization_inside_a_call():
    """The day it does, the subclass style can have it."""

    class Model(keras.Model):
        def __init__(self):
            super().__init__()
            self.scaled = keras.layers.Normalization(mean=1.0, variance=4.0)

        def call(self, inputs):
            return self.scaled(inputs)

    model = Model()
    model(keras.Input((4,)))
    with pytest.raises(TypeError, match="out of scope"):
        model(np.zeros((2, 4), "float32"))
