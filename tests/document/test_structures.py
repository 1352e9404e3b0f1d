import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document import edits
from kgraph.document.graph import Source
from kgraph.document.structures import (
    as_template,
    filled,
    inputs_structure,
    leaves,
    mapped,
    outputs_structure,
    place,
    renumbered,
)

TEMPLATES = st.recursive(
    st.sampled_from([f"l{i}" for i in range(1, 6)]),
    lambda items: (
        st.lists(items, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), items, max_size=3)
        | st.lists(items, max_size=3).map(
            lambda listed: {"class_name": "__tuple__", "config": listed}
        )
    ),
    max_leaves=6,
)


def three_inputs(template=None):
    s = Sketch()
    nodes = [s.add("Input", name=name, shape=[4]) for name in "abc"]
    return replace(s.graph, inputs=template), nodes


def test_the_usual_inputs_are_one_tensor_or_a_list():
    graph, (a, b, c) = three_inputs()
    assert inputs_structure(graph) == (a, b, c)
    assert inputs_structure(edits.delete(graph, [b, c])) == a


def test_the_usual_outputs_are_one_tensor_or_a_dict_by_name():
    s = Sketch()
    x = s.add("Input", shape=[4])
    first = s.output(x, "first")
    assert outputs_structure(s.graph) == first
    second = s.output(x, "second")
    assert outputs_structure(s.graph) == {"first": first, "second": second}


def test_a_template_says_how_tensors_are_nested():
    graph, (a, b, c) = three_inputs({"x": ["l1", "l3"], "y": "l2"})
    assert inputs_structure(graph) == {"x": (a, c), "y": b}


def test_a_tuple_stays_one():
    pair = {"class_name": "__tuple__", "config": ["l2", "l1", "l3"]}
    graph, (a, b, c) = three_inputs(pair)
    expected = {"class_name": "__tuple__", "config": (b, a, c)}
    assert inputs_structure(graph) == expected
    assert as_template(inputs_structure(graph)) == {**pair, "config": [b, a, c]}


def test_what_was_deleted_is_left_out_with_the_dict_that_it_empties():
    graph, (a, b, _) = three_inputs({"x": {"y": ["l3"]}, "z": ["l2", "l1"]})
    graph = edits.delete(graph, ["n3"])
    assert inputs_structure(graph) == {"z": (b, a)}


def test_a_list_of_which_one_is_left_is_that_tensor_and_a_list_of_one_stays_a_list():
    graph, (a, b, c) = three_inputs(["l1", "l2", "l3"])
    assert inputs_structure(edits.delete(graph, [a, b])) == c
    assert inputs_structure(edits.delete(replace(graph, inputs=["l3"]), [a, b])) == (c,)


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        (["l2", "l1"], ("n2", "n1", "n3")),
        ({"x": "l2", "y": "l1"}, {"x": "n2", "y": "n1", "c": "n3"}),
        ({"c": "l2", "y": "l1"}, {"c": "n2", "y": "n1", "c_1": "n3"}),
        ("l1", ("n1", "n2", "n3")),
        (["l9"], ("n1", "n2", "n3")),
        ({"x": 7}, ("n1", "n2", "n3")),
    ],
)
def test_what_was_added_comes_last(template, expected):
    graph, _ = three_inputs(template)
    assert inputs_structure(graph) == expected


@given(TEMPLATES)
def test_every_input_stands_in_the_structure_once(template):
    graph, nodes = three_inputs(template)
    assert sorted(leaf for _, leaf in leaves(inputs_structure(graph))) == nodes


@given(TEMPLATES)
def test_renumbering_there_and_back_gives_the_template_again(template):
    there = {f"l{i}": f"x{i}" for i in range(9)}
    back = {new: old for old, new in there.items()}
    moved = renumbered(template, there)
    assert all(leaf.startswith("x") for _, leaf in leaves(moved) if moved)
    assert renumbered(moved, back) == renumbered(
        template, dict(zip(back.values(), back.values(), strict=True))
    )


def test_paths_lead_to_leaves():
    found = list(
        leaves({"a": "n1", "b": {"class_name": "__tuple__", "config": ("n2", "n3")}})
    )
    assert found == [(("a",), "n1"), (("b", 0), "n2"), (("b", 1), "n3")]


def test_leaves_that_become_none_are_left_out():
    assert mapped(("a", ("b",)), {"a": 1}.get) == (1,)


def test_a_template_is_filled_with_tensors_among_constants():
    x, y = Source("n1"), Source("n2", 1)
    template = {"class_name": "__slice__", "config": {"start": place(1), "stop": None}}
    assert filled([place(0), [template, 2.0]], [x, y]) == (
        x,
        ({"class_name": "__slice__", "config": {"start": y, "stop": None}}, 2.0),
    )


@pytest.mark.parametrize("template", [[place(0)], [place(0), place(2)], [place(0)] * 2])
def test_a_template_that_has_not_one_place_for_each_tensor_is_void(template):
    assert filled(template, [Source("n1"), Source("n2")]) is None


def test_an_array_of_keras_is_no_place():
    array = {"class_name": "__tensor__", "config": {"value": [1.0], "dtype": "float32"}}
    assert filled([array, place(0)], [Source("n1")]) == (
        {**array, "config": {"value": (1.0,), "dtype": "float32"}},
        Source("n1"),
    )


def test_renaming_an_end_renames_its_key_where_that_was_its_name():
    graph, (a, b, c) = three_inputs({"b": "l2", "x": [{"a": "l1"}], "c": "l3"})
    graph = edits.rename(edits.rename(graph, "l1", "left"), "l2", "x")
    graph = edits.rename(graph, "l3", "last")
    assert inputs_structure(graph) == {"b": b, "x": ({"left": a},), "last": c}
    assert list(inputs_structure(graph)) == ["b", "x", "last"]


def test_renaming_an_output_renames_its_key_in_a_tuple():
    s = Sketch()
    out = s.output(s.add("Input", shape=[4]), "out")
    pair = {"class_name": "__tuple__", "config": [{"out": "l2"}]}
    graph = edits.rename(replace(s.graph, outputs=pair), "l2", "code")
    expected = {"class_name": "__tuple__", "config": ({"code": out},)}
    assert outputs_structure(graph) == expected
    assert edits.rename(graph, "l2", "code") is graph
