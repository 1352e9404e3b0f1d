import keras
import pytest
from msgspec.structs import replace
from sketch import Sketch, with_main

from kgraph.document import edits
from kgraph.document.analysis import Tensor
from kgraph.document.graph import Graph, Node, Source
from kgraph.modeling import BuildError, build, infer, read
from kgraph.modeling.inference import probe


def test_knows_shapes_counts_and_costs_of_every_node():
    s = Sketch()
    x = s.add("Input", shape=[8, 8, 1])
    conv = s.add("Conv2D", x, filters=4, kernel_size=3)
    norm = s.add("BatchNormalization", conv)
    flat = s.add("Flatten", norm)
    out = s.output(s.add("Dense", flat, units=10))
    main = infer(s.project()).graphs["main"]
    assert main.nodes[x].outputs == (Tensor((None, 8, 8, 1)),)
    assert main.nodes[conv].outputs == (Tensor((None, 6, 6, 4)),)
    assert main.nodes[conv].multiply_adds == 6 * 6 * 4 * 9
    assert (main.nodes[norm].trainable, main.nodes[norm].non_trainable) == (8, 8)
    assert main.nodes[flat].multiply_adds is None
    assert main.nodes[out].outputs == (Tensor((None, 10)),)
    assert main.trainable == 40 + 8 + 144 * 10 + 10
    assert main.non_trainable == 8
    assert main.multiply_adds == 1296 + 1440


def test_knows_the_memory_of_weights_and_of_what_is_made():
    s = Sketch()
    x = s.add("Input", shape=[8, 8, 1])
    half = {"class_name": "DTypePolicy", "config": {"name": "mixed_float16"}}
    mixed = s.add("Conv2D", x, filters=4, kernel_size=3, dtype=half)
    small = s.add("Dense", mixed, units=2, dtype="bfloat16")
    out = s.output(small)
    main = infer(s.project()).graphs["main"]
    assert main.nodes[x].activation_bytes is None, "data, and no activation"
    assert main.nodes[mixed].weight_bytes == 4 * 40, "variables stay float32"
    assert main.nodes[mixed].activation_bytes == 2 * 6 * 6 * 4
    assert main.nodes[small].weight_bytes == 2 * 10
    assert main.nodes[out].activation_bytes is None
    assert main.weight_bytes == 180
    assert main.activation_bytes == 2 * 6 * 6 * 4 + 2 * 6 * 6 * 2


def test_what_a_submodel_makes_inside_is_counted_for_each_call():
    inner = Sketch("inner", id="inner")
    tensor = inner.add("Input", name="x", shape=[4])
    inner.output(inner.add("Dense", inner.add("Dense", tensor, units=8), units=3))
    s = Sketch()
    first = s.add("graph:inner", at={"x": [s.add("Input", shape=[4])]})
    s.output(s.again(first, at={"x": [s.add("Input", shape=[4])]}))
    s.output(first)
    main = infer(s.project(inner)).graphs["main"]
    assert main.nodes[first].activation_bytes == 4 * (8 + 3)
    assert main.activation_bytes == 2 * 4 * (8 + 3)
    assert main.weight_bytes == 4 * (4 * 8 + 8 + 8 * 3 + 3)


def test_counts_the_weights_of_a_shared_layer_once_and_its_work_twice():
    s = Sketch()
    a, b = s.add("Input", name="a", shape=[4]), s.add("Input", name="b", shape=[4])
    first = s.add("Dense", a, units=3)
    second = s.again(first, b)
    s.output(s.add("Add", first, second))
    main = infer(s.project()).graphs["main"]
    assert main.nodes[first].trainable == main.nodes[second].trainable == 15
    assert main.trainable == 15
    assert main.multiply_adds == 2 * 12


def test_a_broken_branch_hides_nothing_but_itself():
    s = Sketch()
    x = s.add("Input", shape=[4])
    bad = s.add("Conv2D", x, filters=3, kernel_size=3)
    behind = s.add("Flatten", bad)
    worse = s.add("Dense", behind, units=0)
    good = s.add("Dense", x, units=3)
    also_bad = s.add("Reshape", good, target_shape=[7])
    s.output(good)
    s.output(worse)
    analysis = infer(s.project())
    found = {p.node: p for p in analysis.problems if p.expected or p.received}
    errors = {p.node: p for p in analysis.problems if p.severity == "error"}
    assert set(errors) == {bad}
    assert found[also_bad].severity == "warning", "the model does not need it"
    assert set(analysis.graphs["main"].nodes) >= {x, good}
    assert not {bad, behind, worse} & set(analysis.graphs["main"].nodes)
    assert errors[bad].argument == "inputs"
    assert errors[bad].received == "shape (None, 4)"


