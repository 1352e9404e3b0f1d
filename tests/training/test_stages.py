"""A stage of a run trains what it says, whatever the one before has frozen."""

import pytest
from sketch import Sketch

from kgraph.document.optimizers import at_learning_rate, optimizer_of
from kgraph.document.project import Project, Stage, Training
from kgraph.modeling import build, make
from kgraph.training import TrainingError
from kgraph.training.stages import Freezer


def chain() -> Project:
    s = Sketch("chain")
    x = s.add("Input", name="x", shape=[4])
    for number in range(3):
        x = s.add("Dense", x, name=f"d{number}", units=4)
    s.output(x, name="end")
    return s.project()


def test_what_one_stage_freezes_a_later_one_trains():
    project = chain()
    model = build(project)
    freezer = Freezer(model, project)
    trained = []
    for trains in ("drawn", "last", "all", "last", "drawn"):
        freezer.enter(Stage(trains=trains))
        trained.append(len(model.trainable_weights))
    assert trained == [6, 2, 6, 2, 6]


def test_a_stage_that_trains_nothing_is_refused():
    project = chain()
    with pytest.raises(TrainingError, match="'Idle' must train a layer at least"):
        Freezer(build(project), project).enter(Stage(name="Idle", trains="only"))


@pytest.mark.parametrize(
    "described",
    [
        "adam",
        {"class_name": "SGD", "config": {"momentum": 0.9, "learning_rate": 0.5}},
        {
            "class_name": "LossScaleOptimizer",
            "config": {"inner_optimizer": {"class_name": "Adam", "config": {}}},
        },
    ],
)
def test_a_stage_learns_at_a_rate_of_its_own(described):
    training = Training(optimizer=described)
    optimizer = make("optimizer", optimizer_of(training, Stage(learning_rate=0.25)))
    assert float(optimizer.learning_rate) == 0.25
    if isinstance(described, dict) and "momentum" in described["config"]:
        assert optimizer.momentum == 0.9


def test_an_optimizer_without_a_rate_of_its_own_stays_as_it_is():
    described = {"class_name": "MultiOptimizer", "config": {}}
    assert at_learning_rate(described, 0.1) is None
