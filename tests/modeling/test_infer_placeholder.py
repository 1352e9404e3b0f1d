"""What is known behind a layer whose class is not here, by what its file told."""

import pytest
from msgspec.structs import replace
from sketch import Sketch, with_main

from kgraph.document.analysis import Tensor
from kgraph.modeling import infer


def with_placeholder(said, **config):
    """A chain with a layer in it that nobody knows; `said` is what its file told."""
    s = Sketch()
    x = s.add("Input", shape=[8])
    gate = s.add("Gate", at={"inputs": [x]}, **config)
    top = s.add("Dense", gate, units=3)
    s.output(top)
    graph = s.graph
    layer = replace(graph.layer_of(gate), origin={"class_name": "Gate", **said})
    graph = replace(graph, layers={**graph.layers, layer.id: layer})
    return with_main(s.project(), graph), gate, top


@pytest.mark.parametrize(
    ("outputs", "shape"),
    [
        ([[{"shape": [None, 5], "dtype": "float32"}]], (None, 5)),
        ([[{"shape": [None, 5]}]], (None, 5)),
        ([[None]], (None, 8)),
        (None, (None, 8)),
        ("nonsense", (None, 8)),
        ([[{"shape": ["a"], "dtype": 3}]], (None, 8)),
    ],
)
def test_shapes_go_on_behind_a_placeholder(outputs, shape):
    project, gate, top = with_placeholder({"outputs": outputs})
    analysis = infer(project)
    nodes = analysis.graphs["main"].nodes
    assert nodes[gate].outputs == (Tensor(shape),)
    assert nodes[top].outputs == (Tensor((None, 3)),)
    assert nodes[top].trainable == 3 * shape[1] + 3
    assert analysis.problems[0].rule == "known-operations"
    assert not analysis.has_errors


@pytest.mark.parametrize("is_frozen", [False, True])
def test_the_weights_of_a_placeholder_count(is_frozen):
    variables = [{"path": "vars/0", "shape": [8, 2], "dtype": "float32"}]
    config = {"trainable": False} if is_frozen else {}
    project, gate, _ = with_placeholder({"variables": variables}, **config)
    node = infer(project).graphs["main"].nodes[gate]
    assert (node.trainable, node.non_trainable) == ((0, 16) if is_frozen else (16, 0))
    assert node.weight_bytes == 64


def test_each_call_of_a_placeholder_has_its_own_outputs():
    s = Sketch()
    x = s.add("Input", shape=[8])
    one = s.add("Gate", at={"inputs": [x]})
    two = s.again(one, at={"inputs": [one]})
    s.output(two)
    outputs = [[{"shape": [None, n], "dtype": "int32"}] for n in (4, 6)]
    layer = replace(s.graph.layer_of(one), origin={"outputs": outputs})
    graph = replace(s.graph, layers={**s.graph.layers, layer.id: layer})
    nodes = infer(with_main(s.project(), graph)).graphs["main"].nodes
    assert [nodes[n].outputs[0].shape for n in (one, two)] == [(None, 4), (None, 6)]
