import pytest
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.chain import Chain, chain


def in_chain(s: Sketch, *submodels: Sketch) -> Chain | str:
    return chain(s.project(*submodels), s.graph)


def single(name: str, id: str) -> Sketch:
    inner = Sketch(name, id)
    inner.output(inner.add("Dense", inner.add("Input", shape=[4]), units=4))
    return inner


def ended(s: Sketch, source) -> Sketch:
    s.output(source)
    return s


def test_layers_one_after_the_other_are_a_chain():
    s = Sketch()
    x = s.add("Input", shape=[4])
    hidden = s.add("Dense", x, units=3)
    block = s.add("graph:g1", at={"input": [hidden]})
    out = s.output(s.add("LSTM", block, units=2))
    lstm = s.id_of("lstm")
    assert in_chain(s, single("block", "g1")) == Chain(x, (hidden, block, lstm), out)


def test_what_leads_to_no_output_does_not_matter():
    s = Sketch()
    x = s.add("Input", shape=[4])
    hidden = s.add("Dense", x, units=3)
    s.add("Dense", hidden, units=7)
    out = s.output(hidden)
    assert in_chain(s) == Chain(x, (hidden,), out)


def test_a_placeholder_may_be_part_of_a_chain():
    s = Sketch()
    x = s.add("Input", shape=[4])
    strange = s.add("Strange", at={"inputs": [x]})
    assert isinstance(in_chain(ended(s, strange)), Chain)


def two_inputs(s: Sketch, x: str) -> str:
    return s.add("Add", x, s.add("Input", name="second", shape=[4]))


def called_twice(s: Sketch, x: str) -> str:
    twice = s.add("Dense", x, name="twice", units=4)
    return s.again(twice, twice)


def with_two_states(s: Sketch, x: str) -> str:
    return s.add(
        "LSTM",
        s.add("Reshape", x, target_shape=[2, 2]),
        name="cells",
        units=3,
        return_state=True,
    )


def of_a_second_output(s: Sketch, x: str) -> tuple[str, int]:
    return (with_two_states(s, x), 1)


def a_frozen_dropout(s: Sketch, x: str) -> str:
    return s.add("Dropout", x, name="drop", rate=0.5, constants={"training": True})


def a_branch(s: Sketch, x: str) -> str:
    fork = s.add("Dense", x, name="fork", units=4)
    return s.add("Add", s.add("Dense", fork, units=4), fork, name="join")


@pytest.mark.parametrize(
    ("draw", "words"),
    [
        (
            two_inputs,
            "A chain has one Input. Received: 2 Inputs, 'input' and 'second'.",
        ),
        (called_twice, "'twice' is called more than once."),
        (with_two_states, "'cells' makes more than one tensor."),
        (of_a_second_output, "'cells' makes more than one tensor."),
        (a_frozen_dropout, "'drop' is called with `training=`."),
        (a_branch, "'join' takes 2 tensors, and not one."),
        (lambda s, x: x, "There is no layer between the Input and the Output."),
        (lambda s, x: s.add("ops.relu", x, name="op"), "'op' is an op"),
        (lambda s, x: s.add("Concatenate", x, name="one"), "'one' takes its tensor"),
    ],
)
def test_a_sentence_names_the_node_that_is_no_part_of_a_chain(draw, words):
    s = Sketch()
    reason = in_chain(ended(s, draw(s, s.add("Input", name="input", shape=[4]))))
    assert isinstance(reason, str)
    assert words in reason


def test_a_graph_without_an_output_is_no_chain():
    s = Sketch()
    s.add("Dense", s.add("Input", shape=[4]), units=3)
    assert in_chain(s) == "A chain has one Output. Received: no Output."


def test_a_submodel_of_several_tensors_is_no_part_of_a_chain():
    inner = single("block", "g1")
    inner.output(inner.id_of("dense"), "second")
    s = Sketch()
    block = s.add("graph:g1", at={"input": [s.add("Input", shape=[4])]}, name="both")
    assert in_chain(ended(s, block), inner) == "'both' makes more than one tensor."


def test_a_tensor_in_a_list_is_no_tensor():
    s = single("model", "main")
    (x,) = s.graph.of_type("Input")
    s.graph = replace(s.graph, inputs=[x.layer])
    assert "'model' takes or returns its tensor inside a list" in in_chain(s)
