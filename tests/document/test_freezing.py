"""Freezing layers, submodels and what is wrapped; the model agrees."""

import pytest
from msgspec.structs import replace
from sketch import Sketch
from tuned_drawings import with_head

from kgraph.document.errors import EditError
from kgraph.document.freezing import freeze, frozen_share, unfreeze
from kgraph.document.project import MAIN, Project, with_graphs
from kgraph.document.stages import frozen_layers
from kgraph.document.training import Stage

DRAWN = Stage()


def with_backbone() -> Project:
    inner = Sketch("backbone", "g1")
    x = inner.add("Input", shape=[4])
    x = inner.add("Dense", x, name="first", units=4)
    x = inner.add("BatchNormalization", x, name="bn")
    x = inner.add("Dropout", x, name="dropout", rate=0.5)
    inner.output(x)
    return with_head(inner)


def node(project: Project, graph: str, name: str) -> str:
    found = project.graphs[graph]
    return next(n for n in found.nodes if found.layer_of(n).name == name)


def frozen_names(project: Project) -> set[str]:
    layers = frozen_layers(project, DRAWN)
    return {project.graphs[g].layers[id].name for g, id in layers}


def test_a_layer_is_frozen_and_learns_again():
    project = with_backbone()
    head = node(project, MAIN, "head")
    frozen = freeze(project, MAIN, [head])
    assert frozen.main.layer_of(head).config["trainable"] is False
    assert frozen_names(frozen) == {"head"}
    assert unfreeze(frozen, MAIN, [head]) == project


def test_of_a_submodel_all_that_learns_is_frozen():
    project = with_backbone()
    frozen = freeze(project, MAIN, [node(project, MAIN, "backbone")])
    assert frozen_names(frozen) == {"backbone", "first", "bn"}
    assert frozen.graphs["g1"].layer_of("n4").config == {"rate": 0.5}
    layer = frozen.main.nodes[node(project, MAIN, "backbone")].layer
    assert frozen_share(frozen, MAIN, layer) == (2, 2)
    thawed = unfreeze(frozen, "g1", [node(project, "g1", "bn")])
    assert frozen_names(thawed) == {"first"}
    assert frozen_share(thawed, MAIN, layer) == (1, 2)


def test_what_a_wrapper_holds_is_frozen_with_it():
    sketch = Sketch()
    x = sketch.add("Input", shape=[3, 4])
    inner = {"class_name": "LSTM", "config": {"units": 2}}
    x = sketch.add("Bidirectional", x, layer=inner)
    sketch.output(x)
    project = sketch.project()
    frozen = freeze(project, MAIN, ["n2"])
    config = frozen.main.layer_of("n2").config
    assert config["trainable"] is False
    assert config["layer"]["config"] == {"units": 2, "trainable": False}
    assert frozen_share(frozen, MAIN, "l2") == (1, 1)
    assert unfreeze(frozen, MAIN, ["n2"]) == project


def test_a_model_that_was_frozen_as_a_whole_stays_so_but_for_the_chosen():
    project = with_backbone()
    whole = with_graphs(project, replace(project.main, trainable=False))
    assert frozen_share(whole, MAIN, "l3") == (1, 1)
    thawed = unfreeze(whole, MAIN, [node(project, MAIN, "head")])
    assert thawed.main.trainable
    assert frozen_names(thawed) == {"backbone", "first", "bn"}


def test_a_frozen_submodel_of_which_all_learns_again_is_no_longer_called_frozen():
    project = with_backbone()
    marked = with_graphs(project, replace(project.graphs["g1"], trainable=False))
    frozen = freeze(marked, MAIN, [node(project, MAIN, "backbone")])
    thawed = unfreeze(frozen, MAIN, [node(project, MAIN, "backbone")])
    assert thawed.graphs["g1"].trainable
    assert frozen_names(thawed) == set()


def test_what_has_nothing_to_learn_is_refused_in_words():
    project = with_backbone()
    with pytest.raises(EditError, match=r"weights to learn\. Received: dropout\."):
        freeze(project, "g1", [node(project, "g1", "dropout")])
    with pytest.raises(EditError, match="Received: none"):
        unfreeze(project, MAIN, [])
    assert frozen_share(project, "g1", "l4") == (0, 0)


def test_freezing_what_is_frozen_changes_nothing():
    project = freeze(with_backbone(), MAIN, ["n3"])
    assert freeze(project, MAIN, ["n3"]) is project


@pytest.mark.slow
def test_keras_trains_what_is_not_frozen():
    from kgraph.modeling import build

    project = with_backbone()
    frozen = freeze(project, MAIN, [node(project, MAIN, "backbone")])
    paths = {v.path for v in build(frozen).trainable_variables}
    assert paths == {"head/kernel", "head/bias"}
