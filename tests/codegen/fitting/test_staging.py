"""What a program freezes, stage by stage, is what the document says it does."""

import textwrap

import keras
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from run_programs import function
from sketch import Sketch
from three_levels import nested
from tuned_drawings import base, tuned

from kgraph.codegen import CodegenError, generate
from kgraph.codegen.fitting.staging import Stager, keeping_function
from kgraph.codegen.layout import laid
from kgraph.document.project import Project, Stage, with_graphs
from kgraph.modeling import build
from kgraph.modeling.freezing import flags_of, freeze


def in_stages(project: Project, *stages: Stage) -> Project:
    return replace(project, training=replace(project.training, stages=stages))


def flat() -> Project:
    """A chain of layers, of which some are frozen in the drawing."""
    s = Sketch("flat")
    x = s.add("Input", name="x", shape=[5, 4])
    for number in range(6):
        x = s.add("Dense", x, name=f"d{number}", units=4, trainable=number > 1)
        x = s.add("BatchNormalization", x, name=f"n{number}")
    norm = {"class_name": "BatchNormalization", "config": {}}
    x = s.add("TimeDistributed", x, name="each", layer=norm)
    s.output(s.add("LSTM", x, name="lstm", units=3), name="end")
    return s.project()


def within() -> Project:
    """The tuned digits, frozen as a whole with its base, and its base thawed."""
    project = tuned()
    inner = replace(project.graphs["g1"], trainable=False)
    return with_graphs(project, inner, replace(project.main, is_sequential=False))


def thawed() -> Project:
    """Layers that learn, in a model that is frozen as such, in one that is not."""
    project = nested()
    block = next(g for g in project.graphs.values() if g.name == "block")
    return with_graphs(project, replace(block, trainable=False))


DRAWINGS = (flat(), tuned(), within(), nested(), thawed())
MODELS = [(project, build(project)) for project in DRAWINGS]
FLAGS = [flags_of(model) for _, model in MODELS]


class Telling:
    """A layer that tells those within it each flag that it is given, as with JAX."""

    def __init__(self, layer: keras.Layer) -> None:
        object.__setattr__(self, "layer", layer)

    def __setattr__(self, name: str, value: bool) -> None:
        keras.Layer.trainable.fset(self.layer, value)
        for inner in self.layer._flatten_layers():
            keras.Layer.trainable.fset(inner, value)

    def get_layer(self, name: str) -> "Telling":
        return Telling(self.layer.get_layer(name))

    @property
    def layers(self) -> list:
        return [Telling(layer) for layer in self.layer.layers]


def kept(model: Telling) -> None:
    for layer in model.layer._flatten_layers():
        if isinstance(layer, keras.layers.BatchNormalization) and not is_wrapped(
            model.layer, layer
        ):
            Telling(layer).trainable = False


def is_wrapped(model: keras.Model, layer: keras.Layer) -> bool:
    wrappers = [x for x in model._flatten_layers() if hasattr(x, "layer")]
    return any(wrapper.layer is layer for wrapper in wrappers)


def trained_paths(model: keras.Model) -> list[str]:
    return [weight.path for weight in model.trainable_weights]


@st.composite
def runs(draw) -> tuple[int, tuple[Stage, ...]]:
    which = draw(st.integers(0, len(DRAWINGS) - 1))
    graphs = DRAWINGS[which].graphs.values()
    ids = [f"{graph.id}/{layer}" for graph in graphs for layer in graph.layers]
    stages = st.builds(
        Stage,
        trains=st.sampled_from(["drawn", "all", "last", "only", "except"]),
        last=st.integers(0, 12),
        layers=st.lists(st.sampled_from(ids), max_size=6).map(tuple),
        keeps_statistics=st.booleans(),
    )
    return which, tuple(draw(st.lists(stages, min_size=1, max_size=4)))


@pytest.mark.parametrize("tells", [False, True], ids=["tensorflow", "others"])
@given(run=runs())
@settings(max_examples=80, deadline=None)
def test_any_stages_in_any_order_train_what_the_document_says(tells, run):
    which, stages = run
    project, model = MODELS[which]
    for layer, flag in FLAGS[which]:
        layer.trainable = flag
    stager = Stager(project)
    names: dict = {"keras": keras, "model": Telling(model) if tells else model}
    exec("\n".join(keeping_function(["keep_statistics(model)"])), names)
    if tells:
        names["keep_statistics"] = kept
    written = [stager.statements(stage) for stage in stages]
    expected = []
    for stage in stages:
        freeze(model, project, stage, FLAGS[which])
        expected.append(trained_paths(model))
    for layer, flag in FLAGS[which]:
        layer.trainable = flag
    for statements, paths in zip(written, expected, strict=True):
        exec("\n".join(laid(statements, 0)), names)
        assert trained_paths(model) == paths


