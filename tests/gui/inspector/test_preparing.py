"""Columns are prepared together or each for itself; classes and samples are weighed."""

import pytest
from inspector_pages import Show, pick, texts
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox
from pytestqt.qtbot import QtBot

from kgraph.document.binding import bind
from kgraph.document.columns import Column, DataDescription
from kgraph.document.project import Binding, DataSource, Preparation

PEOPLE = DataDescription(
    90,
    (
        Column("age", minimum=0.0, maximum=99.0, missing=3),
        Column("pet", dtype="int32", categories=("cat", "dog")),
        Column("size", minimum=0.0, maximum=2.0),
        Column("kind", dtype="int32", categories=("a", "b", "c")),
    ),
)


@pytest.fixture
def page(shown: Show):
    """Shows the page of an Input or Output that is bound to columns."""

    def show(type: str, *columns: str):
        document, panel, (node,) = shown(
            (type, {"shape": [1]} if type == "Input" else {})
        )
        source = DataSource("csv", "people.csv")
        document.edit("x", lambda p: replace(p, data=replace(p.data, source=source)))
        panel.set_description(PEOPLE)
        layer = document.graph.nodes[node].layer
        document.edit("x", lambda p: bind(p, layer, Binding(columns), PEOPLE))

        def binding() -> Binding:
            return document.project.data.bindings[layer]

        return panel.page.data, binding, document

    return show


def combo(data, name: str) -> QComboBox:
    return data.form.rows[name].editor.findChild(QComboBox)


def test_missing_values_are_filled_as_chosen(page) -> None:
    data, binding, _ = page("Input", "age")
    pick(combo(data, "missing"), "median")
    assert binding().missing == "median"
    assert not data.each.isVisible()  # there is but one column


def test_each_column_can_be_prepared_for_itself(page, qtbot: QtBot) -> None:
    data, binding, document = page("Input", "age", "pet")
    qtbot.mouseClick(data.each.fold, Qt.MouseButton.LeftButton)
    scaling, one_hot, _ = data.each.fields["age"]
    assert not one_hot.isEnabled()
    pick(scaling, "minmax")
    assert binding().per_column == {"age": Preparation("minmax")}
    _, one_hot, missing = data.each.fields["pet"]
    one_hot.click()
    pick(missing, "frequent")
    own = Preparation("none", one_hot=True, missing="frequent")
    assert binding().per_column == {"age": Preparation("minmax"), "pet": own}
    assert "2 changed" in data.each.fold.text()
    assert document.project.main.layers[data._layer.id].config["shape"] == [3]
    pick(scaling, "none")  # like all again
    assert set(binding().per_column) == {"pet"}


def test_what_is_of_outputs_alone_is_not_at_inputs(page) -> None:
    data, _, _ = page("Input", "age")
    rows = data.form.rows
    assert rows["reshape"].editor.isVisible()
    assert not rows["class_weights"].editor.isVisible()
    data, _, _ = page("Output", "kind")
    rows = data.form.rows
    assert not rows["reshape"].editor.isVisible()
    assert rows["class_weights"].editor.isVisible()


def test_classes_are_balanced(page) -> None:
    data, binding, _ = page("Output", "kind")
    pick(combo(data, "class_weights"), "balanced")
    assert binding().class_weights == "balanced"
    assert not data.form.rows["class_weights"].editor.below.isVisible()


def test_classes_are_weighed_by_hand(page) -> None:
    data, binding, document = page("Output", "kind")
    pick(combo(data, "class_weights"), "by hand")
    assert binding().class_weights == {"a": 1.0, "b": 1.0, "c": 1.0}
    editor = data.form.rows["class_weights"].editor
    assert editor.below.isVisible()
    editor.numbers["b"].changed.emit(2.5)
    assert binding().class_weights == {"a": 1.0, "b": 2.5, "c": 1.0}
    document.undo()
    pick(combo(data, "class_weights"), "all the same")
    assert binding().class_weights == "none"
    assert not editor.below.isVisible()


def test_weights_of_a_class_that_is_gone_are_still_shown(page) -> None:
    data, _, document = page("Output", "kind")
    layer = data._layer.id
    odd = Binding(("kind",), class_weights={"z": 3.0})
    document.edit("x", lambda p: bind(p, layer, odd, PEOPLE))
    editor = data.form.rows["class_weights"].editor
    assert list(editor.numbers) == ["a", "b", "c", "z"]


def test_a_column_says_how_much_samples_count(page) -> None:
    data, binding, _ = page("Output", "kind")
    box = combo(data, "sample_weights")
    assert [box.itemText(row) for row in range(box.count())] == ["None", "age", "size"]
    pick(box, "size")
    assert binding().sample_weights == "size"
    pick(box, "None")
    assert binding().sample_weights == ""


def test_augmentation_is_offered_for_images(shown: Show, qtbot: QtBot) -> None:
    document, panel, _ = shown(("Input", {"shape": [32, 32, 3]}))
    augment = panel.page.data.augment
    assert augment.isVisible()
    qtbot.mouseClick(augment, Qt.MouseButton.LeftButton)
    types = [layer.type for layer in document.graph.layers.values()]
    assert types == ["Input", "RandomFlip", "RandomRotation", "RandomZoom"]
    assert not augment.isVisible()
    document.undo()
    assert augment.isVisible()
    assert "Data panel" in texts(panel)


def test_it_is_not_offered_for_numbers(shown: Show) -> None:
    _, panel, _ = shown(("Input", {"shape": [32]}))
    assert not panel.page.data.augment.isVisible()
