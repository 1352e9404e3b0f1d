import pytest
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.binding import check_data
from kgraph.document.project import Binding


def draw(drawing, *, loss=None, units=7, shape=None, input=None, output=None):
    graph = edits.set_parameter(drawing.project.main, drawing.dense, "units", units)
    if loss:
        loss = {"class_name": loss, "config": {}}
        graph = edits.set_parameter(graph, drawing.output, "loss", loss)
    if shape:
        graph = edits.set_parameter(graph, drawing.input, "shape", shape)
    bindings = {drawing.input: input or Binding(("width",))}
    bindings[drawing.output] = output or Binding(("width",))
    data = replace(drawing.project.data, bindings=bindings)
    return replace(drawing.project, graphs={"main": graph}, data=data)


def test_what_is_not_bound_yet_is_a_warning(drawing, description):
    problems = check_data(drawing.project, description)
    assert [(p.rule, p.node, p.severity) for p in problems] == [
        ("data-bound", drawing.nodes.input, "warning"),
        ("data-bound", drawing.nodes.output, "warning"),
    ]


def test_a_column_that_is_gone_is_named(drawing, description):
    project = draw(drawing, input=Binding(("depth",)))
    (problem,) = check_data(project, description)
    assert (problem.rule, problem.node) == ("data-columns", drawing.nodes.input)
    assert "'measures'" in problem.message
    assert "'depth'" in problem.message


def test_an_input_of_another_shape_is_told_both(drawing, description):
    project = draw(drawing, shape=[64], input=Binding(("mask",)))
    (problem,) = check_data(project, description)
    assert (problem.rule, problem.node) == ("data-shape", drawing.nodes.input)
    assert (problem.expected, problem.received) == ("(64,)", "(8, 8)")


@pytest.mark.parametrize("shape", [[8, 8], [None, 8], "garbage"])
def test_a_shape_that_fits_is_no_problem(drawing, description, shape):
    project = draw(drawing, shape=shape, input=Binding(("mask",)))
    assert check_data(project, description) == ()


SPARSE = "SparseCategoricalCrossentropy"
ONE_HOT = Binding(("species",), one_hot=True)


@pytest.mark.parametrize(
    ("loss", "output", "received"),
    [
        (SPARSE, ONE_HOT, "one-hot vectors"),
        ("sparse_categorical_crossentropy", ONE_HOT, "one-hot vectors"),
        (SPARSE, Binding(("width", "height")), "2 columns"),
        (SPARSE, Binding(("width",)), "numbers from 0.5 to 2.5 in 'width'"),
        (SPARSE, Binding(("height",)), "numbers from -1 to 9 in 'height'"),
        (SPARSE, Binding(("species",), scaling="minmax"), "scaled numbers"),
        ("BinaryCrossentropy", Binding(("sex",), scaling="standard"), "zero mean"),
        ("CategoricalCrossentropy", Binding(("species",)), "one value in each sample"),
        ("CategoricalFocalCrossentropy", Binding(("old",)), "one value"),
        ("BinaryCrossentropy", Binding(("species",)), "3 categories in 'species'"),
        ("BinaryCrossentropy", Binding(("old", "stars")), "numbers from 1 to 3"),
    ],
)
def test_a_loss_that_cannot_compare_the_target_is_told(
    drawing, description, loss, output, received
):
    project = draw(drawing, loss=loss, output=output)
    (problem,) = check_data(project, description)
    assert (problem.rule, problem.node) == ("data-loss", drawing.nodes.output)
    assert problem.argument == "inputs"  # it is said at the port
    assert received in problem.received
    assert loss in problem.message
    assert problem.expected


@pytest.mark.parametrize(
    ("loss", "output", "units", "needed", "severity"),
    [
        (SPARSE, Binding(("species",)), 2, 3, "error"),
        (SPARSE, Binding(("species",)), 5, 3, "warning"),
        (SPARSE, Binding(("stars",)), 3, 4, "error"),
        ("CategoricalCrossentropy", ONE_HOT, 5, 3, "error"),
        ("BinaryCrossentropy", Binding(("sex",)), 2, 1, "error"),
        ("MeanSquaredError", Binding(("width", "height")), 1, 2, "error"),
    ],
)
def test_units_that_are_not_as_many_as_classes_or_values_are_told(
    drawing, description, loss, output, units, needed, severity
):
    project = draw(drawing, loss=loss, units=units, output=output)
    (problem,) = check_data(project, description)
    assert (problem.rule, problem.severity) == ("data-classes", severity)
    assert (problem.expected, problem.received) == (f"units={needed}", f"units={units}")
    assert "'dense'" in problem.message
    fitting = draw(drawing, loss=loss, units=needed, output=output)
    assert check_data(fitting, description) == ()


def test_without_a_loss_units_are_not_judged(drawing, description):
    assert check_data(draw(drawing, units=5), description) == ()