@pytest.mark.parametrize("tells", [False, True], ids=["tensorflow", "others"])
def test_a_flag_that_is_there_already_is_not_relied_upon(tells):
    project = thawed()
    block = next(g for g in project.graphs.values() if g.name == "block")
    stage = Stage(trains="only", layers=tuple(f"{block.id}/{x}" for x in block.layers))
    model = build(project)
    names = {"model": Telling(model) if tells else model}
    exec("\n".join(laid(Stager(project).statements(stage), 0)), names)
    fresh = build(project)
    freeze(fresh, project, stage, flags_of(fresh))
    assert trained_paths(model) == trained_paths(fresh)


def test_feature_extraction_and_fine_tuning_read_as_in_the_guide_of_keras():
    assert function(generate(tuned()), "main") == textwrap.dedent(
        """\
        keras.utils.set_random_seed(0)
        train, validation, test = load_data()
        model = build_model()

        # Feature extraction
        model.get_layer("base").trainable = False
        compile_model(model, "adam")
        model.fit(*train, validation_data=validation, epochs=2)

        # Fine-tuning
        model.get_layer("base").trainable = True
        keep_statistics(model)
        compile_model(model, keras.optimizers.Adam(learning_rate=0.0001))
        model.fit(*train, validation_data=validation, epochs=5, initial_epoch=2)

        model.evaluate(*test)
        model.save("tuned.keras")"""
    )


def test_the_last_layers_of_a_submodel_are_told_one_by_one_and_the_rest_at_once():
    project = in_stages(tuned(), Stage(trains="last", last=4), Stage(trains="all"))
    written = function(generate(project), "main")
    assert (
        textwrap.dedent(
            """\
        # Stage 1
        base = model.get_layer("base")
        base.trainable = False
        base.get_layer("conv_3").trainable = True
        base.get_layer("norm_3").trainable = True
        compile_model(model)
        """
        )
        in written
    )
    assert "\n# Stage 2\nbase.trainable = True\ncompile_model(model)\n" in written


def test_many_layers_of_one_model_are_a_loop():
    stager = Stager(flat())
    few = "\n".join(laid(stager.statements(Stage(trains="last", last=1)), 0))
    assert few == textwrap.dedent(
        """\
        for layer in model.layers:
            layer.trainable = False
        model.get_layer("lstm").trainable = True"""
    )


def test_epochs_before_the_initial_one_are_left_out_with_their_stages():
    project = tuned(initial_epoch=3)
    written = function(generate(project), "main")
    assert "Feature extraction" not in written
    assert "epochs=5, initial_epoch=3)" in written


def test_a_wrapper_that_differs_from_what_it_wraps_is_refused():
    s = Sketch("odd")
    x = s.add("Input", name="x", shape=[5, 4])
    fixed = {"class_name": "Dense", "config": {"units": 4, "trainable": False}}
    s.output(s.add("TimeDistributed", x, name="each", layer=fixed))
    with pytest.raises(CodegenError, match="'each' is a wrapper"):
        Stager(s.project()).statements(Stage(trains="all"))
    assert Stager(s.project()).statements(Stage()) == []


def test_a_name_of_a_stage_that_tools_would_obey_is_no_comment():
    project = in_stages(tuned(), Stage(name="noqa"), Stage(name="b\nimport os"))
    written = generate(project).text
    assert "# noqa" not in written
    assert "    # b import os\n" in written


def test_the_base_of_a_base_keeps_its_statistics_too():
    outer = Sketch("outer", "g2")
    x = outer.add("Input", name="image", shape=[8, 8, 1])
    outer.output(outer.add("graph:g1", at={"image": [x]}, name="base"), name="out")
    s = Sketch("model")
    x = s.add("Input", name="image", shape=[8, 8, 1])
    x = s.add("graph:g2", at={"image": [x]}, name="outer")
    s.output(s.add("Dense", x, name="head", units=2), name="end")
    project = s.project(outer, base())
    stager = Stager(project)
    names = {"keras": keras, "model": build(project)}
    exec("\n".join(keeping_function(["keep_statistics(model)"])), names)
    exec("\n".join(laid(stager.statements(Stage(keeps_statistics=True)), 0)), names)
    trained = trained_paths(names["model"])
    assert trained
    assert not any("norm" in path for path in trained)
