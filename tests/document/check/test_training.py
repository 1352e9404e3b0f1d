"""What is wrong with a training shows while people type, with what to do about it."""

import json

import pytest
from msgspec.structs import replace
from tuned_drawings import tuned

from kgraph import templates
from kgraph.document.analysis import Analysis, Problem
from kgraph.document.check import check, check_training
from kgraph.document.project import Project, Split, Stage
from kgraph.document.repairs import Case, propose
from kgraph.document.setting import setting, with_setting


def with_optimizer(name: str, **config: object) -> dict:
    return {"class_name": name, "config": config}


callback = with_optimizer
SCHEDULE = with_optimizer("CosineDecay", initial_learning_rate=0.1, decay_steps=9)


def one_problem(project: Project) -> Problem:
    [problem] = check_training(project)
    return problem


def repairs(project: Project) -> dict[str, tuple[Problem, ...]]:
    """Titles of the repairs of the only problem, and what is wrong after each."""
    case = Case(project, one_problem(project), Analysis())
    found = propose(case)
    return {repair.title: check_training(repair.edit(project)) for repair in found}


def test_the_usual_training_has_no_problems():
    assert check_training(tuned()) == ()
    assert check_training(tuned(stages=())) == ()


def test_none_of_it_stands_in_the_way_of_the_model():
    project = tuned(epochs=0, batch_size=0, stages=(Stage(trains="only"),))
    assert check_training(project)
    assert check(project) == check(tuned())


@pytest.mark.parametrize(
    ("name", "value", "mended"),
    [
        ("epochs", 0, 1),
        ("batch_size", -1, 1),
        ("batch_size", 10**30, 2**31 - 1),
        ("seed", 2**32, 2**32 - 1),
        ("steps_per_epoch", 0, 1),
        ("initial_epoch", -1, 0),
        ("validation_freq", 0, 1),
        ("validation_batch_size", 0, 1),
        ("validation_steps", -2, 1),
        ("steps_per_execution", 0, 1),
        ("checkpoint_minutes", -0.5, 0),
    ],
)
def test_a_number_out_of_range_is_named_and_can_be_mended(name, value, mended):
    stages = () if name == "epochs" else tuned().training.stages
    project = tuned(stages=stages, **{name: value})
    problem = one_problem(project)
    assert problem.setting == f"training.{name}"
    assert problem.severity == "error"
    assert f"`{name}`" in problem.message
    assert f"Received: {value}" in problem.message
    assert setting(project, problem.setting) == value
    assert repairs(project) == {f"Set {name} to {mended}": ()}


@pytest.mark.parametrize(
    ("settings", "where", "words", "titles"),
    [
        (
            {"initial_epoch": 5},
            "training.initial_epoch",
            "All 5 epochs are before `initial_epoch`",
            ["Set initial_epoch to 0"],
        ),
        (
            {"stages": (Stage(trains="last", last=99),)},
            "training.stages.0.last",
            "no more than 8 layers with weights",
            ["Set last to 8"],
        ),
        (
            {"stages": (Stage(trains="except", layers=("gone",)),)},
            "training.stages.0.layers",
            "'gone'",
            ["Take layers that are gone off the list of the stage"],
        ),
        (
            {"stages": (Stage(), Stage(name="Rest", trains="only"))},
            "training.stages.1.trains",
            "'Rest' trains nothing",
            [
                "Let the stage train what is drawn",
                "Let the stage train all layers",
                "Take the stage away",
            ],
        ),
        (
            {"optimizer": with_optimizer("SGD", clipnorm=1.0, clipvalue=0.5)},
            "training.optimizer.config.clipvalue",
            "one way at a time",
            ["Set clipvalue to none"],
        ),
        (
            {
                "stages": (),
                "callbacks": (callback("EarlyStopping", monitor="acuracy"),),
            },
            "training.callbacks.0.config.monitor",
            "EarlyStopping watches 'acuracy', which is not logged",
            [
                "Set monitor to accuracy",
                "Set monitor to loss",
                "Take EarlyStopping away",
            ],
        ),
        (
            {"stages": (), "callbacks": (callback("SwapEMAWeights"),)},
            "training.callbacks.0",
            "turn on its `use_ema`",
            ["Turn on use_ema of the optimizer", "Take SwapEMAWeights away"],
        ),
        (
            {
                "stages": (),
                "callbacks": (
                    callback("TerminateOnNaN"),
                    callback("ReduceLROnPlateau"),
                ),
                "optimizer": with_optimizer("SGD", learning_rate=SCHEDULE),
            },
            "training.callbacks.1",
            "follows a schedule",
            ["Take ReduceLROnPlateau away"],
        ),
        (
            {"steps_per_execution": 8, "backend": "torch"},
            "training.steps_per_execution",
            "PyTorch takes one step at a time",
            ["Set steps_per_execution to 1"],
        ),
        (
            {"steps_per_execution": 8, "device": "all"},
            "training.steps_per_execution",
            "shares batches among GPUs",
            ["Set steps_per_execution to 1"],
        ),
        (
            {"jit_compile": "on", "device": "all"},
            "training.jit_compile",
            "XLA does not compile",
            ["Set jit_compile to off"],
        ),
        (
            {"jit_compile": "on", "run_eagerly": True},
            "training.jit_compile",
            "without effect",
            ["Set jit_compile to off"],
        ),
        (
            {"device": "tpu"},
            "training.device",
            "Received: 'tpu'",
            ["Set device to auto"],
        ),
        (
            {"device": "all", "backend": "torch"},
            "training.device",
            "with PyTorch",
            ["Set device to auto"],
        ),
        (
            {"precision": "mixed_float16", "device": "cpu"},
            "training.precision",
            "slower than float32",
            ["Set precision to float32", "Set precision to mixed_bfloat16"],
        ),
    ],
)
def test_what_does_not_go_together_is_told_and_can_be_mended(
    settings, where, words, titles
):
    project = tuned(**settings)
    problem = one_problem(project)
    assert problem.setting == where
    assert words in problem.message
    setting(project, where)  # it can be found there
    after = repairs(project)
    assert list(after) == titles
    assert set(after.values()) == {()}


