"""A known model in a drawing begins with the weights that it was published with."""

import pytest
from msgspec.structs import replace
from sketch import Sketch

from kgraph.document.errors import EditError
from kgraph.document.project import Project
from kgraph.document.weights import default_keys, keys, with_keys
from kgraph.document.weights.borrowing import backbones, borrowed, is_untrained


def published() -> Project:
    sketch = Sketch("mobilenet_1.00_224")
    x = sketch.add("Input", shape=[8, 8, 3])
    x = sketch.add("Conv2D", x, name="conv1", filters=2, kernel_size=3)
    x = sketch.add("BatchNormalization", x, name="conv1_bn")
    x = sketch.add("Dense", x, name="predictions", units=1000)
    sketch.output(x)
    project = sketch.project()
    keyed = with_keys(project, default_keys(project))
    return replace(keyed, weights="/somewhere/imagenet.weights.npz")


def drawing(name: str = "MobileNet") -> Project:
    inner = Sketch(name, "g1")
    x = inner.add("Input", shape=[8, 8, 3])
    x = inner.add("Conv2D", x, name="conv1", filters=2, kernel_size=3)
    x = inner.add("BatchNormalization", x, name="conv1_bn")
    x = inner.add("Dense", x, name="own", units=3)
    inner.output(x)
    outer = Sketch()
    x = outer.add("Input", shape=[8, 8, 3])
    x = outer.add("graph:g1", name="backbone", at={"input": [x]})
    x = outer.add("Dense", x, name="predictions", units=2)
    outer.output(x)
    return outer.project(inner)


def test_layers_are_found_by_name_and_type_inside_of_the_submodel():
    project = drawing()
    (backbone,) = backbones(project)
    assert backbone.application.name == "MobileNet"
    assert is_untrained(project, backbone)
    now = borrowed(project, backbone, published())
    assert keys(now) == {"l2/l2": "conv1", "l2/l3": "conv1_bn"}
    assert now.weights == "/somewhere/imagenet.weights.npz"
    assert not is_untrained(now, backbone)


def test_a_submodel_of_another_name_is_nobodys():
    assert backbones(drawing("my_encoder")) == ()


def test_weights_of_another_file_do_not_stay():
    project = with_keys(drawing(), {"l3": "old"})
    now = borrowed(project, backbones(project)[0], published())
    assert "l3" not in keys(now)


def test_layers_with_other_names_are_refused_in_words():
    project = drawing()
    other = Sketch("other")
    x = other.add("Input", shape=[3])
    other.output(other.add("Dense", x, name="first", units=1))
    with pytest.raises(EditError, match="named as those of MobileNet"):
        borrowed(project, backbones(project)[0], other.project())
