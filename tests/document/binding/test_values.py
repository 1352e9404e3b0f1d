"""Values that a layer cannot take are told at its port."""

import pytest
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.binding import bind, check_data
from kgraph.document.columns import Column, DataDescription
from kgraph.document.graph import Port, Source
from kgraph.document.project import Binding, Preparation, new_project

DATA = DataDescription(
    100,
    (
        Column("size", minimum=0.5, maximum=9.0, missing=12),
        Column("age", minimum=1.0, maximum=90.0),
        Column("debt", minimum=-3.0, maximum=9.0),
        Column("photo", (28, 28, 3), minimum=0.0, maximum=255.0),
        Column("mask", (28, 28, 1), minimum=0.0, maximum=1.0),
        Column("pet", dtype="int32", categories=("cat", "dog"), missing=1),
        Column("kind", dtype="int32", categories=("a", "b", "c")),
        Column("note", dtype="string"),
    ),
)


@pytest.fixture
def bound():
    """Returns what is wrong once columns are bound to an Input, a layer or an Output."""

    def make(input, output=None, *, config=None, layer="Flatten"):
        graph = new_project().main
        graph, x = edits.add(graph, "Input", name="x", config=config)
        graph, inner = edits.add(graph, layer)
        graph, y = edits.add(graph, "Output", name="y")
        graph = edits.connect(graph, Source(x), Port(inner, "inputs"))
        graph = edits.connect(graph, Source(inner), Port(y, "inputs"))
        bindings = {
            graph.nodes[x].layer: input,
            graph.nodes[y].layer: output or Binding(("kind",)),
        }
        project = replace(new_project(), graphs={"main": graph})
        data = replace(project.data, bindings=bindings)
        return [
            (p.rule, p.severity, p.received)
            for p in check_data(replace(project, data=data), DATA)
        ]

    return make


def test_missing_values_are_counted_by_column(bound):
    rule = "data-missing", "error", "values missing: 12 in 'size', 1 in 'pet'"
    assert bound(Binding(("size", "age", "pet"))) == [rule]
    assert bound(Binding(("size", "pet"), missing="mean")) == []
    one = {"size": Preparation(missing="zero")}
    assert bound(Binding(("size", "pet"), per_column=one)) == [
        ("data-missing", "error", "values missing: 1 in 'pet'")
    ]


def test_the_bytes_of_images_are_warned_of_unless_something_scales_them(bound):
    photo = Binding(("photo",))
    assert bound(photo) == [("data-range", "warning", "0 to 255")]
    assert bound(Binding(("photo",), scaling="minmax")) == []
    assert bound(photo, layer="Rescaling") == []
    assert bound(photo, layer="BatchNormalization") == []
    assert bound(Binding(("mask",))) == []


def test_texts_and_numbers_do_not_stand_in_for_each_other(bound):
    text, note = {"dtype": "string", "shape": []}, Binding(("note",))
    assert bound(note, layer="TextVectorization") == [
        ("data-dtype", "error", "free text")
    ]
    assert bound(note, config=text, layer="TextVectorization") == []
    assert bound(Binding(("kind",)), config=text, layer="StringLookup") == []
    (problem,) = bound(note, config=text)
    assert problem[:2] == ("data-text", "error")
    problems = bound(Binding(("age",)), config=text, layer="StringLookup")
    assert ("data-dtype", "error", "numbers") in problems


def test_fractions_are_not_cut_off_in_silence(bound):
    whole = {"dtype": "int32", "shape": [1]}
    assert bound(Binding(("debt",)), config=whole) == []
    assert bound(Binding(("age",), scaling="standard"), config=whole) == [
        ("data-dtype", "warning", "fractions in 'age'")
    ]


@pytest.mark.parametrize(
    ("output", "received"),
    [
        (Binding(("kind",), sample_weights="none"), "no column 'none'"),
        (Binding(("kind",), sample_weights="note"), "'note', which is none"),
        (Binding(("kind",), sample_weights="debt"), "-3 in 'debt'"),
        (Binding(("kind",), sample_weights="size"), "12 gaps in 'size'"),
        (Binding(("age",), class_weights="balanced"), "1 column"),
        (Binding(("kind",), class_weights={"d": 2.0}), "'d'"),
    ],
)
def test_weights_that_cannot_be_are_told_at_the_output(bound, output, received):
    assert bound(Binding(("age",)), output) == [("data-weights", "error", received)]


def test_weights_that_can_be_are_no_problem(bound):
    target = Binding(("kind",), class_weights={"a": 2.0}, sample_weights="age")
    assert bound(Binding(("age",)), target) == []


def test_an_input_that_is_given_text_takes_its_dtype_and_no_axes():
    graph, node = edits.add(new_project().main, "Input")
    layer = graph.nodes[node].layer
    project = replace(new_project(), graphs={"main": graph})
    given = bind(project, layer, Binding(("note",)), DATA)
    assert given.main.layers[layer].config == {"shape": [], "dtype": "string"}
    # Categories stay texts for an Input that takes texts, and an axis stays.
    graph = edits.set_parameter(given.main, layer, "shape", [1])
    project = replace(given, graphs={"main": graph})
    given = bind(project, layer, Binding(("kind",)), DATA)
    assert given.main.layers[layer].config == {"shape": [1], "dtype": "string"}
    given = bind(given, layer, Binding(("age",)), DATA)
    assert given.main.layers[layer].config == {"shape": [1]}


def test_numbers_that_are_looked_up_stay_whole():
    graph, x = edits.add(new_project().main, "Input")
    graph, inner = edits.add(graph, "Embedding")
    graph = edits.connect(graph, Source(x), Port(inner, "inputs"))
    project = replace(new_project(), graphs={"main": graph})
    layer = graph.nodes[x].layer
    given = bind(project, layer, Binding(("debt",)), DATA)
    assert given.main.layers[layer].config["dtype"] == "int32"
