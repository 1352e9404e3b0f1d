"""Columns are bound to an Input or Output, which takes on what suits them."""

from inspector_pages import Show, config, line_of, pick, texts, with_digits
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from kgraph.document import edits
from kgraph.document.binding import bind
from kgraph.document.columns import Column, DataDescription
from kgraph.document.graph import Port, Source
from kgraph.document.project import Binding


def test_columns_are_checked_for_an_input(shown: Show) -> None:
    document, panel, (node,) = shown(("Input", {}))
    with_digits(document, panel)
    data = panel.page.data
    data.columns.list.item(0).setCheckState(Qt.CheckState.Checked)
    layer = document.graph.nodes[node].layer
    assert document.project.data.bindings == {layer: Binding(("image",))}
    assert config(document, node) == {"shape": [8, 8]}
    pick(data.form.rows["scaling"].editor.findChild(QComboBox), "minmax")
    line = line_of(data.form, "reshape")
    line.clear()
    line.insert("8, 8, 1")
    line.textEdited.emit("8, 8, 1")
    assert document.project.data.bindings[layer] == Binding(
        ("image",), "minmax", False, (8, 8, 1)
    )
    assert config(document, node) == {"shape": [8, 8, 1]}
    data.columns.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert document.project.data.bindings == {}


def test_all_columns_that_are_free_are_checked_at_once(
    qtbot: QtBot, shown: Show
) -> None:
    names = ("a", "b", "c", "d", "note", "target")
    description = DataDescription(
        9, tuple(Column(n, dtype="string" if n == "note" else "float32") for n in names)
    )
    document, panel, (x, y) = shown(("Input", {}), ("Output", {}))
    with_digits(document, panel)
    panel.set_description(description)
    layers = document.graph.nodes
    document.edit(
        "x", lambda p: bind(p, layers[y].layer, Binding(("target",)), description)
    )
    qtbot.mouseClick(panel.page.data.columns.all, Qt.MouseButton.LeftButton)
    assert document.project.data.bindings[layers[x].layer].columns == (
        "a",
        "b",
        "c",
        "d",
    )
    assert config(document, x)["shape"] == [4]
    qtbot.mouseClick(panel.page.data.columns.none, Qt.MouseButton.LeftButton)
    assert layers[x].layer not in document.project.data.bindings


def test_columns_that_do_not_go_together_are_explained(shown: Show) -> None:
    document, panel, _ = shown(("Input", {}))
    with_digits(document, panel)
    columns = panel.page.data.columns.list
    columns.item(0).setCheckState(Qt.CheckState.Checked)
    columns.item(1).setCheckState(Qt.CheckState.Checked)
    assert "one shape" in panel.page.findChild(QLabel, "binding error").text()
    assert columns.item(1).checkState() == Qt.CheckState.Unchecked


def test_what_suits_a_target_is_offered_and_applied(qtbot: QtBot, shown: Show) -> None:
    document, panel, (dense, output) = shown(("Dense", {"units": 1}), ("Output", {}))
    document.edit_graph(
        "Connect", lambda g: edits.connect(g, Source(dense), Port(output, "inputs"))
    )
    with_digits(document, panel)
    panel.show_selection([output])
    panel.page.data.columns.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert "10 units, softmax, SparseCategoricalCrossentropy" in texts(panel)
    qtbot.mouseClick(panel.page.data.apply, Qt.MouseButton.LeftButton)
    assert config(document, dense) == {"units": 10, "activation": "softmax"}
    assert (
        config(document, output)["loss"]["class_name"]
        == "SparseCategoricalCrossentropy"
    )
    assert not panel.page.data.apply.isVisible()


def test_what_is_set_already_is_not_offered(shown: Show) -> None:
    """A metric may have a name of its own."""
    output = {
        "loss": {"class_name": "SparseCategoricalCrossentropy", "config": {}},
        "metrics": [
            {"class_name": "SparseCategoricalAccuracy", "config": {"name": "accuracy"}}
        ],
    }
    dense = {"units": 10, "activation": "softmax"}
    document, panel, (first, last) = shown(("Dense", dense), ("Output", output))
    document.edit_graph(
        "Connect", lambda g: edits.connect(g, Source(first), Port(last, "inputs"))
    )
    with_digits(document, panel)
    panel.show_selection([last])
    panel.page.data.columns.list.item(1).setCheckState(Qt.CheckState.Checked)
    assert not panel.page.data.apply.isVisible()
    layer = document.graph.nodes[first].layer
    document.edit_graph("Set", lambda g: edits.set_parameter(g, layer, "units", 4))
    assert panel.page.data.apply.isVisible()
