"""How much each stage trains, counted from what is known of the drawing."""

import pytest
from sketch import Sketch
from tuned_drawings import with_head

from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Variable
from kgraph.document.freezing import freeze
from kgraph.document.project import MAIN, Project
from kgraph.document.telling.trained import trained_of
from kgraph.document.training import Stage

NORMALIZED = (
    Variable((4,), name="gamma"),
    Variable((4,), name="beta"),
    Variable((4,), name="moving_mean"),
    Variable((4,), name="moving_variance"),
)


def drawing() -> Project:
    inner = Sketch("backbone", "g1")
    x = inner.add("Input", shape=[4])
    x = inner.add("BatchNormalization", x)
    inner.output(x)
    return with_head(inner)


def known(*, is_frozen: bool = False) -> Analysis:
    counts = {"trainable": 0, "non_trainable": 16}
    if not is_frozen:
        counts = {"trainable": 8, "non_trainable": 8}
    normalization = NodeAnalysis((), variables=NORMALIZED, **counts)
    return Analysis(
        {
            MAIN: GraphAnalysis({"n3": NodeAnalysis((), trainable=10)}),
            "g1": GraphAnalysis({"n2": normalization}),
        }
    )


@pytest.mark.parametrize(
    ("stage", "weights"),
    [
        (Stage(), 18),
        (Stage(trains="last", last=1), 10),
        (Stage(trains="only", layers=("l2",)), 8),
        (Stage(trains="all", keeps_statistics=True), 10),
    ],
)
def test_the_weights_that_a_stage_trains(stage: Stage, weights: int):
    assert trained_of(drawing(), known(), stage).weights == weights


def test_a_layer_that_is_drawn_frozen_counts_where_a_stage_trains_it():
    project = freeze(drawing(), MAIN, ["n2"])
    analysis = known(is_frozen=True)
    assert trained_of(project, analysis, Stage()).weights == 10
    found = trained_of(project, analysis, Stage(trains="all"))
    assert found.weights == 18, "moving averages are never trained"
    assert (found.layers, found.all_layers) == (2, 2)


def test_a_submodel_alone_is_counted_too():
    assert trained_of(drawing(), known(), Stage(), "g1").weights == 8


def test_nothing_is_counted_while_nothing_is_known():
    found = trained_of(drawing(), Analysis(), Stage())
    assert (found.weights, found.layers) == (0, 2)