def test_a_callback_that_watches_validation_is_heard_only_if_there_is_one():
    stopping = (callback("EarlyStopping"),)
    assert not check_training(tuned(callbacks=stopping))
    project = tuned(callbacks=stopping)
    data = replace(project.data, split=Split(validation=0.0))
    problem = one_problem(replace(project, data=data))
    assert "or hold samples back for validation" in problem.message


def test_a_callback_of_a_stage_is_judged_by_the_optimizer_of_that_stage():
    swap = (callback("SwapEMAWeights"),)
    averaging = with_optimizer("Adam", use_ema=True)
    stages = (Stage(callbacks=swap), Stage(callbacks=swap, optimizer=averaging))
    problem = one_problem(tuned(stages=stages))
    assert problem.setting == "training.stages.0.callbacks.0"
    assert next(iter(repairs(tuned(stages=stages)).values())) == ()


def test_a_callback_of_the_training_is_told_of_once_for_all_stages():
    assert one_problem(tuned(callbacks=(callback("SwapEMAWeights"),)))


@pytest.mark.parametrize(
    ("path", "value", "words"),
    [
        ("training.callbacks", "LearningRateScheduler", "it runs code"),
        ("training.callbacks", "LambdaCallback", "it runs code"),
        ("training.callbacks", "RemoteMonitor", "it sends data to an address"),
        ("training.optimizer", "MultiOptimizer", "needs a Python function"),
        ("training.optimizer", "LossScaleOptimizer", "'inner_optimizer'"),
        ("layers.digit.metrics", "Sum", "compares no predictions with targets"),
        ("layers.digit.metrics", "MeanIoU", "MeanIoU needs a value for 'num_classes'"),
    ],
)
def test_what_an_object_needs_is_told_where_it_is_missing(path, value, words):
    spec = {"class_name": value, "config": {}}
    text = json.dumps([spec] if path.endswith("s") else spec)
    problem = one_problem(with_setting(tuned(stages=()), path, text))
    assert words in problem.message
    assert problem.setting.startswith(path)


def test_a_schedule_within_an_optimizer_is_looked_at_too():
    rate = with_optimizer("CosineDecay", initial_learning_rate=0.1)
    problem = one_problem(tuned(optimizer=with_optimizer("SGD", learning_rate=rate)))
    end = ".learning_rate.config.decay_steps"
    assert problem.setting == f"training.optimizer.config{end}"


def test_what_keras_does_not_have_is_told():
    project = tuned(optimizer=with_optimizer("Mine"), stages=())
    assert "Received: 'Mine'" in one_problem(project).message
    output = next(x for x in project.main.layers.values() if x.type == "Output")
    named = replace(output, config={**output.config, "metrics": ["accuracy", "acc"]})
    layers = {**project.main.layers, output.id: named}
    graph = replace(project.main, layers=layers)
    usual = replace(tuned(), graphs={**project.graphs, "main": graph})
    assert not check_training(usual)


def test_a_frozen_model_trains_nothing():
    project = tuned(stages=())
    graph = replace(project.main, trainable=False)
    project = replace(project, graphs={**project.graphs, "main": graph})
    problem = one_problem(project)
    assert problem.rule == "stage-idle"
    assert "frozen" in problem.message


def test_templates_can_be_trained_as_they_are():
    for template in templates.all_templates():
        assert check_training(templates.load(template.name)) == ()
