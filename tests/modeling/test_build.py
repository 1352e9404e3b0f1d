import keras
import numpy as np
import pytest
from sketch import Sketch

from kgraph.modeling import BuildError, build


def calls(model: keras.Model, name: str) -> list[dict]:
    """How a model's config says that a layer is called."""
    return next(
        x["inbound_nodes"] for x in model.get_config()["layers"] if x["name"] == name
    )


def test_the_model_has_the_name_of_the_graph_and_one_bare_input_and_output():
    s = Sketch("classifier")
    s.output(s.add("Dense", s.add("Input", shape=[4]), units=3))
    model = build(s.project())
    assert model.name == "classifier"
    assert model.input.shape == (None, 4)
    assert model.output.shape == (None, 3)
    assert [layer.name for layer in model.layers] == ["input", "dense"]


def test_several_inputs_are_a_list_and_several_outputs_a_dict_in_order_of_placement():
    s = Sketch()
    b = s.add("Input", name="b", shape=[2])
    a = s.add("Input", name="a", shape=[3])
    s.output(b, "second")
    s.output(s.add("Concatenate", a, b), "first")
    model = build(s.project())
    assert [tensor.shape for tensor in model.input] == [(None, 2), (None, 3)]
    assert {name: t.shape for name, t in model.output.items()} == {
        "second": (None, 2),
        "first": (None, 5),
    }
    assert list(model.output) == ["second", "first"]


def test_a_shared_layer_is_one_layer_and_two_calls():
    s = Sketch()
    a, b = s.add("Input", name="a", shape=[4]), s.add("Input", name="b", shape=[4])
    first = s.add("Dense", a, units=3)
    second = s.again(first, b)
    s.output(s.add("Subtract", first, second))
    model = build(s.project())
    assert model.count_params() == 4 * 3 + 3
    assert len(calls(model, "dense")) == 2


def test_what_leads_to_no_output_is_not_called():
    s = Sketch()
    x = s.add("Input", shape=[4])
    s.add("ops.relu", x)
    s.add("Dense", x, units=100)
    s.output(s.add("ops.relu", x))
    model = build(s.project())
    assert model.count_params() == 0
    assert [op.name for op in model.operations] == ["input", "relu"]


def test_ops_take_constants_and_their_own_arguments():
    s = Sketch()
    x = s.add("Input", shape=[4])
    twice = s.add("ops.multiply", x, constants={"x2": 2.0})
    less = s.add("ops.subtract", constants={"x1": 1.0}, at={"x2": [twice]})
    s.output(s.add("ops.mean", less, axis=-1, keepdims=True))
    model = build(s.project())
    assert np.array(model(np.full((1, 4), 3.0))).tolist() == [[-5.0]]


def test_einsum_takes_its_subscripts_before_its_tensors():
    s = Sketch()
    a, b = s.add("Input", name="a", shape=[3]), s.add("Input", name="b", shape=[5])
    s.output(s.add("ops.einsum", a, b, subscripts="ni,nj->nij"))
    assert build(s.project()).output.shape == (None, 3, 5)


def test_an_op_may_take_its_tensor_behind_its_parameters():
    s = Sketch()
    x = s.add("ops.sum", s.add("Input", shape=[3]))
    s.output(s.add("ops.full", at={"fill_value": [x]}, shape=[2, 5]))
    assert build(s.project()).output.shape == (2, 5)


def test_a_slice_is_a_constant_of_get_item():
    s = Sketch()
    x = s.add("Input", shape=[4, 6])
    key = [
        {"class_name": "__ellipsis__", "config": {}},
        {"class_name": "__slice__", "config": {"start": 1, "stop": 3, "step": None}},
    ]
    s.output(s.add("ops.get_item", x, key=key))
    assert build(s.project()).output.shape == (None, 4, 2)


def test_constants_of_a_call_stand_in_the_config():
    s = Sketch()
    x = s.add("Input", shape=[5, 4])
    frozen = s.add("BatchNormalization", x, constants={"training": False})
    s.output(
        s.add(
            "MultiHeadAttention",
            frozen,
            frozen,
            num_heads=2,
            key_dim=3,
            constants={"use_causal_mask": True},
        )
    )
    model = build(s.project())
    assert calls(model, "batch_normalization")[0]["kwargs"] == {"training": False}
    attention = calls(model, "multi_head_attention")[0]
    assert attention["kwargs"] == {"use_causal_mask": True}
    assert len(attention["args"]) == 2


