"""Values in words stay short and never fail."""

from hypothesis import given
from strategies import values

from kgraph.document.graph import Layer
from kgraph.document.project import new_project
from kgraph.document.telling.words import (
    LONGEST,
    brief,
    default,
    plural,
    setting,
    title,
)


@given(values)
def test_any_value_is_said_in_short(value):
    assert len(brief(value)) <= LONGEST


def test_nested_objects_are_said_as_they_are_made():
    value = {"class_name": "L2", "config": {"l2": 0.1}}
    assert brief(value) == "L2(l2=0.1)"
    assert brief({"class_name": "L2", "config": {}}) == "L2"
    assert brief(True) == "true"


def test_a_layer_is_said_by_type_and_name():
    assert title(new_project(), Layer("l1", "Dense", "fc")) == "Dense 'fc'"


def test_a_default_is_that_of_the_catalogue():
    assert default(Layer("l1", "Dense", "fc"), "use_bias") is True
    assert default(Layer("l1", "Dense", "fc"), "units") is None
    assert default(Layer("l1", "Unheard", "x"), "units") is None


def test_a_count_has_its_noun():
    assert (plural(1, "edge"), plural(0, "edge")) == ("1 edge", "0 edges")


def test_a_step_is_named_after_what_it_sets():
    assert setting("units of dense", 64) == "Set units of dense to 64"
    assert setting("seed", None) == "Set seed to none"
    assert setting("code", "a\nb" + "c" * 99) == f"Set code to a b{'c' * 20}…"
    assert setting("name", "") == "Set name to nothing"
