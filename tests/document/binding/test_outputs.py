import pytest
from msgspec.structs import replace

from kgraph.document import edits
from kgraph.document.binding import layers_of_type, stratified_by
from kgraph.document.project import Binding, Data, Split


def with_loss(drawing, loss, binding, split=None):
    graph = edits.set_parameter(drawing.project.main, drawing.output, "loss", loss)
    data = Data(bindings={drawing.output: binding}, split=split or Split())
    return replace(drawing.project, graphs={"main": graph}, data=data)


@pytest.mark.parametrize(
    ("loss", "column"),
    [
        ({"class_name": "SparseCategoricalCrossentropy", "config": {}}, "species"),
        ({"class_name": "CategoricalHinge"}, "species"),
        ("binary_crossentropy", "species"),
        ({"class_name": "MeanSquaredError", "config": {}}, None),
        (None, None),
        (7, None),
    ],
)
def test_a_loss_for_classes_makes_the_split_stratified(drawing, loss, column):
    assert stratified_by(with_loss(drawing, loss, Binding(("species",)))) == column


def test_no_stratification_when_it_is_off_or_the_target_is_several_columns(drawing):
    loss = {"class_name": "BinaryCrossentropy", "config": {}}
    off = with_loss(drawing, loss, Binding(("sex",)), Split(stratify=False))
    several = with_loss(drawing, loss, Binding(("old", "new")))
    assert stratified_by(off) is None
    assert stratified_by(several) is None


def test_a_layer_that_is_called_twice_is_found_once(drawing):
    graph, _ = edits.call(drawing.project.main, drawing.input)
    assert [layer.id for layer in layers_of_type(graph, "Input")] == [drawing.input]
