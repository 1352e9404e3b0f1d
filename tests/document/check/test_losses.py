"""Losses are given what they take."""

import pytest
from sketch import Sketch

from kgraph.document.check import check


def problems(rule: str, loss, type="Dense", **config):
    s = Sketch()
    s.output(s.add(type, s.add("Input", shape=[4]), **config), loss=loss)
    return [p for p in check(s.project()) if p.rule == rule]


SPARSE = {"class_name": "SparseCategoricalCrossentropy", "config": {}}
LOGITS = {**SPARSE, "config": {"from_logits": True}}
BINARY = {"class_name": "BinaryCrossentropy", "config": {}}
RAW_BINARY = {**BINARY, "config": {"from_logits": True}}


@pytest.mark.parametrize(
    ("loss", "config"),
    [
        (SPARSE, {"units": 3}),
        (SPARSE, {"units": 3, "activation": "relu"}),
        (SPARSE, {"units": 3, "activation": "sigmoid"}),
        (SPARSE, {"units": 1, "activation": "softmax"}),
        ("sparse_categorical_crossentropy", {"units": 3}),
        (LOGITS, {"units": 3, "activation": "softmax"}),
        (BINARY, {"units": 3, "activation": "softmax"}),
        (BINARY, {"units": 1}),
        (RAW_BINARY, {"units": 1, "activation": "sigmoid"}),
    ],
)
def test_an_activation_that_a_loss_does_not_take(loss, config):
    (problem,) = problems("loss-activation", loss, **config)
    assert problem.severity == "warning"
    assert problem.received in problem.message


@pytest.mark.parametrize(
    ("loss", "config"),
    [
        (SPARSE, {"units": 3, "activation": "softmax"}),
        (LOGITS, {"units": 3}),
        (BINARY, {"units": 1, "activation": "sigmoid"}),
        (RAW_BINARY, {"units": 1}),
        ("mse", {"units": 1, "activation": "softmax"}),
        (SPARSE, {"units": 3, "activation": {"class_name": "Custom", "config": {}}}),
    ],
)
def test_an_activation_that_suits(loss, config):
    assert not problems("loss-activation", loss, **config)


def test_an_activation_of_its_own_layer_counts():
    assert problems("loss-activation", LOGITS, "Softmax")
    assert problems("loss-activation", BINARY, "Activation", activation="softmax")
    assert not problems("loss-activation", BINARY, "Dropout", rate=0.1)


def test_a_softmax_over_one_unit():
    assert problems("lone-softmax", "mse", units=1, activation="softmax")
    assert not problems("lone-softmax", "mse", units=2, activation="softmax")
    assert not problems("lone-softmax", "mse", units=1, activation="sigmoid")
