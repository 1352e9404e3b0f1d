import pytest
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.binding import apply_proposal, bind, check_data, propose
from kgraph.document.columns import Column, DataDescription
from kgraph.document.graph import Port, Source
from kgraph.document.project import Binding

SPARSE = ("softmax", "SparseCategoricalCrossentropy", "SparseCategoricalAccuracy")
ONE_HOT = ("softmax", "CategoricalCrossentropy", "CategoricalAccuracy")
BINARY = ("sigmoid", "BinaryCrossentropy", "BinaryAccuracy")
REGRESSION = ("linear", "MeanSquaredError", "MeanAbsoluteError")


@pytest.mark.parametrize(
    ("binding", "units", "kind", "one_hot"),
    [
        (Binding(("species",)), 3, SPARSE, False),
        (Binding(("species",), one_hot=True), 3, ONE_HOT, True),
        (Binding(("sex",)), 1, BINARY, False),
        (Binding(("sex",), one_hot=True), 2, ONE_HOT, True),
        (Binding(("rooms",)), 4, SPARSE, False),
        (Binding(("stars",)), 3, ONE_HOT, True),
        (Binding(("old",)), 1, BINARY, False),
        (Binding(("sign",)), 2, ONE_HOT, True),
        (Binding(("old", "new")), 2, BINARY, False),
        (Binding(("width",)), 1, REGRESSION, False),
        (Binding(("width",), reshape=()), 1, REGRESSION, False),
        (Binding(("width", "height")), 2, REGRESSION, False),
        (Binding(("image",), reshape=(8, 8, 1)), 1, REGRESSION, False),
    ],
)
def test_what_is_proposed_suits_the_target_and_passes_the_check(
    drawing, description, binding, units, kind, one_hot
):
    proposal = propose(binding, description)
    names = proposal.loss["class_name"], proposal.metrics[0]["class_name"]
    assert (proposal.units, proposal.one_hot) == (units, one_hot)
    assert (proposal.activation, *names) == kind

    project = bind(drawing.project, drawing.output, binding, description)
    project = apply_proposal(project, drawing.output, proposal)
    output, dense = (project.main.layers[id] for id in (drawing.output, drawing.dense))
    assert output.config["loss"] == {"class_name": names[0], "config": {}}
    assert output.config["metrics"] == [{"class_name": names[1], "config": {}}]
    assert dense.config["units"] == units
    assert dense.config.get("activation", "linear") == proposal.activation
    assert project.data.bindings[drawing.output].one_hot == one_hot
    problems = check_data(project, description)
    assert [problem.rule for problem in problems] == ["data-bound"]


@pytest.mark.parametrize(("column", "kept"), [("species", "none"), ("width", "minmax")])
def test_numbers_stay_scaled_and_classes_do_not(drawing, description, column, kept):
    binding = Binding((column,), scaling="minmax")
    project = bind(drawing.project, drawing.output, binding, description)
    proposal = propose(binding, description)
    project = apply_proposal(project, drawing.output, proposal)
    assert project.data.bindings[drawing.output].scaling == kept


def test_a_layer_that_is_no_dense_is_left_alone(drawing, description):
    graph, node = edits.add(drawing.project.main, "Flatten")
    graph = edits.connect(graph, Source(node), Port(drawing.nodes.output, "inputs"))
    project = replace(drawing.project, graphs={"main": graph})
    project = apply_proposal(
        project, drawing.output, propose(Binding(("species",)), description)
    )
    assert project.main.layers[drawing.dense].config == {"units": 7}
    assert "loss" in project.main.layers[drawing.output].config


def test_a_dense_that_is_called_elsewhere_is_left_alone(drawing, description):
    graph, _ = edits.call(drawing.project.main, drawing.dense)
    project = replace(drawing.project, graphs={"main": graph})
    proposal = propose(Binding(("species",)), description)
    project = apply_proposal(project, drawing.output, proposal)
    assert project.main.layers[drawing.dense].config == {"units": 7}


def test_an_output_that_nothing_feeds_gets_its_loss(drawing, description):
    graph = edits.disconnect(drawing.project.main, Port(drawing.nodes.output, "inputs"))
    project = replace(drawing.project, graphs={"main": graph})
    proposal = propose(Binding(("species",)), description)
    project = apply_proposal(project, drawing.output, proposal)
    assert "loss" in project.main.layers[drawing.output].config


def test_an_image_of_0_and_1_is_a_mask():
    column = Column("mask", (8, 8, 1), minimum=0, maximum=1, is_binary=True)
    proposal = propose(Binding(("mask",)), DataDescription(9, (column,)))
    assert (proposal.activation, proposal.loss["class_name"]) == BINARY[:2]
    assert proposal.units == 1
