"""What a training logs is known before Keras is asked."""

import keras
import pytest
from sketch import Sketch

from kgraph import catalog, templates
from kgraph.document.logs import log_names
from kgraph.document.project import Project
from kgraph.modeling import build
from kgraph.training.preparing.compile import compile_model

NEEDS = {
    "num_classes": 2,
    "target_class_ids": [1],
    "recall": 0.5,
    "precision": 0.5,
    "specificity": 0.5,
    "sensitivity": 0.5,
}


def described(spec: catalog.OperationSpec) -> dict:
    config = {p.name: NEEDS[p.name] for p in spec.parameters if p.required}
    return {"class_name": spec.name, "config": config}


def judged(*outputs: dict) -> Project:
    s = Sketch()
    x = s.add("Input", name="x", shape=[4])
    for number, config in enumerate(outputs):
        s.output(s.add("Dense", x, units=2), name=f"end_{number}", **config)
    return s.project()


METRICS = [described(s) for s in catalog.load().all("metric") if not s.needs_code]
ACCURACY = {"class_name": "BinaryAccuracy", "config": {"name": "accuracy"}}
PLAIN = ["accuracy", ACCURACY, {"class_name": "AUC", "config": {}}]


@pytest.mark.parametrize(
    "outputs",
    [
        [{"loss": "mse", "metrics": METRICS}],
        [{"loss": "mse", "metrics": PLAIN, "weighted_metrics": PLAIN}],
        [{"loss": "mse", "metrics": PLAIN}, {"metrics": PLAIN}],
        [
            {"loss": "mse", "metrics": PLAIN, "weighted_metrics": PLAIN},
            {"loss": "mae", "weighted_metrics": PLAIN},
        ],
    ],
    ids=["every metric", "weighted twins", "one is only looked at", "both"],
)
def test_the_names_are_those_that_keras_gives(outputs):
    project = judged(*outputs)
    assert log_names(project) == compile_model(build(project), project)


def test_the_names_of_templates_are_those_that_keras_gives():
    for template in templates.all_templates():
        project = templates.load(template.name)
        model: keras.Model = build(project)
        assert log_names(project) == compile_model(model, project)


def test_a_metric_that_nobody_knows_is_not_guessed_at():
    assert log_names(judged({"loss": "mse", "metrics": [{"class_name": "My"}]})) is None
