"""Compile settings of a foreign model: what a project holds of them, and what is said."""

import json

import keras
import pytest

from kgraph.importing.compiled import with_compiled
from kgraph.modeling import build, read
from kgraph.training.preparing.compile import compile_model


def model(outputs: str = "one") -> keras.Model:
    x = keras.Input((4,), name="x")
    made = {n: keras.layers.Dense(1, name=n)(x) for n in ("price", "size")}
    structure = {"one": made["price"], "list": list(made.values()), "dict": made}
    return keras.Model(x, structure[outputs], name="net")


def taken(model: keras.Model, **settings):
    model.compile(**settings)
    config = json.loads(json.dumps(model.get_compile_config()))
    return with_compiled(read(model), config)


def outputs(project) -> list[dict]:
    layers = project.main.layers.values()
    return [layer.config for layer in layers if layer.type == "Output"]


def compiled_again(project) -> dict:
    again = build(project)
    compile_model(again, project)
    return again.get_compile_config()


def test_nothing_comes_of_a_model_that_was_not_compiled():
    project = read(model())
    assert with_compiled(project, None) == (project, ())
    assert with_compiled(project, {}) == (project, ())


def test_what_was_compiled_compiles_again():
    schedule = keras.optimizers.schedules.CosineDecay(0.1, 100)
    project, findings = taken(
        model(),
        optimizer=keras.optimizers.SGD(schedule, momentum=0.9),
        loss=keras.losses.MeanSquaredError(reduction="sum"),
        metrics=["mae", keras.metrics.RootMeanSquaredError(name="away"), "accuracy"],
    )
    assert findings == ()
    assert project.training.optimizer == {
        "class_name": "SGD",
        "config": {
            "learning_rate": {
                "class_name": "CosineDecay",
                "config": {"initial_learning_rate": 0.1, "decay_steps": 100},
            },
            "momentum": 0.9,
        },
    }
    assert outputs(project) == [
        {
            "loss": {"class_name": "MeanSquaredError", "config": {"reduction": "sum"}},
            "metrics": [
                "mae",
                {"class_name": "RootMeanSquaredError", "config": {"name": "away"}},
                "accuracy",
            ],
        }
    ]
    again = compiled_again(project)
    assert again["optimizer"]["config"]["learning_rate"]["config"]["decay_steps"] == 100
    assert again["loss"]["config"]["reduction"] == "sum"


def test_a_learning_rate_is_written_as_it_was_typed():
    project, _ = taken(model(), optimizer=keras.optimizers.Adam(3e-4), loss="mse")
    assert project.training.optimizer["config"] == {"learning_rate": 3e-4}
    project, _ = taken(model(), optimizer="adam", loss="mse")
    assert project.training.optimizer == {"class_name": "Adam", "config": {}}


def test_an_optimizer_inside_another_is_kept():
    inner = keras.optimizers.AdamW(1e-3, weight_decay=0.1)
    project, findings = taken(
        model(), optimizer=keras.optimizers.LossScaleOptimizer(inner), loss="mse"
    )
    assert findings == ()
    assert project.training.optimizer == {
        "class_name": "LossScaleOptimizer",
        "config": {
            "inner_optimizer": {"class_name": "AdamW", "config": {"weight_decay": 0.1}}
        },
    }
    assert compiled_again(project)["optimizer"]["class_name"] == "LossScaleOptimizer"


BY_PLACE = {
    "loss": ["mse", "mae"],
    "metrics": [["mse"], None],
    "loss_weights": [2.0, 1],
}
BY_NAME = {
    "loss": {"size": "mae", "price": "mse"},
    "metrics": {"price": ["mse"]},
    "loss_weights": {"price": 2, "size": 1.0},
}


@pytest.mark.parametrize(
    ("structure", "settings"),
    [("list", BY_PLACE), ("list", BY_NAME), ("dict", BY_NAME)],
)
def test_each_output_gets_what_is_its_own(structure, settings):
    project, findings = taken(model(structure), optimizer="sgd", **settings)
    assert findings == ()
    assert outputs(project) == [
        {"loss": "mse", "loss_weight": 2.0, "metrics": ["mse"]},
        {"loss": "mae"},
    ]


def test_one_loss_for_all_is_each_ones():
    project, _ = taken(model("list"), optimizer="sgd", loss="mse")
    assert outputs(project) == [{"loss": "mse"}, {"loss": "mse"}]


def test_functions_of_keras_are_kept_by_name():
    project, findings = taken(
        model(),
        optimizer="sgd",
        loss=keras.losses.mean_squared_error,
        metrics=[keras.metrics.mean_absolute_error],
    )
    assert findings == ()
    assert outputs(project) == [
        {"loss": "mean_squared_error", "metrics": ["mean_absolute_error"]}
    ]
    compiled_again(project)


def my_loss(a, b):
    raise AssertionError("code of a file was run")


@keras.saving.register_keras_serializable("tests")
class MeanSquaredError(keras.losses.Loss):
    call = my_loss


def test_what_is_no_part_of_keras_is_told_of():
    project, findings = taken(
        model("list"),
        optimizer=keras.optimizers.SGD(0.5),
        loss=[my_loss, MeanSquaredError()],
        metrics=[["mae", my_loss], []],
    )
    assert outputs(project) == [{"metrics": ["mae"]}, {}]
    assert project.training.optimizer["config"] == {"learning_rate": 0.5}
    assert [f.severity for f in findings] == ["warning"] * 3
    assert [f.where for f in findings] == [
        "loss of price_output",
        "loss of size_output",
        "metric of price_output",
    ]
    assert "Received: 'my_loss'" in findings[0].text


def test_settings_that_no_document_holds_are_told_of():
    project, findings = taken(
        model(),
        optimizer="sgd",
        loss="mse",
        weighted_metrics=["mae"],
        steps_per_execution=4,
        run_eagerly=True,
    )
    assert outputs(project) == [{"loss": "mse", "metrics": ["mae"]}]
    assert {f.severity for f in findings} == {"note"}
    text = " ".join(f.text for f in findings)
    assert "no sample has a weight" in text
    assert "`run_eagerly=True`" in text
    assert "`steps_per_execution=4`" in text


def test_settings_of_an_older_keras_are_read():
    project, findings = with_compiled(
        read(model()),
        {
            "loss": "binary_crossentropy",
            "metrics": [["accuracy"]],
            "loss_weights": None,
            "optimizer_config": {
                "class_name": "Adam",
                "config": {"learning_rate": 0.01, "decay": 0.5, "jit_compile": False},
            },
        },
    )
    assert project.training.optimizer["config"] == {"learning_rate": 0.01}
    assert outputs(project) == [
        {"loss": "binary_crossentropy", "metrics": ["accuracy"]}
    ]
    assert [f.text for f in findings] == [
        "What this Keras does not know is not kept: `decay`."
    ]


@pytest.mark.parametrize(
    "config",
    [
        {"optimizer": {"class_name": "SGD", "config": {"learning_rate": "fast"}}},
        {"optimizer": {"class_name": "SGD", "config": []}},
        {"optimizer": {"class_name": ["SGD"]}},
        {"optimizer": 7, "loss": 7, "metrics": 7, "loss_weights": "x"},
        {"optimizer": {"class_name": "SGD", "module": "os", "config": {}}},
        {"loss": {"nobody": "mse"}},
        {"loss": ["mse", "mae", "mse"]},
        {"metrics": {"price": {"class_name": "function", "config": {"a": 1}}}},
    ],
)
def test_nonsense_is_told_of_and_harms_nothing(config):
    project = read(model())
    again, findings = with_compiled(project, config)
    assert again == project
    assert findings
