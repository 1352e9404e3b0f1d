"""A name in a config means what the catalogue says, or nothing at all."""

from typing import Any

import pytest

from kgraph.importing.allowing.named import (
    checked_dtype,
    class_of,
    described,
    function_named,
    has_graph,
    is_model,
    is_of_keras,
    name_of,
    op_of,
    plain,
    refuse_paths,
    text_of,
)
from kgraph.importing.errors import NotAllowedError


def named(name: Any, module: Any = "keras.layers", **more: Any) -> dict[str, Any]:
    return {"class_name": name, "module": module, "registered_name": None, **more}


@pytest.mark.parametrize(
    "value",
    [
        named("Dense"),
        named("Dense", "keras"),
        named("Dense", "keras.src.layers.core.dense"),
        named("Dense", "tf_keras.layers"),
        named("Dense", registered_name="Dense"),
        {"class_name": "Dense"},
    ],
)
def test_keras_is_known_by_its_module(value: dict[str, Any]) -> None:
    assert is_of_keras(value)
    assert class_of(("layer",), value).name == "Dense"


@pytest.mark.parametrize(
    "value",
    [
        named("Dense", "kerasx.layers"),
        named("Dense", None),
        named("Dense", ["keras"]),
        named("Dense", registered_name="mine>Dense"),
        {"class_name": "mine>Dense"},
        named("nothing"),
        named(None),
        named("Adam"),
    ],
)
def test_other_classes_are_not_here(value: dict[str, Any]) -> None:
    with pytest.raises(NotAllowedError, match="a class that is not here"):
        class_of(("layer",), value)


@pytest.mark.parametrize("name", ["Lambda", "TFSMLayer", "TorchModuleWrapper"])
def test_what_runs_code_is_never_opened(name: str) -> None:
    with pytest.raises(NotAllowedError, match="never opened: it"):
        class_of(("layer",), named(name))


def test_an_op_is_known_by_its_module() -> None:
    spec = op_of(named("Add", "keras.src.ops.numpy"))
    assert spec is not None
    assert spec.name == "ops.add"
    assert op_of(named("Add")) is None
    for name, why in (("Nothing", "no operation"), ("Map", "calls functions")):
        with pytest.raises(NotAllowedError, match=why):
            op_of(named(name, "keras.src.ops.core"))


def test_a_function_is_one_of_the_catalogue() -> None:
    relu = named("function", "builtins", config="relu")
    assert function_named(("activation",), relu) == "relu"
    for module, name in (("builtins", "eval"), ("os", "relu"), ("builtins", 3)):
        with pytest.raises(NotAllowedError, match=r"the function .* is not here"):
            function_named(("activation",), named("function", module, config=name))


def test_a_policy_is_one_of_keras() -> None:
    policy = named("DTypePolicy", "os", config={"name": "float16"})
    with pytest.raises(NotAllowedError, match="no dtype policy"):
        checked_dtype(policy)
    policy["module"] = "keras"
    assert checked_dtype(policy) == policy
    assert checked_dtype("float16") == "float16"
    nested = {"default_policy": policy, "policy_map": {"a": policy}}
    assert checked_dtype(named("DTypePolicyMap", config=nested))["config"] == nested


def test_plain_values_describe_no_objects() -> None:
    array = {"class_name": "__numpy__", "config": {"value": [1], "dtype": "int64"}}
    slice_ = {"class_name": "__slice__", "config": {"start": 1}}
    pair = {"class_name": "__tuple__", "items": [1, array]}
    assert plain({"a": [array, pair]}) == {"a": [array, (1, array)]}
    assert plain(slice_)["config"] == {"start": 1, "stop": None, "step": None}
    for value in (
        {"class_name": "Dense", "config": {}},
        {"class_name": "__lambda__", "config": {"value": ""}},
        {"class_name": "__numpy__", "config": {"value": [1], "dtype": "object"}},
        {"class_name": "__numpy__", "config": {"value": [[1], 2], "dtype": "int64"}},
    ):
        with pytest.raises(NotAllowedError):
            plain([[value]])


def test_a_vocabulary_is_a_list() -> None:
    refuse_paths("StringLookup", {"vocabulary": ["a"]})
    with pytest.raises(NotAllowedError, match="names a file, '/etc/passwd'"):
        refuse_paths("StringLookup", {"vocabulary": "/etc/passwd"})


def test_a_model_is_known_by_its_class_or_its_graph() -> None:
    assert is_model(named("Functional", "keras"))
    assert not is_model(named("Functional", "mine"))
    graph = dict.fromkeys(("layers", "input_layers", "output_layers"), ())
    assert has_graph({"config": graph})
    assert not has_graph({"config": {"layers": []}})


def test_a_description_says_where_the_catalogue_has_the_class() -> None:
    value = named("Dense", "tf_keras", build_config={"x": 1}, shared_object_id=3)
    assert described({**value, "evil": 1}, {"units": 2}, "keras.layers") == {
        **named("Dense", registered_name="Dense"),
        "config": {"units": 2},
        "build_config": {"x": 1},
        "shared_object_id": 3,
    }


def test_a_layer_has_a_name() -> None:
    assert name_of({"config": {"name": "inner"}}) == "inner"
    assert name_of({"name": "outer", "config": {"name": "inner"}}) == "outer"
    assert name_of({"class_name": "Dense"}) == "Dense"
    for value in ("a", {"name": 3}, {"class_name": "Dense", "inbound_nodes": []}):
        with pytest.raises(NotAllowedError):
            name_of(value)
    assert (text_of({"name": 3}, "name", "x"), text_of({}, "name", "x")) == ("x", "x")