def test_a_missing_edge_is_told_once_even_where_the_model_does_not_need_it():
    s = Sketch()
    s.output(s.add("Dense", s.add("Input", shape=[4]), units=3))
    stray = s.add("Concatenate")
    rules = [p.rule for p in infer(s.project()).problems if p.node == stray]
    assert sorted(rules) == ["required-ports", "unused"]


def test_a_shared_layer_that_fits_one_call_is_a_problem_at_the_other():
    s = Sketch()
    a, b = s.add("Input", name="a", shape=[4]), s.add("Input", name="b", shape=[5])
    first = s.add("Dense", a, units=3)
    second = s.again(first, b)
    s.output(first)
    s.output(second)
    analysis = infer(s.project())
    assert [p.node for p in analysis.problems if p.severity == "error"] == [second]
    assert first in analysis.graphs["main"].nodes


def test_a_call_outside_the_model_does_not_make_the_weights():
    s = Sketch()
    a, b = s.add("Input", name="a", shape=[4]), s.add("Input", name="b", shape=[5])
    stray = s.add("Dense", b, units=3)
    used = s.again(stray, a)
    s.output(used)
    build(s.project())
    analysis = infer(s.project())
    assert analysis.graphs["main"].nodes[used].trainable == 15
    assert stray in [p.node for p in analysis.problems]
    assert not analysis.has_errors


def test_what_the_check_has_said_is_not_said_twice():
    s = Sketch()
    x = s.add("Input", shape=[4])
    s.output(s.add("Dense", x, units=2))
    stray = s.add("Dense", x)
    said = [p for p in infer(s.project()).problems if "units" in p.message]
    assert [p.node for p in said] == [stray]


def test_totals_leave_out_what_leads_nowhere_unless_nothing_leads_anywhere():
    s = Sketch()
    x = s.add("Input", shape=[4])
    s.add("Dense", x, units=7)
    assert infer(s.project()).graphs["main"].trainable == 35
    s.output(s.add("Dense", x, units=3))
    assert infer(s.project()).graphs["main"].trainable == 15


def test_an_edge_from_an_output_that_is_gone_is_a_problem():
    s = Sketch()
    lstm = s.add("LSTM", s.add("Input", shape=[5, 4]), units=3)
    state = s.add("Dense", (lstm, 1), units=2)
    s.output(state)
    problem = next(p for p in infer(s.project()).problems if p.severity == "error")
    assert (problem.node, problem.received) == (state, "output 1")


@pytest.fixture
def encoder() -> Sketch:
    s = Sketch("encoder", "g1")
    x = s.add("Input", name="steps", shape=[None, 4])
    s.output(s.add("LSTM", x, units=3, return_sequences=True), "all")
    s.output(s.add("ops.max", x, axis=1), "highest")
    return s


def test_a_submodel_answers_for_the_shape_that_it_is_called_with(encoder):
    s = Sketch()
    x = s.add("Input", shape=[7, 4])
    part = s.add("graph:g1", name="part", at={"steps": [x]})
    s.output((part, 0))
    project = s.project(encoder)
    analysis = infer(project)
    assert not analysis.has_errors
    node = analysis.graphs["main"].nodes[part]
    assert node.outputs == (Tensor((None, 7, 3)), Tensor((None, 4)))
    assert node.trainable == analysis.graphs["g1"].trainable == 4 * 3 * (4 + 3 + 1)
    assert node.multiply_adds == 7 * 4 * 3 * (4 + 3)
    assert build(project).output.shape == (None, 7, 3)


def test_a_submodel_says_which_input_does_not_fit(encoder):
    s = Sketch()
    part = s.add("graph:g1", at={"steps": [s.add("Input", shape=[7, 5])]})
    s.output((part, 0))
    problem = next(
        p for p in infer(s.project(encoder)).problems if p.severity == "error"
    )
    assert (problem.node, problem.argument) == (part, "steps")
    assert problem.expected == "shape (None, None, 4)"
    assert problem.received == "shape (None, 7, 5)"


