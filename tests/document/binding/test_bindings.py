import pytest

from kgraph.document.binding import bind, set_source, unbind
from kgraph.document.columns import Column, DataDescription
from kgraph.document.errors import DataError, EditError
from kgraph.document.project import Binding, DataSource

CSV = DataSource("csv", "data.csv")


def test_an_input_gets_shape_and_type_of_its_columns(drawing, description):
    binding = Binding(("width", "height"))
    project = bind(drawing.project, drawing.input, binding, description)
    assert project.data.bindings == {drawing.input: binding}
    assert project.main.layers[drawing.input].config == {"shape": [2]}


def test_categories_make_an_input_of_whole_numbers_and_numbers_make_it_float_again(
    drawing, description
):
    project = bind(drawing.project, drawing.input, Binding(("species",)), description)
    layer = project.main.layers[drawing.input]
    assert layer.config == {"shape": [1], "dtype": "int32"}
    project = bind(project, drawing.input, Binding(("width",)), description)
    assert project.main.layers[drawing.input].config == {"shape": [1]}


def test_an_output_keeps_its_config(drawing, description):
    binding = Binding(("species",))
    project = bind(drawing.project, drawing.output, binding, description)
    assert project.data.bindings == {drawing.output: binding}
    assert project.main is drawing.project.main


def test_only_inputs_and_outputs_are_bound(drawing, description):
    with pytest.raises(EditError, match="Received: 'Dense'"):
        bind(drawing.project, drawing.dense, Binding(("width",)), description)
    with pytest.raises(EditError, match="Received: 'l99'"):
        bind(drawing.project, "l99", Binding(("width",)), description)


def test_a_binding_to_nothing_is_refused(drawing, description):
    with pytest.raises(DataError, match="'depth'"):
        bind(drawing.project, drawing.input, Binding(("depth",)), description)


def test_unbinding_leaves_the_shape(drawing, description):
    project = bind(drawing.project, drawing.input, Binding(("width",)), description)
    project = unbind(project, drawing.input)
    assert project.data.bindings == {}
    assert project.main.layers[drawing.input].config == {"shape": [1]}
    assert unbind(project, drawing.input) == project


def test_another_source_drops_bindings_to_columns_that_it_does_not_have(
    drawing, description
):
    project = bind(drawing.project, drawing.input, Binding(("width",)), description)
    project = bind(project, drawing.output, Binding(("species",)), description)
    other = DataDescription(5, (Column("width"), Column("age")))
    project = set_source(project, CSV, other)
    assert project.data.source == CSV
    assert list(project.data.bindings) == [drawing.input]


def test_a_source_that_nobody_described_has_no_bindings(drawing, description):
    project = set_source(drawing.project, CSV)
    project = bind(project, drawing.input, Binding(("width",)), description)
    assert set_source(project, CSV) == project
    assert set_source(project, None).data.bindings == {}
