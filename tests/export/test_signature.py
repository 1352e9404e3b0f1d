"""What a model's tensors are called elsewhere."""

import keras
import pytest
from deployed import awkward, pair, twins
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.errors import KgraphError
from kgraph.export.signature import Signature, drawn, renamed, signature
from kgraph.modeling import build


@pytest.mark.parametrize("make", [twins, pair])
def test_names_come_in_the_order_of_the_model(make):
    project = make()
    names, model = signature(project.main), build(project)
    inputs = [tensor._keras_history.operation.name for tensor in model.inputs]
    assert names.inputs == tuple(inputs)
    outputs = dict(model.output) if isinstance(model.output, dict) else {}
    if outputs:
        flat = keras.tree.flatten(model.output)
        assert [outputs[name] for name in names.outputs] == flat


def test_inputs_and_outputs_as_nested_as_keras_takes_them():
    s = Sketch("nested")
    nodes = {name: s.add("Input", shape=[2], name=name) for name in ("c", "b", "a")}
    for name, node in nodes.items():
        s.output(node, name=f"{name}_out")
    layer = {x.name: x.id for x in s.graph.layers.values()}
    graph = replace(
        s.graph,
        inputs={"z": [layer["c"]], "y": {"w": layer["b"], "v": layer["a"]}},
        outputs={
            "class_name": "__tuple__",
            "config": [layer["b_out"], [layer["a_out"]], layer["c_out"]],
        },
    )
    assert signature(graph) == Signature(("a", "b", "c"), ("b_out", "a_out", "c_out"))


def test_names_are_spelled_plainly_and_stay_apart():
    graph = awkward().main
    assert drawn(graph).inputs == ("my größe", "2nd-one")
    assert signature(graph).inputs == ("my_gr__e", "x2nd_one")
    assert [finding.where for finding in renamed(graph)] == [
        "my größe",
        "2nd-one",
        "the result",
    ]
    assert renamed(twins().main) == ()


def test_two_names_that_are_spelled_alike():
    s = Sketch("alike")
    s.output(s.add("Input", shape=[2], name="a b"), name="y")
    s.output(s.add("Input", shape=[2], name="a-b"), name="z")
    assert len(set(signature(s.graph).inputs)) == 2


def test_a_file_that_calls_them_otherwise_is_refused():
    names = Signature(("a", "b"), ("y",))
    names.check(("b", "a"), ("y",))
    with pytest.raises(KgraphError, match="Expected inputs a, b and outputs y"):
        names.check(("a",), ("y",))
