"""A model is built around a layer whose class is not here, if something stands in."""

from dataclasses import dataclass, field
from typing import Any

import keras
import pytest
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.graph import Layer
from kgraph.document.project import Project
from kgraph.importing.opening.placeholders import StandIn, placeholder_of
from kgraph.modeling import BuildError, build


@dataclass
class Made:
    """Makes plain layers, and notes for which ones."""

    asked: list[Layer] = field(default_factory=list)

    def __call__(self, layer: Layer) -> keras.layers.Layer:
        self.asked.append(layer)
        return keras.layers.Identity(name=layer.name)


def with_mixer(origin: Any = None) -> Project:
    """Draws Input, Mixer, Mixer again, Dense, Output."""
    s = Sketch()
    entry = s.add("Input", shape=[4])
    mixer = s.add("ReLU", entry, name="mixer")
    twice = s.again(mixer, mixer)
    s.output(s.add("Dense", twice, units=3))
    project = s.project()
    layer = project.main.layer_of(mixer)
    strange = replace(layer, type="Mixer", config={"depth": 2}, origin=origin or {})
    graph = replace(project.main, layers={**project.main.layers, strange.id: strange})
    return replace(project, graphs={**project.graphs, graph.id: graph})


def test_without_one_the_layer_is_a_problem() -> None:
    with pytest.raises(BuildError, match="Mixer"):
        build(with_mixer())


def test_it_is_asked_once_for_each_layer_and_called_for_each_call() -> None:
    made = Made()
    model = build(with_mixer(), placeholder=made)
    assert [(layer.name, layer.config) for layer in made.asked] == [
        ("mixer", {"depth": 2})
    ]
    assert [layer.name for layer in model.layers] == ["input", "mixer", "dense"]
    assert len(model.get_layer("mixer")._inbound_nodes) == 2
    assert model.output.shape == (None, 3)


def test_it_is_not_asked_for_layers_of_the_catalogue() -> None:
    made = Made()
    s = Sketch()
    s.output(s.add("Dense", s.add("Input", shape=[4]), units=3))
    build(s.project(), placeholder=made)
    assert made.asked == []


def test_what_it_says_is_a_problem_of_the_layer() -> None:
    def refuse(layer: Layer) -> keras.layers.Layer:
        raise ValueError(f"no {layer.type}")

    with pytest.raises(BuildError, match="no Mixer") as caught:
        build(with_mixer(), placeholder=refuse)
    assert len(caught.value.problems) == 1


def test_other_problems_stay_problems() -> None:
    s = Sketch()
    s.output(s.add("Dense", s.add("Input", shape=[4])))
    with pytest.raises(BuildError, match="units"):
        build(s.project(), placeholder=Made())


def test_a_stand_in_is_saved_as_the_class_it_stands_for() -> None:
    origin = {"module": "mine", "registered_name": "mine>Mixer"}
    model = build(with_mixer(origin=origin), placeholder=placeholder_of)
    mixer = model.get_layer("mixer")
    assert isinstance(mixer, StandIn)
    described = keras.saving.serialize_keras_object(mixer)
    assert described["class_name"] == "Mixer"
    assert described["module"] == "mine"
    assert described["registered_name"] == "mine>Mixer"
    assert described["config"] == {"depth": 2}
