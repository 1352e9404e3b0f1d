"""Calls in a config: tensors and constants, in an order that can be followed."""

from typing import Any

import pytest
from importing.hostile_parts import called, tensor

from kgraph.importing.allowing.wired import (
    Reference,
    calls_of,
    check_work,
    checked_call,
    references,
)
from kgraph.importing.errors import ImportRefusedError, NotAllowedError
from kgraph.importing.opening import limits

A = Reference("a", 0, 0, (None, 4), "float32")


def test_a_call_gives_its_tensors_in_order() -> None:
    call = called([tensor("a"), 2.0], mask={"x": tensor("b", 1, 2)})
    checked, found = checked_call(call)
    assert checked == call
    assert found == (A, A._replace(layer="b", call=1, output=2))


def test_a_call_of_the_legacy_format_gives_them_too() -> None:
    call = [["a", 0, 0, {}], ["b", 1, 2, {"training": True}]]
    assert checked_call(call) == (call, (Reference("a", 0, 0), Reference("b", 1, 2)))


@pytest.mark.parametrize(
    "call",
    [
        "a",
        {"args": 1},
        {"kwargs": []},
        called({"class_name": "__keras_tensor__", "config": None}),
        called({"class_name": "Lambda", "config": {}}),
        called(tensor("a", -1)),
        called(tensor("a", limits.CALLS)),
        [["a", 0]],
        [["a", 0, 0, 1]],
        [["a", True, 0, {}]],
    ],
)
def test_what_is_no_call_is_not_allowed(call: Any) -> None:
    with pytest.raises(NotAllowedError):
        checked_call(call)


def test_ends_are_found_in_any_structure() -> None:
    ends = {"x": [["a", 0, 0], [["b", 0, 1]]]}
    assert [r.layer for r in references(ends)] == ["a", "b"]
    assert list(references(["a", 0, 0])) == [Reference("a", 0, 0)]
    with pytest.raises(NotAllowedError):
        list(references(["a"]))


def test_a_layer_with_a_call_without_tensors_is_not_called() -> None:
    layers = [
        {"name": "a", "inbound_nodes": [called(tensor("in"))]},
        {"name": "b", "inbound_nodes": [called(tensor("a")), called(1.0)]},
    ]
    taken, written = calls_of(layers)
    assert taken == {"a": [(A._replace(layer="in"),)], "b": []}
    assert written["a"] == layers[0]["inbound_nodes"]
    assert written["b"] == []
    with pytest.raises(NotAllowedError, match="no list"):
        calls_of([{"name": "a", "inbound_nodes": {"x": 1}}])


def test_an_order_is_followed_and_a_circle_is_named() -> None:
    calls = {"in": [], "a": [(Reference("in", 0, 0),)], "b": [(A,)]}
    check_work(["b", "a", "in"], calls, "m")
    calls["a"] = [(Reference("b", 0, 0),)]
    with pytest.raises(ImportRefusedError, match=r"circle.*'a', 'b'"):
        check_work(["in", "a", "b"], calls, "m")


def test_an_order_that_takes_too_long_is_refused() -> None:
    names = ["in", *(f"a{i}" for i in range(1_000))]
    calls = {name: [(Reference(names[i], 0, 0),)] for i, name in enumerate(names[1:])}
    calls["in"] = []
    check_work(names, calls, "m")
    with pytest.raises(ImportRefusedError, match="minutes"):
        check_work(names[::-1], calls, "m")
