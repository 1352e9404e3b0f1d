"""A placeholder's description holds what the file said, outputs of all calls too."""

import pytest

from kgraph.importing.allowing.origins import STAND_IN, outputs_of, stand_in
from kgraph.importing.allowing.wired import Reference
from kgraph.importing.errors import NotAllowedError

FIRST = {"shape": [None, 4], "dtype": "float32"}


def reference(layer: str, call: int = 0, output: int = 0) -> Reference:
    return Reference(layer, call, output, (None, 4), "float32")


def test_a_stand_in_keeps_what_was_said_and_nothing_else() -> None:
    item = {
        "class_name": "Mixer",
        "module": "mine",
        "registered_name": "mine>Mixer",
        "config": {"depth": 3},
        "build_config": {"input_shape": [None, 4]},
        "inbound_nodes": ["..."],
    }
    described = stand_in(item, "a", ((FIRST,),))
    assert described["registered_name"] == STAND_IN
    origin = described["config"]["origin"]
    assert described["config"]["name"] == "a"
    assert origin.pop("outputs") == [[FIRST]]
    assert origin == {key: item[key] for key in item if key != "inbound_nodes"}


def test_without_a_word_about_outputs_none_are_noted() -> None:
    assert "outputs" not in stand_in({}, "a", ((), ()))["config"]["origin"]


def test_outputs_are_those_that_anything_takes() -> None:
    calls = {"a": [()], "b": [(reference("a", 0, 1),)]}
    found = outputs_of(calls, [reference("b")])
    assert found == {"a": ((None, FIRST),), "b": ((FIRST,),)}


def test_a_call_that_nothing_tells_of_looks_like_the_others() -> None:
    calls = {"a": [(), ()], "b": [(reference("a", 1),)]}
    assert outputs_of(calls, [])["a"] == ((FIRST,), (FIRST,))


def test_references_go_to_what_is_there() -> None:
    with pytest.raises(NotAllowedError, match="no layer 'x'"):
        outputs_of({"a": [()]}, [reference("x")])
    with pytest.raises(NotAllowedError, match="1,000 tensors"):
        outputs_of({"a": [()]}, [reference("a", 0, 1_000)])
