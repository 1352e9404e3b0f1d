import pytest
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.calls import (
    auto_name,
    call_of,
    inputs_of,
    needed,
    op_name,
    outputs_of,
    reserved_names,
)
from kgraph.document.graph import Source
from kgraph.document.structures import place


def call_in(sketch: Sketch, node: str, *submodels: Sketch):
    return call_of(sketch.project(*submodels), sketch.graph, sketch.graph.nodes[node])


def test_required_ports_are_positional_and_optional_ones_by_name():
    s = Sketch()
    x = s.add("Input", shape=[5, 4])
    causal = {"use_causal_mask": True}
    node = s.add(
        "MultiHeadAttention", x, x, x, num_heads=2, key_dim=3, constants=causal
    )
    call = call_in(s, node)
    assert call.positional == (Source(x), Source(x))
    assert call.keyword == {"key": Source(x)}
    assert call.constants == causal


def test_what_stands_behind_a_gap_goes_by_name():
    s = Sketch()
    x = s.add("Input", shape=[4])
    call = call_in(s, s.add("ops.subtract", at={"x2": [x]}, constants={"x1": 1.0}))
    assert call.positional == ()
    assert call.keyword == {"x2": Source(x)}


def test_many_tensors_are_one_list_unless_they_are_passed_one_by_one():
    s = Sketch()
    x = s.add("Input", shape=[4])
    assert call_in(s, s.add("Add", x, x)).positional == ((Source(x), Source(x)),)
    einsum = s.add("ops.einsum", x, x, subscripts="ab,ab->a")
    assert call_in(s, einsum).positional == (Source(x), Source(x))


def test_a_submodel_takes_its_tensors_in_the_order_of_its_inputs():
    inner = Sketch("inner", "g1")
    b = inner.add("Input", name="b", shape=[4])
    inner.output(inner.add("Subtract", b, inner.add("Input", name="a", shape=[4])))
    s = Sketch()
    x, y = s.add("Input", name="x", shape=[4]), s.add("Input", name="y", shape=[4])
    node = s.add("graph:g1", at={"a": [x], "b": [y]})
    assert call_in(s, node, inner).positional == ((Source(y), Source(x)),)


def test_an_operation_that_is_not_known_takes_what_is_drawn():
    s = Sketch()
    x = s.add("Input", shape=[4])
    assert call_in(s, s.add("Unheard", at={"stuff": [x]})).positional == (Source(x),)


def test_the_model_is_its_inputs_and_what_leads_to_an_output():
    s = Sketch()
    b, a = s.add("Input", name="b", shape=[4]), s.add("Input", name="a", shape=[4])
    s.add("Dense", b, units=3)
    used = s.add("Dense", a, units=3)
    out = s.output(used)
    assert needed(s.graph) == {a, b, used, out}
    assert [node.id for node in inputs_of(s.graph)] == [b, a]
    assert [node.id for node in outputs_of(s.graph)] == [out]


@pytest.mark.parametrize(
    ("op", "name"),
    [("ops.add", "add"), ("ops.image.resize", "resize"), ("ops.swish", "silu")],
)
def test_names_ops_as_keras_does(op, name):
    assert auto_name(op) == name


@pytest.mark.parametrize(
    ("keras_class", "name"),
    [
        ("Add", "add"),
        ("LogSoftmax", "log_softmax"),
        ("BatchNorm", "batch_normalization"),
    ],
)
def test_finds_the_function_of_an_operation(keras_class, name):
    assert op_name(keras_class) == name


def test_reserves_the_names_of_layers_that_an_op_would_get():
    s = Sketch()
    x = s.add("Input", name="add_2", shape=[4])
    x = s.add("Add", x, x, name="add")
    x = s.add("Maximum", x, x, name="maximum")
    s.output(s.add("ops.add", x, x, name="multiply"), "add_7")
    assert reserved_names(s.project()) == {"add": 3}


def test_a_template_mixes_tensors_and_constants():
    s = Sketch()
    x = s.add("Input", shape=[4])
    mixed = {"xs": [place(1), 2.0, place(0)], "axis": -1}
    node = s.add("ops.concatenate", constants=mixed, at={})
    s.graph = replace(
        s.graph,
        nodes={
            **s.graph.nodes,
            node: replace(
                s.graph.nodes[node], inputs={"xs": (Source(x), Source(x, 1))}
            ),
        },
    )
    call = call_in(s, node)
    assert call.positional == ((Source(x, 1), 2.0, Source(x)),)
    assert call.constants == {"axis": -1}


def test_a_template_that_does_not_fit_is_void():
    s = Sketch()
    x = s.add("Input", shape=[4])
    node = s.add("Add", x, x)
    s.graph = replace(
        s.graph,
        nodes={
            **s.graph.nodes,
            node: replace(s.graph.nodes[node], constants={"inputs": [place(0)]}),
        },
    )
    assert call_in(s, node).positional == ((Source(x), Source(x)),)


def test_a_submodel_takes_its_tensors_as_its_graph_says():
    inner = Sketch("inner", "g1")
    a, b = (inner.add("Input", name=name, shape=[4]) for name in "ab")
    inner.output(inner.add("Subtract", a, b))
    layers = [inner.graph.nodes[id].layer for id in (a, b)]
    inner.graph = replace(inner.graph, inputs={"x": [layers[1]], "y": layers[0]})
    s = Sketch()
    x, y = s.add("Input", name="x", shape=[4]), s.add("Input", name="y", shape=[4])
    node = s.add("graph:g1", at={"a": [x], "b": [y]})
    assert call_in(s, node, inner).positional == ({"x": (Source(y),), "y": Source(x)},)