def test_a_problem_in_a_submodel_is_told_there_and_where_it_is_called():
    inner = Sketch("inner", "g1")
    bad = inner.add("Dense", inner.add("Input", name="x", shape=[None]), units=3)
    inner.output(bad)
    s = Sketch()
    part = s.add("graph:g1", at={"x": [s.add("Input", shape=[4])]})
    s.output(part)
    errors = [
        (p.graph, p.node)
        for p in infer(s.project(inner)).problems
        if p.severity == "error"
    ]
    assert set(errors) == {("g1", bad), ("main", part)}


def test_graphs_that_hold_each_other_come_to_an_end():
    a, b, s = Sketch("a", "g1"), Sketch("b", "g2"), Sketch()
    a.output(a.add("graph:g2", at={"y": [a.add("Input", name="x", shape=[4])]}))
    b.output(b.add("graph:g1", at={"x": [b.add("Input", name="y", shape=[4])]}))
    s.output(s.add("graph:g1", at={"x": [s.add("Input", shape=[4])]}))
    assert infer(s.project(a, b)).has_errors


def test_stands_what_a_broken_file_can_hold():
    s = Sketch()
    x = s.add("Input", shape=[4])
    s.add("graph:gone", at={"x": [x]})
    s.add("Unheard", x, at={"inputs": [x]})
    s.add("Output")
    nodes = {
        **s.graph.nodes,
        "n90": Node("n90", "no such layer"),
        "n91": Node("n91", s.graph.nodes[x].layer, {"inputs": (Source("nowhere"),)}),
    }
    analysis = infer(with_main(s.project(), replace(s.graph, nodes=nodes)))
    assert analysis.has_errors
    assert x in analysis.graphs["main"].nodes


def test_asks_keras_only_about_what_lies_downstream_of_an_edit(monkeypatch):
    s = Sketch()
    x = s.add("Input", shape=[4])
    a = s.add("Dense", x, units=3)
    b = s.add("Dense", a, units=5)
    c = s.add("Dense", b, units=5)
    s.output(c)
    infer(s.project())
    before = probe._answer.cache_info().misses
    infer(s.project())
    assert probe._answer.cache_info().misses == before
    changed = edits.set_parameter(s.graph, s.graph.nodes[b].layer, "units", 7)
    infer(with_main(s.project(), changed))
    assert probe._answer.cache_info().misses == before + 2


def test_makes_no_weight(monkeypatch):
    def fail(*args, **kwargs):
        raise AssertionError("a weight was made")

    with keras.StatelessScope(initialize_variables=False):
        model = keras.applications.VGG16(weights=None)
    project = read(model)
    probe.forget()
    for name in ("GlorotUniform", "Zeros"):
        monkeypatch.setattr(getattr(keras.initializers, name), "__call__", fail)
    with pytest.raises(AssertionError):
        keras.initializers.GlorotUniform()((2, 2))
    analysis = infer(project)
    assert not analysis.has_errors
    assert analysis.graphs["main"].trainable == 138_357_544


def test_leaves_the_state_of_keras_alone():
    keras.utils.clear_session()
    s = Sketch()
    s.output(s.add("ops.add", s.add("Input", shape=[4]), constants={"x2": 1.0}))
    infer(s.project())
    build(s.project())
    assert keras.layers.Dense(3).name == "dense"
    assert keras.ops.add(keras.Input((3,)), 1.0)._keras_history.operation.name == "add"


def test_a_number_beyond_all_machines_is_a_problem():
    s = Sketch()
    huge = s.add("Dense", s.add("Input", shape=[4]), units=10**30)
    s.output(huge)
    assert huge in {
        p.node for p in infer(s.project()).problems if p.severity == "error"
    }


def test_a_layer_that_keras_cannot_put_into_a_model_is_a_problem():
    s = Sketch()
    strange = s.add("Equalization", s.add("Input", shape=[8, 8, 3]))
    s.output(strange)
    assert [p.node for p in infer(s.project()).problems if p.severity == "error"] == [
        strange
    ]
    with pytest.raises(BuildError):
        build(s.project())


def test_an_empty_graph_has_no_nodes():
    assert infer(Sketch().project()).graphs["main"].nodes == {}
    assert isinstance(Sketch().graph, Graph)
