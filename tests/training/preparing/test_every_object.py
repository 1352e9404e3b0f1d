"""Every optimizer, schedule, loss, metric and callback of Keras can be trained with."""

from collections.abc import Iterator
from typing import Any

import keras
import numpy as np
import pytest
from drawings import training
from run_programs import run
from sketch import Sketch

from kgraph import catalog
from kgraph.catalog import Kind, OperationSpec
from kgraph.codegen import CodegenError, generate
from kgraph.codegen.layout import flat
from kgraph.codegen.values import nested
from kgraph.document.check import check_training
from kgraph.document.project import Project
from kgraph.modeling import ObjectError, build, make
from kgraph.modeling.clean_state import in_clean_state
from kgraph.training.preparing.compile import compile_model

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
SPARSE = (
    "CTC",
    "CategoricalGeneralizedCrossEntropy",
    "Circle",
    "SparseCategoricalCrossentropy",
)
SPARSE_METRICS = (
    "SparseCategoricalAccuracy",
    "SparseCategoricalCrossentropy",
    "SparseTopKCategoricalAccuracy",
)
WITHOUT_TARGETS = ("Mean", "Sum")
ONE_VALUE = ("Accuracy", "BinaryIoU", "ConcordanceCorrelation", "IoU", "MeanIoU")


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
    activation = "softmax" if units > 1 else "sigmoid"
    x = s.add("Dense", x, name="head", units=units, activation=activation)
    if units == 50:
        x = s.add("Reshape", x, target_shape=[5, 10])
    s.output(x, name="digit", loss=loss, metrics=metrics)
    return training(s.project(), run_eagerly=True, **settings)


def test_what_has_to_be_said_is_asked_for_by_name():
    """What no form has a default for, the problem, the object and the program name."""
    for kind in ("optimizer", "schedule", "loss", "metric"):
        for spec in catalog.load().all(kind):
            needed = [p.name for p in spec.parameters if p.required]
            bare = {"class_name": spec.name, "config": {}}
            if needed:
                with pytest.raises(ObjectError, match=needed[0]):
                    make(kind, bare)
                with pytest.raises(CodegenError, match=needed[0]):
                    nested(bare, (kind,))
            else:
                assert make(kind, bare) is not None


def test_every_object_is_written_as_it_is_made():
    """The code of an object makes one of the same config as the form's defaults."""
    for kind in ("optimizer", "schedule", "loss", "metric"):
        for spec in specs(kind):
            value = described(spec)
            code = flat(nested(value, (kind,), is_short=False))
            written = in_clean_state(lambda code=code: eval(code, {"keras": keras}))
            made = in_clean_state(lambda kind=kind, value=value: make(kind, value))
            assert type(written) is type(made)
            assert written.get_config() == made.get_config()


def samples(is_sparse: bool, width: int = 10) -> tuple[np.ndarray, np.ndarray]:
    """A batch of digits with classes, or with one-hot vectors."""
    from sklearn.datasets import load_digits

    data = load_digits()
    x, classes = data.data[:32].astype("float32") / 16, data.target[:32]
    if is_sparse:
        return x, np.maximum(classes, 1).reshape(-1, 1).astype("int32")
    return x, np.eye(width, dtype="float32")[classes % width]


def trained(project: Project, x: np.ndarray, y: np.ndarray) -> Iterator[np.ndarray]:
    """Losses and metrics of a batch, of the model and of that of the program."""
    model = build(project)
    compile_model(model, project)
    weights = model.get_weights()
    module = run(generate(project).text)
    twin = module["build_model"]()
    module["compile_model"](twin)
    twin.set_weights(weights)
    for each in (model, twin):
        results = each.train_on_batch(x, y, return_dict=True).values()
        yield np.concatenate([np.ravel(result) for result in results])
        assert not any(np.isinf(array).any() for array in each.get_weights())
    assert any(
        (a != b).any() for a, b in zip(weights, model.get_weights(), strict=True)
    )


def assert_alike(project: Project, x: np.ndarray, y: np.ndarray) -> None:
    mine, theirs = trained(project, x, y)
    np.testing.assert_allclose(mine, theirs, rtol=1e-5)
    assert not check_training(project)


@pytest.mark.slow
@pytest.mark.parametrize("spec", specs("optimizer"), ids=lambda spec: spec.name)
def test_a_batch_is_learned_with_every_optimizer(spec):
    project = classifier(optimizer=described(spec))
    assert_alike(project, *samples(is_sparse=True))


@pytest.mark.slow
@pytest.mark.parametrize("spec", specs("schedule"), ids=lambda spec: spec.name)
def test_a_batch_is_learned_on_every_schedule(spec):
    config = {"learning_rate": described(spec)}
    project = classifier(optimizer={"class_name": "SGD", "config": config})
    assert_alike(project, *samples(is_sparse=True))


@pytest.mark.slow
@pytest.mark.parametrize("spec", specs("loss"), ids=lambda spec: spec.name)
def test_a_batch_is_learned_with_every_loss(spec):
    project = classifier(described(spec), units=50 if spec.name == "CTC" else 10)
    assert_alike(project, *samples(spec.name in SPARSE))


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["sparse", "one-hot", "one value"])
def test_a_batch_is_judged_by_every_metric(kind):
    is_sparse, is_single = kind == "sparse", kind == "one value"
    metrics = [
        described(spec)
        for spec in specs("metric")
        if spec.name not in WITHOUT_TARGETS
        and (spec.name in ONE_VALUE) is is_single
        and (spec.name in SPARSE_METRICS) is is_sparse
    ]
    assert len(metrics) > 2
    loss = "sparse_categorical_crossentropy" if is_sparse else "mean_squared_error"
    units = 1 if is_single else 10
    project = classifier(loss, units=units, metrics=metrics)
    assert_alike(project, *samples(is_sparse, units))


def test_metrics_that_compare_nothing_say_so():
    for name in WITHOUT_TARGETS:
        project = classifier(metrics=[{"class_name": name, "config": {}}])
        [problem] = check_training(project)
        assert "compares no predictions with targets" in problem.message
