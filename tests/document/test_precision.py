"""A model under a mixed policy ends in float32, whatever stands at its end."""

import pytest
from sketch import Sketch

from kgraph.document.precision import ending_in_full
from kgraph.document.project import Project


def dtypes(project: Project) -> dict[str, object]:
    """The dtypes that layers say, by name."""
    return {
        layer.name: layer.config["dtype"]
        for graph in project.graphs.values()
        for layer in graph.layers.values()
        if "dtype" in layer.config
    }


def two_ends() -> Sketch:
    s = Sketch()
    image = s.add("Input", name="image", shape=[8])
    x = s.add("Dense", image, name="body", units=8)
    s.output(s.add("Dense", x, name="kind", units=3), name="a")
    s.output(s.add("Dense", x, name="size", units=1, dtype="float64"), name="b")
    return s


def test_the_last_layer_before_each_output_computes_in_float32():
    project = ending_in_full(two_ends().project(), "mixed_float16")
    assert dtypes(project) == {"kind": "float32", "size": "float64"}


def test_in_full_precision_nothing_is_said():
    project = two_ends().project()
    assert ending_in_full(project, "float32") is project


def test_an_op_computes_in_what_the_layers_before_it_make():
    s = Sketch()
    image = s.add("Input", name="image", shape=[8])
    a = s.add("Dense", image, name="a", units=8)
    b = s.add("Dense", image, name="b", units=8)
    s.output(s.add("ops.softmax", s.add("ops.add", a, b)))
    project = ending_in_full(s.project(), "mixed_bfloat16")
    assert dtypes(project) == {"a": "float32", "b": "float32"}


def test_the_last_layer_of_a_submodel_is_the_one_inside_that_makes_the_tensor():
    part = Sketch("part", "g1")
    x = part.add("Input", name="x", shape=[8])
    part.output(part.add("Dense", x, name="left", units=2), name="first")
    part.output(part.add("Dense", x, name="right", units=2), name="second")
    s = Sketch()
    image = s.add("Input", name="image", shape=[8])
    both = s.add("graph:g1", at={"x": [image]}, name="part")
    s.output((both, 1))
    project = ending_in_full(s.project(part), "mixed_float16")
    assert dtypes(project) == {"right": "float32"}


def test_a_wrapper_tells_what_it_wraps():
    s = Sketch()
    x = s.add("Input", name="x", shape=[5, 8])
    dense = {"class_name": "Dense", "config": {"units": 2}}
    s.output(s.add("TimeDistributed", x, name="each", layer=dense))
    project = ending_in_full(s.project(), "mixed_float16")
    [layer] = [x for x in project.main.layers.values() if x.name == "each"]
    assert layer.config["dtype"] == "float32"
    assert layer.config["layer"]["config"] == {"units": 2, "dtype": "float32"}


@pytest.mark.parametrize("type", ["Hashing", "Input"])
def test_what_makes_whole_numbers_or_nothing_is_left_alone(type):
    s = Sketch()
    x = s.add("Input", name="x", shape=[8])
    s.output(s.add("Hashing", x, num_bins=3) if type == "Hashing" else x)
    assert not dtypes(ending_in_full(s.project(), "mixed_float16"))
