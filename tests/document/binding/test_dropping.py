"""Columns that are dropped on the drawing are bound, or it is said why not."""

import pytest
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.binding import add_bound, bind_columns, fit
from kgraph.document.columns import Column, DataDescription
from kgraph.document.errors import DataError, EditError
from kgraph.document.graph import Port, Source
from kgraph.document.project import Binding, new_project

DATA = DataDescription(
    90,
    (
        Column("image", (28, 28), minimum=0.0, maximum=255.0),
        Column("age", minimum=0.0, maximum=99.0),
        Column("size", minimum=0.0, maximum=2.0),
        Column("pet", dtype="int32", categories=("cat", "dog", "fish")),
        Column("stars", categories=("1", "2", "3"), minimum=1.0, maximum=3.0),
        Column("note", dtype="string"),
    ),
)


@pytest.fixture
def drawn():
    """A project with an Input, a Dense and an Output, and the ids of their layers."""
    graph, before, layers = new_project().main, None, []
    for type in ("Input", "Dense", "Output"):
        config = {"Dense": {"units": 3}, "Input": {"shape": [4]}}.get(type, {})
        graph, node = edits.add(graph, type, config=config)
        if before:
            graph = edits.connect(graph, Source(before), Port(node, "inputs"))
        before = node
        layers.append(graph.nodes[node].layer)
    return replace(new_project(), graphs={"main": graph}), layers


def test_columns_of_an_input_are_prepared_and_give_it_their_shape(drawn):
    project, (x, _, _) = drawn
    bound = bind_columns(project, x, ("age", "size"), DATA)
    assert bound.data.bindings == {x: Binding(("age", "size"), "standard")}
    assert bound.main.layers[x].config["shape"] == [2]
    bound = bind_columns(bound, x, ("image",), DATA)
    assert bound.data.bindings[x].scaling == "minmax"
    assert bound.main.layers[x].config["shape"] == [28, 28]


def test_classes_of_an_output_are_one_hot_only_if_they_have_to_be(drawn):
    project, (_, _, y) = drawn
    assert not bind_columns(project, y, ("pet",), DATA).data.bindings[y].one_hot
    assert bind_columns(project, y, ("stars",), DATA).data.bindings[y].one_hot


def test_what_does_not_go_is_refused_with_a_reason(drawn):
    project, (x, dense, y) = drawn
    with pytest.raises(EditError, match="Received: Dense"):
        bind_columns(project, dense, ("age",), DATA)
    with pytest.raises(DataError, match="'weight'"):
        bind_columns(project, x, ("weight",), DATA)
    assert fit(project, dense, ("age",), DATA).grade == "refused"
    assert "one shape" in fit(project, x, ("age", "image"), DATA).sentence
    assert fit(project, y, ("note",), DATA).grade == "refused"


def test_text_that_nothing_reads_is_bound_with_a_remark(drawn):
    project, (x, _, _) = drawn
    fitting = fit(project, x, ("note",), DATA)
    assert fitting.grade == "remark"
    assert "TextVectorization" in fitting.sentence


def test_what_fits_is_told(drawn):
    project, (x, _, y) = drawn
    assert fit(project, x, ("image",), DATA).sentence == (
        "Feeds input: samples of 28 × 28."
    )
    assert fit(project, y, ("pet",), DATA).grade == "good"


def test_what_the_layer_behind_an_input_is_not_made_for_is_told(drawn):
    project, (x, _, _) = drawn
    graph, conv = edits.add(project.main, "Conv2D")
    (node,) = graph.calls[x]
    graph = edits.connect(graph, Source(node), Port(conv, "inputs"))
    project = replace(project, graphs={"main": graph})
    told = fit(project, x, ("age",), DATA)
    assert (told.grade, told.sentence) == (
        "remark",
        "Feeds input: samples of 1. conv2d behind it takes others.",
    )
    assert fit(project, x, ("image",), DATA).grade == "good"  # it gets a channel


def test_a_target_that_the_loss_cannot_compare_is_bound_with_a_remark(drawn):
    project, (_, _, y) = drawn
    loss = {"class_name": "SparseCategoricalCrossentropy", "config": {}}
    graph = edits.set_parameter(project.main, y, "loss", loss)
    project = replace(project, graphs={"main": graph})
    told = fit(project, y, ("stars",), DATA)
    assert told.grade == "remark"
    assert "SparseCategoricalCrossentropy" in told.sentence


@pytest.mark.parametrize(
    ("type", "columns", "name"),
    [
        ("Input", ("age",), "age"),
        ("Input", ("age", "size"), "input"),
        ("Output", ("pet",), "output"),
    ],
)
def test_an_end_is_added_for_columns(type, columns, name):
    project, node = add_bound(new_project(), type, columns, DATA, (30.0, 40.0))
    layer = project.main.layer_of(node)
    assert (layer.type, layer.name) == (type, name)
    assert project.main.positions[node] == (30.0, 40.0)
    assert project.data.bindings[layer.id].columns == columns
