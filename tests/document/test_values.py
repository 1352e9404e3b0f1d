import copy
import json

import pytest
from hypothesis import given
from strategies import values

from kgraph.document.errors import EditError
from kgraph.document.graph import Layer
from kgraph.document.values import DEPTH, is_identical, is_same, plain


@given(values)
def test_plain_values_are_what_json_gives_back(value):
    assert is_same(plain(value), value)
    assert is_same(json.loads(json.dumps(value)), value)


def test_tuples_become_lists():
    assert plain({"a": (1, (2, [3]))}) == {"a": [1, [2, [3]]]}


def nested(levels: int) -> list:
    value: list = []
    for _ in range(levels):
        value = [value]
    return value


@pytest.mark.parametrize(
    "value",
    [
        float("nan"),
        float("-inf"),
        "\udfff",
        {"\udfff": 1},
        {1: 2},
        b"",
        {1, 2},
        object(),
        len,
        1j,
        nested(DEPTH),
        [float("nan")],
    ],
)
def test_what_json_cannot_carry_is_refused(value):
    with pytest.raises(EditError):
        plain(value)


def test_values_may_be_nested_deeply():
    assert plain(nested(DEPTH - 1)) == nested(DEPTH - 1)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1, True),
        (1, 1.0),
        ([1], [True]),
        ({"a": 0}, {"a": False}),
        ([1], [1, 1]),
        ({"a": 1}, {"b": 1}),
        ("1", 1),
    ],
)
def test_values_of_different_types_are_not_the_same(a, b):
    assert not is_same(a, b)
    assert is_same(a, a)


@given(values, values)
def test_identical_values_are_the_same(a, b):
    assert is_identical(a, a)
    assert is_identical(a, copy.deepcopy(a))
    assert not is_identical(a, b) or is_same(a, b)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (1, True),
        ([0], [False]),
        ({"a": [1]}, {"a": [1.0]}),
        ((1,), [1]),
        ({"a": 1, "b": 2}, {"b": 2, "a": 1}),
        ({"a": 1}, {"a": 1, "b": 2}),
    ],
)
def test_what_is_written_otherwise_is_not_identical(a, b):
    assert not is_identical(a, b)


def test_structs_are_looked_into():
    one = Layer("l1", "Dense", "dense", {"units": 1})
    assert is_identical(one, Layer("l1", "Dense", "dense", {"units": 1}))
    assert not is_identical(one, Layer("l1", "Dense", "dense", {"units": True}))