def test_states_of_one_recurrent_layer_start_another():
    s = Sketch()
    x, y = (
        s.add("Input", name="x", shape=[5, 4]),
        s.add("Input", name="y", shape=[6, 2]),
    )
    encoder = s.add("LSTM", x, units=3, return_state=True)
    decoder = s.add(
        "LSTM", y, units=3, at={"initial_state": [(encoder, 1), (encoder, 2)]}
    )
    s.output(decoder)
    model = build(s.project())
    states = calls(model, "lstm_1")[0]["kwargs"]["initial_state"]
    assert [state["config"]["keras_history"] for state in states] == [
        ["lstm", 0, 1],
        ["lstm", 0, 2],
    ]


def encoder() -> Sketch:
    s = Sketch("encoder", "g1")
    x = s.add("Input", name="features", shape=[4])
    s.output(s.add("Dense", x, units=2), "wide")
    s.output(s.add("ops.relu", x), "active")
    return s


def test_a_submodel_called_twice_shares_its_weights_and_two_layers_do_not():
    s = Sketch()
    a, b = s.add("Input", name="a", shape=[4]), s.add("Input", name="b", shape=[4])
    first = s.add("graph:g1", name="shared", at={"features": [a]})
    second = s.again(first, at={"features": [b]})
    other = s.add("graph:g1", name="other", at={"features": [a]})
    s.output(s.add("Concatenate", (first, 0), (second, 0), (other, 1)))
    model = build(s.project(encoder()))
    assert model.count_params() == 2 * (4 * 2 + 2)
    assert model.output.shape == (None, 2 + 2 + 4)
    assert {x.name for x in model.layers if isinstance(x, keras.Model)} == {
        "shared",
        "other",
    }


def test_submodels_hold_submodels():
    inner = encoder()
    middle = Sketch("middle", "g2")
    x = middle.add("Input", name="in", shape=[4])
    middle.output(middle.add("graph:g1", name="inner", at={"features": [x]}))
    s = Sketch()
    s.output(s.add("graph:g2", name="middle", at={"in": [s.add("Input", shape=[4])]}))
    model = build(s.project(inner, middle))
    assert model.get_layer("middle").get_layer("inner").get_layer("dense").units == 2


def test_an_op_and_a_layer_may_have_the_name_that_keras_gives_the_op():
    s = Sketch()
    x = s.add("Input", name="add_1", shape=[4])
    layer = s.add("Add", x, x, name="add")
    s.output(s.add("ops.add", layer, constants={"x2": 1.0}))
    names = [op.name for op in build(s.project()).operations]
    assert names == ["add_1", "add", "add_2"]


def test_building_twice_gives_equal_configs_whatever_was_built_between():
    s = Sketch()
    x = s.add("Input", shape=[6, 4])
    x = s.add(
        "TimeDistributed", x, layer={"class_name": "Dense", "config": {"units": 3}}
    )
    s.output(s.add("ops.sum", x, axis=[1, 2]))
    first = build(s.project()).get_config()
    keras.layers.Dense(3)
    keras.ops.sum(keras.Input((3,)))
    assert build(s.project()).get_config() == first


def test_problems_are_raised_with_the_node_they_are_about():
    s = Sketch()
    x = s.add("Input", shape=[4])
    bad = s.add("Conv2D", x, filters=3, kernel_size=3)
    s.output(bad)
    with pytest.raises(BuildError) as raised:
        build(s.project())
    problem = raised.value.problems[0]
    assert (problem.graph, problem.node, problem.argument) == ("main", bad, "inputs")
    assert "conv2d" in str(raised.value)


def test_a_problem_in_a_submodel_names_that_graph():
    inner = Sketch("inner", "g1")
    bad = inner.add(
        "Reshape", inner.add("Input", name="x", shape=[5]), target_shape=[2, 3]
    )
    inner.output(bad)
    s = Sketch()
    s.output(s.add("graph:g1", at={"x": [s.add("Input", shape=[5])]}))
    with pytest.raises(BuildError) as raised:
        build(s.project(inner))
    assert (raised.value.problems[0].graph, raised.value.problems[0].node) == (
        "g1",
        bad,
    )


def test_an_unknown_operation_stands_in_the_way():
    s = Sketch()
    s.output(s.add("Unheard", at={"inputs": [s.add("Input", shape=[4])]}))
    with pytest.raises(BuildError, match="Unheard"):
        build(s.project())
