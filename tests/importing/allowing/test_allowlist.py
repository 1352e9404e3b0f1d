"""A config is named anew from the catalogue; what is not there becomes a placeholder."""

from typing import Any

import pytest
from importing.hostile_parts import called, functional, layer, tensor

from kgraph.importing.allowing.allowlist import allow
from kgraph.importing.allowing.origins import STAND_IN
from kgraph.importing.errors import ImportRefusedError
from kgraph.importing.opening import limits


def middle(config: dict[str, Any]) -> dict[str, Any]:
    return config["config"]["layers"][1]


def rescaling(many: int) -> list[dict[str, Any]]:
    one = {"module": "keras.layers", "class_name": "Rescaling", "config": {"scale": 2}}
    return [one] * many


def test_a_layer_of_keras_is_named_as_the_catalogue_does() -> None:
    dense = layer("a", "Dense", {"units": 3}, "tensorflow.keras.layers")
    allowed = allow(functional(dense))
    assert allowed.findings == ()
    assert middle(allowed.config)["module"] == "keras.layers"
    assert middle(allowed.config)["config"] == {"units": 3}


def test_another_class_becomes_a_placeholder_with_all_that_was_said() -> None:
    mine = layer("a", "Mixer", {"depth": 3}, "mine", registered_name="mine>Mixer")
    allowed = allow(functional(mine))
    described = middle(allowed.config)
    assert described["registered_name"] == STAND_IN
    assert described["config"]["origin"]["config"] == {"depth": 3}
    assert described["inbound_nodes"] == mine["inbound_nodes"]
    assert [finding.where for finding in allowed.findings] == ["a"]


@pytest.mark.parametrize(("name", "module"), [([[]], "keras.layers"), ("Evil", "")])
def test_a_class_without_a_proper_name_becomes_one_too(name: Any, module: str) -> None:
    described = middle(allow(functional(layer("a", name, {}, module))).config)
    assert described["registered_name"] == STAND_IN


def test_a_distrusted_layer_becomes_a_placeholder_for_the_reason_given() -> None:
    allowed = allow(functional(layer("a", "ReLU", {})), {"a": "it cannot be made"})
    assert middle(allowed.config)["registered_name"] == STAND_IN
    assert allowed.findings[0].text.startswith("it cannot be made.")


def test_a_strange_layer_inside_a_wrapper_makes_the_wrapper_a_placeholder() -> None:
    inner = {"module": "mine", "class_name": "Mixer", "config": {}}
    wrapper = layer("a", "TimeDistributed", {"layer": inner})
    assert middle(allow(functional(wrapper)).config)["registered_name"] == STAND_IN


def test_a_call_without_a_tensor_is_left_out() -> None:
    lonely = layer("a", "ReLU", {}, calls=[called(1.0)])
    allowed = allow(functional(lonely))
    assert [item["name"] for item in allowed.config["config"]["layers"]] == [
        "in",
        "out",
    ]
    assert "left out" in allowed.findings[0].text


def test_layers_in_layers_count() -> None:
    pipeline = layer("a", "Pipeline", {"layers": rescaling(limits.NESTED)})
    assert allow(functional(pipeline)).findings == ()
    pipeline = layer("a", "Pipeline", {"layers": rescaling(limits.NESTED + 1)})
    with pytest.raises(ImportRefusedError, match="arguments of other layers"):
        allow(functional(pipeline))


def test_what_is_no_model_is_refused() -> None:
    with pytest.raises(ImportRefusedError, match="must describe a Keras model"):
        allow([1])
    with pytest.raises(ImportRefusedError, match="'Dense' alone"):
        allow(layer("a", "Dense", {"units": 1}))
    with pytest.raises(ImportRefusedError, match="two layers are named 'a'"):
        allow(functional(layer("a", "ReLU", {}), layer("a", "ReLU", {})))


def test_a_sequential_of_the_first_keras_is_a_list() -> None:
    item = {"class_name": "Dense", "config": {"name": "d", "units": 2}}
    allowed = allow({"class_name": "Sequential", "config": [item]}).config
    assert allowed["config"]["name"] == "sequential"
    # By a module Keras would take it for the format of Keras 3.
    assert "module" not in allowed["config"]["layers"][0]


def test_tensors_of_layers_that_are_not_there_are_refused() -> None:
    lost = layer("a", "ReLU", {}, calls=[called(tensor("nowhere"))])
    with pytest.raises(ImportRefusedError, match="there is no layer 'nowhere'"):
        allow(functional(lost))
