from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.binding import suggest_bindings
from kgraph.document.columns import Column, DataDescription
from kgraph.document.graph import Port, Source
from kgraph.document.project import Binding, new_project


def describe(*columns):
    return DataDescription(100, columns)


WIDTH = Column("width", minimum=0.5, maximum=2.5)
HEIGHT = Column("height", minimum=0.5, maximum=2.5)
IMAGE = Column("image", (8, 8), minimum=0.0, maximum=255.0)
KIND = Column("kind", dtype="int32", categories=("a", "b"))
STARS = Column("stars", categories=("1", "2"), minimum=1.0, maximum=2.0)


def bindings(drawing, *columns):
    project = suggest_bindings(drawing.project, describe(*columns))
    found = project.data.bindings
    return found.get(drawing.input), found.get(drawing.output)


def test_the_last_column_is_the_target_and_the_others_the_features(drawing):
    features, target = bindings(drawing, WIDTH, HEIGHT, KIND)
    assert features == Binding(("width", "height"), scaling="standard")
    assert target == Binding(("kind",))


def test_a_column_named_so_is_the_target(drawing):
    features, target = bindings(drawing, replace(KIND, name="Label"), WIDTH)
    assert features.columns == ("width",)
    assert target.columns == ("Label",)


def test_text_among_the_features_becomes_one_hot(drawing):
    features, _ = bindings(drawing, WIDTH, KIND, HEIGHT)
    assert features == Binding(("width", "kind"), scaling="standard", one_hot=True)


def test_a_target_that_does_not_count_from_zero_becomes_one_hot(drawing):
    assert bindings(drawing, WIDTH, STARS)[1] == Binding(("stars",), one_hot=True)


def test_text_that_hardly_repeats_is_left_out(drawing):
    features, target = bindings(drawing, Column("id", dtype="string"), WIDTH, KIND)
    assert (features.columns, target.columns) == (("width",), ("kind",))


def test_columns_of_another_shape_than_the_first_are_left_out(drawing):
    features, _ = bindings(drawing, IMAGE, WIDTH, KIND)
    assert features == Binding(("image",), scaling="minmax")


def test_an_image_gets_a_channel_where_a_convolution_follows(drawing):
    graph, node = edits.add(drawing.project.main, "Conv2D")
    graph = edits.connect(graph, Source(drawing.nodes.input), Port(node, "inputs"))
    drawing.project = replace(drawing.project, graphs={"main": graph})
    assert bindings(drawing, IMAGE, KIND)[0].reshape == (8, 8, 1)


def test_a_shape_that_was_drawn_is_kept_if_it_holds_as_many_values(drawing):
    graph = edits.set_parameter(drawing.project.main, drawing.input, "shape", [64])
    drawing.project = replace(drawing.project, graphs={"main": graph})
    assert bindings(drawing, IMAGE, KIND)[0].reshape == (64,)


def test_a_single_column_has_no_target(drawing):
    features, target = bindings(drawing, IMAGE)
    assert features.columns == ("image",)
    assert target is None


def test_what_is_bound_stays_as_it_is(drawing):
    data = replace(drawing.project.data, bindings={drawing.input: Binding(("x",))})
    drawing.project = replace(drawing.project, data=data)
    project = suggest_bindings(drawing.project, describe(WIDTH, KIND))
    assert project is drawing.project


def test_bindings_of_layers_that_are_gone_do_not_count(drawing):
    data = replace(drawing.project.data, bindings={"l99": Binding(("x",))})
    drawing.project = replace(drawing.project, data=data)
    assert bindings(drawing, WIDTH, KIND)[0].columns == ("width",)


def test_two_inputs_are_left_to_the_person(drawing):
    graph, _ = edits.add(drawing.project.main, "Input")
    drawing.project = replace(drawing.project, graphs={"main": graph})
    assert bindings(drawing, WIDTH, KIND) == (None, Binding(("kind",)))


def test_nothing_drawn_and_nothing_usable_are_no_obstacle(drawing):
    empty = new_project()
    assert suggest_bindings(empty, describe(WIDTH, KIND)) == empty
    assert bindings(drawing, Column("id", dtype="string")) == (None, None)


def test_text_is_proposed_to_what_reads_text(drawing):
    graph, node = edits.add(drawing.project.main, "TextVectorization")
    graph = edits.connect(graph, Source(drawing.nodes.input), Port(node, "inputs"))
    project = replace(drawing.project, graphs={"main": graph})
    columns = (
        Column("review", dtype="string"),
        Column("length", minimum=1.0, maximum=9.0),
        Column("label", dtype="int32", categories=("bad", "good")),
    )
    bound = suggest_bindings(project, DataDescription(50, columns))
    assert bound.data.bindings == {
        drawing.input: Binding(("review",)),
        drawing.output: Binding(("label",)),
    }
    assert bound.main.layers[drawing.input].config["dtype"] == "string"
