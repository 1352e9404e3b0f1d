"""What arrives at an Output has the form of its columns."""

import pytest
from mistakes import DIGITS, SPARSE, loss
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis, Tensor
from kgraph.document.binding import check_arriving
from kgraph.document.columns import Column, DataDescription
from kgraph.document.project import Binding, Data

MASKS = DataDescription(9, (Column("label", (28, 28), minimum=0.0, maximum=2.0),))
NUMBERS = DataDescription(9, (Column("label"),))


def rules(shape, output_loss, description, **binding):
    s = Sketch()
    s.add("Input", shape=[4])
    s.output(s.add("Flatten", "n1"), loss=output_loss)
    bindings = {"l3": Binding(("label",), **binding)}
    project = replace(s.project(), data=Data(bindings=bindings))
    nodes = {"n3": NodeAnalysis((Tensor((None, *shape)),))}
    known = Analysis({"main": GraphAnalysis(nodes)})
    return [p.rule for p in check_arriving(project, known, description)]


@pytest.mark.parametrize(
    ("shape", "output_loss", "description", "binding"),
    [
        ((10,), loss(SPARSE), DIGITS, {}),
        ((12,), loss(SPARSE), DIGITS, {}),
        ((10,), loss("CategoricalCrossentropy"), DIGITS, {"one_hot": True}),
        ((28, 28, 3), loss(SPARSE), MASKS, {}),
        ((None, None, 3), loss(SPARSE), MASKS, {}),
        ((1,), "mse", NUMBERS, {}),
        ((), "mse", NUMBERS, {}),
        ((28, 28, 1), loss("BinaryCrossentropy"), MASKS, {}),
        ((28, 28), "mse", MASKS, {}),
        ((12, 5), loss("CTC"), DIGITS, {}),
        ((26, 26, 8), None, DIGITS, {}),
    ],
)
def test_the_same_form(shape, output_loss, description, binding):
    assert not rules(shape, output_loss, description, **binding)


@pytest.mark.parametrize(
    ("shape", "output_loss", "description", "rule"),
    [
        ((26, 26, 10), loss(SPARSE), DIGITS, "data-rank"),
        ((3,), loss(SPARSE), MASKS, "data-rank"),
        ((14, 14, 3), loss(SPARSE), MASKS, "data-rank"),
        ((5, 1), "mse", NUMBERS, "data-rank"),
        ((3,), loss(SPARSE), DIGITS, "data-width"),
        ((14, 14, 1), loss("BinaryCrossentropy"), MASKS, "data-rank"),
    ],
)
def test_another_form(shape, output_loss, description, rule):
    assert rules(shape, output_loss, description) == [rule]
