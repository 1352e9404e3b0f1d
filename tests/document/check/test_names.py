"""Names are such as Keras and TensorFlow take."""

import pytest
from checked import only, problems, with_layer
from msgspec.structs import replace


@pytest.mark.parametrize("name", ["", "a/b", "a\0b", "a\nb"])
def test_a_name_that_keras_refuses(graph, name):
    layer = replace(graph.layers["l2"], name=name)
    found = only(with_layer(graph, layer))
    assert (found.rule, found.severity) == ("legal-names", "error")


@pytest.mark.parametrize("name", ["a/b", "a\0b"])
def test_a_model_has_a_name_that_keras_takes_or_none(graph, name):
    assert only(replace(graph, name=name)).rule == "legal-names"
    assert not problems(replace(graph, name=""))


@pytest.mark.parametrize("name", ["Left half", "größe", "a\\b"])
@pytest.mark.parametrize("layer", ["l2", "l3"])
def test_a_name_that_tensorflow_refuses_is_a_warning(graph, name, layer):
    found = only(with_layer(graph, replace(graph.layers[layer], name=name)))
    assert (found.rule, found.severity) == ("trainable-names", "warning")
    assert repr(name) in found.message


@pytest.mark.parametrize(("name", "count"), [("My model", 1), ("_m", 1), ("m-1", 0)])
def test_a_model_name_that_tensorflow_refuses_is_a_warning(graph, name, count):
    found = problems(replace(graph, name=name))
    assert list(found) == ["trainable-names"] * count


def test_what_tensorflow_never_names_has_any_name(graph):
    assert not problems(with_layer(graph, replace(graph.layers["l1"], name="ü b")))


def test_a_name_that_is_another_layers(graph):
    layer = replace(graph.layers["l2"], name="input")
    found = only(with_layer(graph, layer))
    assert (found.rule, found.node, found.severity) == ("unique-names", "n2", "error")
