"""Every optimizer, schedule, loss, metric and callback of Keras can be trained with."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from drawings import training
from run_programs import run
from sketch import Sketch

from kgraph import catalog
from kgraph.catalog import Kind, OperationSpec
from kgraph.codegen import generate
from kgraph.document.check import check_training
from kgraph.document.project import Project
from kgraph.modeling import build
from kgraph.training.compile import compile_model

# What is not in a form by default and somebody has to say.
SAID: dict[str, Any] = {
    "inner_optimizer": {"class_name": "Adam", "config": {}},
    "initial_learning_rate": 0.1,
    "first_decay_steps": 10,
    "decay_steps": 10,
    "decay_rate": 0.5,
    "boundaries": [10, 20],
    "values": [0.1, 0.01, 0.001],
    "num_classes": 10,
    "target_class_ids": [1],
    "recall": 0.5,
    "precision": 0.5,
    "specificity": 0.5,
    "sensitivity": 0.5,
}
SPARSE = ("CTC", "Circle", "SparseCategoricalCrossentropy")
SPARSE_METRICS = (
    "Accuracy",
    "IoU",
    "MeanIoU",
    "SparseCategoricalAccuracy",
    "SparseCategoricalCrossentropy",
    "SparseTopKCategoricalAccuracy",
)
ONE_VALUE = ("BinaryIoU", "IoU", "MeanIoU", "Accuracy", "ConcordanceCorrelation")


def specs(kind: Kind) -> list[OperationSpec]:
    return [spec for spec in catalog.load().all(kind) if not spec.needs_code]


def described(spec: OperationSpec, *but: str) -> dict:
    """An object as its form makes it, and what has to be said besides."""
    names = [p.name for p in spec.parameters if p.required and p.name not in but]
    return {"class_name": spec.name, "config": {n: SAID[n] for n in names if n in SAID}}


def classifier(
    loss: Any = "sparse_categorical_crossentropy", units: int = 10, **settings: Any
) -> Project:
    metrics = settings.pop("metrics", [])
    s = Sketch("every")
    x = s.add("Input", name="image", shape=[64])
    x = s.add("Dense", x, name="hidden", units=16, activation="relu")
    x = s.add("Dense", x, name="head", units=units, activation="softmax")
    if units == 50:
        x = s.add("Reshape", x, target_shape=[5, 10])
    s.output(x, name="digit", loss=loss, metrics=metrics)
    return training(s.project(), run_eagerly=True, **settings)


def samples(is_sparse: bool, width: int = 10) -> tuple[np.ndarray, np.ndarray]:
    """A batch of digits with classes, or with one-hot vectors."""
    from sklearn.datasets import load_digits

    data = load_digits()
    x, classes = data.data[:32].astype("float32") / 16, data.target[:32]
    if is_sparse:
        return x, np.maximum(classes, 1).reshape(-1, 1).astype("int32")
    return x, np.eye(width, dtype="float32")[classes % width]


def trained(project: Project, x: np.ndarray, y: np.ndarray) -> Iterator[list[float]]:
    """Losses and metrics of a batch, of the model and of that of the program."""
    model = build(project)
    compile_model(model, project)
    weights = model.get_weights()
    module = run(generate(project).text)
    twin = module["build_model"]()
    module["compile_model"](twin)
    twin.set_weights(weights)
    for each in (model, twin):
        yield np.ravel(each.train_on_batch(x, y)).tolist()
        assert all(np.isfinite(array).all() for array in each.get_weights())
    assert any(
        (a != b).any() for a, b in zip(weights, model.get_weights(), strict=True)
    )


def assert_alike(project: Project, x: np.ndarray, y: np.ndarray) -> None:
    mine, theirs = trained(project, x, y)
    np.testing.assert_allclose(mine, theirs, rtol=1e-5)
    assert not check_training(project)


@pytest.mark.parametrize("spec", specs("optimizer"), ids=lambda spec: spec.name)
def test_a_batch_is_learned_with_every_optimizer(spec):
    project = classifier(optimizer=described(spec))
    assert_alike(project, *samples(is_sparse=True))


@pytest.mark.parametrize("spec", specs("schedule"), ids=lambda spec: spec.name)
def test_a_batch_is_learned_on_every_schedule(spec):
    config = {"learning_rate": described(spec)}
    project = classifier(optimizer={"class_name": "SGD", "config": config})
    assert_alike(project, *samples(is_sparse=True))


@pytest.mark.parametrize("spec", specs("loss"), ids=lambda spec: spec.name)
def test_a_batch_is_learned_with_every_loss(spec):
    project = classifier(described(spec), units=50 if spec.name == "CTC" else 10)
    assert_alike(project, *samples(spec.name in SPARSE))


@pytest.mark.parametrize("kind", ["sparse", "one-hot", "one value"])
def test_a_batch_is_judged_by_every_metric(kind):
    is_sparse, is_single = kind == "sparse", kind == "one value"
    metrics = [
        described(spec)
        for spec in specs("metric")
        if (spec.name in SPARSE_METRICS) is is_sparse
        and (spec.name in ONE_VALUE) is is_single
    ]
    loss = "sparse_categorical_crossentropy" if is_sparse else "mean_squared_error"
    units = 1 if is_single else 10
    project = classifier(loss, units=units, metrics=metrics)
    assert_alike(project, *samples(is_sparse, units))
