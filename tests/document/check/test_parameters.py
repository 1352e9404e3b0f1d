"""Parameters are known, given and of the right kind."""

import pytest
from checked import only, with_layer

from kgraph import catalog
from kgraph.document import edits
from kgraph.document.analysis import Problem
from kgraph.document.check import check
from kgraph.document.graph import Graph, Layer
from kgraph.document.project import Project


def with_rule(rule: str, graph: Graph) -> list[Problem]:
    return [p for p in check(Project({"main": graph})) if p.rule == rule]


@pytest.mark.parametrize("value", [None, "nothing"])
def test_a_parameter_that_must_be_given(graph, value):
    config = {} if value else {"units": None}
    found = only(with_layer(graph, Layer("l2", "Dense", "dense", config)))
    assert (found.rule, found.node, found.severity) == (
        "required-parameters",
        "n2",
        "error",
    )
    assert "'units'" in found.message


def test_a_parameter_that_is_not_known_is_a_warning(graph):
    found = only(edits.set_parameter(graph, "l2", "unit", 3))
    assert (found.rule, found.severity, found.received) == (
        "known-parameters",
        "warning",
        "'unit'",
    )


WRONG = [
    ("Dense", "units", "8"),
    ("Dense", "units", 8.5),
    ("Dense", "units", True),
    ("Dense", "use_bias", "yes"),
    ("Dense", "use_bias", [1]),
    ("Dense", "activation", 3),
    ("Dense", "kernel_initializer", 0.5),
    ("Dropout", "rate", "half"),
    ("Conv2D", "padding", "sam"),
    ("Conv2D", "kernel_size", "3x3"),
    ("Conv2D", "kernel_size", [3, 0.5]),
    ("TimeDistributed", "layer", 3),
    ("EinsumDense", "equation", 3),
]
RIGHT = [
    ("Dense", "units", 8),
    ("Dense", "use_bias", 1),
    ("Dense", "activation", "relu"),
    ("Dense", "kernel_regularizer", {"class_name": "L2", "config": {}}),
    (
        "Dense",
        "dtype",
        {"class_name": "DTypePolicy", "config": {"name": "mixed_float16"}},
    ),
    ("Dropout", "rate", 0.5),
    ("Dropout", "rate", 0),
    ("Conv2D", "padding", "same"),
    ("Conv2D", "kernel_size", 3),
    ("Conv2D", "kernel_size", [3, 5]),
    ("ZeroPadding2D", "padding", [[1, 1], [2, 2]]),
    ("Reshape", "target_shape", [-1, None]),
    ("RandomRotation", "factor", [-0.2, 0.3]),
    ("LSTM", "use_cudnn", True),
]


@pytest.mark.parametrize(("type", "name", "value"), WRONG)
def test_a_value_of_the_wrong_kind(graph, type, name, value):
    layer = Layer("l2", type, "dense", {name: value})
    (found,) = with_rule("parameter-kinds", with_layer(graph, layer))
    assert (found.node, found.received, found.severity) == ("n2", repr(value), "error")
    assert f"{name!r} of 'dense' must be {found.expected}." in found.message


@pytest.mark.parametrize(("type", "name", "value"), RIGHT)
def test_a_value_of_the_right_kind(graph, type, name, value):
    layer = Layer("l2", type, "dense", {name: value})
    assert not with_rule("parameter-kinds", with_layer(graph, layer))


def test_no_default_is_of_the_wrong_kind(graph):
    for spec in catalog.load().all("layer", "op"):
        config = {p.name: p.default for p in spec.parameters}
        new = with_layer(graph, Layer("l2", spec.name, "dense", config))
        assert not with_rule("parameter-kinds", new)
        assert not with_rule("known-parameters", new)
