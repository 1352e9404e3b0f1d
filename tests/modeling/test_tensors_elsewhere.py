"""Tensors where the catalogue has no port are refused in words, on both roads."""

import keras
import pytest
from sketch import Sketch

from kgraph.codegen import CodegenError, generate
from kgraph.document.graph import Source
from kgraph.document.project import Project
from kgraph.document.structures import place
from kgraph.modeling import BuildError, build, read

SLICE = {"class_name": "__slice__", "config": {"start": place(0)}}


def refused(project: Project, words: str) -> None:
    with pytest.raises(BuildError, match=words):
        build(project)
    with pytest.raises(CodegenError, match=words):
        generate(project)


@pytest.mark.parametrize("key", [SLICE, {"class_name": "__tuple__", "config": [SLICE]}])
def test_a_tensor_in_a_slice(key):
    s = Sketch()
    x = s.add("Input", shape=[6, 4])
    first = s.add("Input", name="first", shape=[], dtype="int32")
    cut = s.add("ops.get_item", x, constants={"key": key})
    s.output(cut)
    s.graph.nodes[cut].inputs["key"] = (Source(first),)
    refused(s.project(), "'get_item' has no port 'key'")


def test_keras_itself_takes_no_tensor_in_a_slice():
    """The day it does, `ops.get_item` needs a port for its key."""
    x = keras.Input((6, 4), name="x")
    first = keras.Input((), dtype="int32", name="first")
    for key in (first, (slice(None), first), slice(first, None)):
        with pytest.raises((TypeError, ValueError)):
            x[key]


def test_a_tensor_that_pads():
    x, value = keras.Input((4,), name="x"), keras.Input((), name="value")
    padded = keras.ops.pad(x, [[0, 0], [1, 1]], constant_values=keras.ops.max(value))
    project = read(keras.Model([x, value], padded, name="m"))
    refused(project, "'pad' has no port 'constant_values'")
