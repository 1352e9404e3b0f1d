"""A stage freezes the layers of a built model that the document says it does."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sketch import Sketch
from three_levels import nested

from kgraph import catalog
from kgraph.document.graph import Layer
from kgraph.document.learning import learns
from kgraph.document.project import Project, Stage
from kgraph.document.stages import frozen, learning, trained
from kgraph.modeling import ObjectError, build, make
from kgraph.modeling.freezing import flags_of, freeze, layer_at

DENSE = {"class_name": "Dense", "config": {"units": 4}}
FIXED = {"class_name": "Dense", "config": {"units": 4, "trainable": False}}
CONFIGS = {
    "Activation": {"activation": "relu"},
    "Bidirectional": {"layer": {"class_name": "LSTM", "config": {"units": 3}}},
    "EinsumDense": {"equation": "ab,bc->ac", "output_shape": 4},
    "GroupNormalization": {"groups": 2},
    "RNN": {"cell": {"class_name": "LSTMCell", "config": {"units": 3}}},
    "SpectralNormalization": {"layer": DENSE},
    "TimeDistributed": {"layer": DENSE},
}
SIZES = {"rate": 0.1, "stddev": 0.1, "units": 3, "filters": 3}
SHAPES = ((2, 4), (2, 6, 4), (2, 8, 8, 4), (2, 4, 4, 4, 4), (2, 3, 8, 8, 4), (2, 400))


@pytest.mark.slow
def test_the_table_of_layers_that_learn_is_right_about_every_layer_that_keras_has():
    found = {}
    for spec in catalog.load().all("layer"):
        config = {p.name: SIZES.get(p.name, 2) for p in spec.parameters if p.required}
        config |= CONFIGS.get(spec.name, {})
        count = count_of_weights(spec.name, config, len(spec.inputs))
        if count is not None:
            found[spec.name] = bool(count)
            assert learns(Layer("l", spec.name, "l", config)) == bool(count), spec.name
    assert len(found) > 100


def count_of_weights(type: str, config: dict, inputs: int) -> int | None:
    """How many arrays training changes; None for what these shapes do not suit."""
    for shape in SHAPES:
        x = np.ones(shape, "float32")
        for tensors in ([x], [[x, x]], [x, x]):
            try:
                layer = make("layer", {"class_name": type, "config": config})
                layer(*tensors[: max(inputs, 1)])
                return len(layer.trainable_weights)
            except ObjectError:
                return None
            except Exception:
                continue
    return None


def drawn_in_many_ways() -> Project:
    """Layers that are frozen in the drawing, in wrappers and within a submodel."""
    part = Sketch("part", "g1")
    x = part.add("Input", name="x", shape=[5, 4])
    x = part.add("Dense", x, name="free", units=4)
    x = part.add("BatchNormalization", x, name="norm", trainable=False)
    part.output(part.add("Dense", x, name="fixed", units=4, trainable=False))
    s = Sketch("model")
    x = s.add("Input", name="x", shape=[5, 4])
    x = s.add("TimeDistributed", x, name="inside", layer=FIXED)
    x = s.add("TimeDistributed", x, name="outside", layer=DENSE, trainable=False)
    x = s.add("graph:g1", at={"x": [x]}, name="part")
    x = s.add("LayerNormalization", x, name="plain", scale=False, center=False)
    norm = {"class_name": "BatchNormalization", "config": {}}
    x = s.add("TimeDistributed", x, name="norms", layer=norm)
    s.output(s.add("LSTM", x, name="lstm", units=3), name="end")
    return s.project(part)


DRAWINGS = (drawn_in_many_ways(), nested())
MODELS = [(project, build(project)) for project in DRAWINGS]
DRAWN = [flags_of(model) for _, model in MODELS]


def trained_paths(model: keras.Model) -> set[str]:
    return {weight.path for weight in model.trainable_weights}


def expected_paths(project: Project, model: keras.Model, stage: Stage) -> set[str]:
    places = trained(project, stage)
    layers = [layer_at(model, place.names) for place in places]
    return {w.path for layer in layers for w in layer.weights if w.trainable}


@st.composite
def stages(draw) -> tuple[int, Stage]:
    which = draw(st.integers(0, len(DRAWINGS) - 1))
    project = DRAWINGS[which]
    ids = [
        f"{graph.id}/{layer}"
        for graph in project.graphs.values()
        for layer in graph.layers
    ]
    return which, Stage(
        trains=draw(st.sampled_from(["drawn", "all", "last", "only", "except"])),
        last=draw(st.integers(0, 8)),
        layers=tuple(draw(st.lists(st.sampled_from(ids), max_size=4))),
        keeps_statistics=draw(st.booleans()),
    )


@given(stages())
@settings(max_examples=60, deadline=None)
def test_whatever_came_before_a_stage_trains_what_the_document_says(drawn):
    which, stage = drawn
    project, model = MODELS[which]
    freeze(model, project, stage, DRAWN[which])
    assert trained_paths(model) == expected_paths(project, model, stage)
    learned = set()
    for place in learning(project):
        weights = layer_at(model, place.names).weights
        learned |= {weight.path for weight in weights if weight.trainable}
    assert trained_paths(model) == learned
    for place in frozen(project, stage):
        assert not layer_at(model, place.names).trainable


@pytest.mark.parametrize("project", DRAWINGS)
def test_a_stage_that_trains_what_is_drawn_is_the_model_as_it_is_built(project):
    model, fresh = build(project), build(project)
    drawn = flags_of(model)
    for trains in ("all", "last"):
        freeze(model, project, Stage(trains=trains), drawn)
    freeze(model, project, Stage(), drawn)
    assert trained_paths(model) == trained_paths(fresh)


def test_kept_statistics_do_not_move_and_others_do():
    s = Sketch("model")
    x = s.add("Input", name="x", shape=[4])
    x = s.add("BatchNormalization", s.add("Dense", x, name="a", units=4), name="norm")
    s.output(s.add("Dense", x, name="b", units=1), name="end")
    project = s.project()
    model = build(project)
    drawn = flags_of(model)
    x, y = np.random.default_rng(0).normal(size=(64, 4)), np.ones((64, 1))
    means = [model.get_layer("norm").moving_mean.numpy()]
    for stage in (Stage(keeps_statistics=True), Stage()):
        freeze(model, project, stage, drawn)
        model.compile("sgd", "mse")
        model.fit(x, y, verbose=0)
        means.append(model.get_layer("norm").moving_mean.numpy())
    assert (means[0] == means[1]).all()
    assert (means[1] != means[2]).any()
