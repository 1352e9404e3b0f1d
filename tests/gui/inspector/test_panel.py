from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QFileDialog, QLabel, QLineEdit, QToolButton
from pytestqt.qtbot import QtBot

from kgraph.document import edits
from kgraph.document.analysis import (
    DATA_READABLE,
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    Problem,
    Tensor,
)
from kgraph.document.binding import bind
from kgraph.document.columns import Column, DataDescription
from kgraph.document.graph import Graph, Port, Source
from kgraph.document.project import Binding, DataSource, new_project
from kgraph.gui.inspector.node import NodePanel
from kgraph.gui.inspector.project import ProjectPanel
from kgraph.gui.inspector.several import SeveralPanel
from kgraph.gui.inspector.source import stored_path
from kgraph.gui.theme import DARK

Show = Callable[..., Any]

DIGITS = DataDescription(
    1797,
    (
        Column("image", (8, 8), minimum=0, maximum=16),
        Column("digit", categories=tuple("0123456789")),
    ),
)


def config(document: Any, node: str) -> dict[str, Any]:
    return document.graph.layer_of(node).config


def retype(qtbot: QtBot, line: QLineEdit, text: str) -> None:
    line.selectAll()
    qtbot.keyClicks(line, text)


def line_of(form: Any, name: str) -> QLineEdit:
    return form.rows[name].editor.findChild(QLineEdit)


def texts(panel: Any) -> str:
    return "\n".join(
        label.text() for label in panel.page.findChildren(QLabel) if label.isVisible()
    )


def test_typing_sets_a_parameter_as_one_step_of_undo(qtbot: QtBot, shown: Show) -> None:
    document, panel, (node,) = shown(("Dense", {"units": 3}))
    retype(qtbot, line_of(panel.page.form, "units"), "128")
    assert config(document, node) == {"units": 128}
    document.undo()
    assert config(document, node) == {"units": 3}
    assert line_of(panel.page.form, "units").text() == "3"


def test_what_is_not_the_default_is_marked_and_can_be_reset(
    qtbot: QtBot, shown: Show
) -> None:
    document, panel, (node,) = shown(("Dense", {"units": 3, "use_bias": False}))
    row = panel.page.form.rows["use_bias"]
    assert row.is_changed
    qtbot.mouseClick(
        panel.page.findChild(QToolButton, "reset use_bias"), Qt.MouseButton.LeftButton
    )
    assert config(document, node) == {"units": 3}
    assert not row.is_changed
    assert document.undo_label == "Reset use_bias of dense"


def test_the_default_is_not_stored(qtbot: QtBot, shown: Show) -> None:
    document, panel, (node,) = shown(("Dropout", {"rate": 0.5, "seed": 3}))
    panel.page.form.more.click()
    line = line_of(panel.page.form, "seed")
    line.selectAll()
    qtbot.keyClick(line, Qt.Key.Key_Delete)
    assert config(document, node) == {"rate": 0.5}


def test_a_missing_parameter_is_said_to_be_required(shown: Show) -> None:
    _, panel, _ = shown(("Dense", {}))
    assert line_of(panel.page.form, "units").placeholderText() == "required"
    assert panel.page.form.rows["units"].label._is_missing


def test_seldom_parameters_are_built_when_more_is_opened(
    qtbot: QtBot, shown: Show
) -> None:
    _, panel, _ = shown(("Dense", {"units": 1, "kernel_regularizer": "l2"}))
    form = panel.page.form
    assert "kernel_regularizer" not in form.rows
    assert form.more.text().endswith("1 changed")
    qtbot.mouseClick(form.more, Qt.MouseButton.LeftButton)
    assert form.rows["kernel_regularizer"].editor.isVisible()
    assert form.rows["kernel_regularizer"].is_changed
    qtbot.mouseClick(form.more, Qt.MouseButton.LeftButton)
    assert not form.rows["kernel_regularizer"].editor.isVisible()


def test_one_page_shows_one_node_after_the_other_of_a_type(shown: Show) -> None:
    _, panel, (_, second) = shown(("Dense", {"units": 3}), ("Dense", {"units": 7}))
    page = panel.page
    panel.show_selection([second])
    assert panel.page is page
    assert line_of(page.form, "units").text() == "7"
    assert page.header.name.text() == "dense_1"


def test_a_change_from_elsewhere_is_shown(shown: Show) -> None:
    document, panel, (node,) = shown(("Dense", {"units": 3}))
    layer = document.graph.nodes[node].layer
    document.edit_graph("Set", lambda g: edits.set_parameter(g, layer, "units", 9))
    assert line_of(panel.page.form, "units").text() == "9"


def test_a_layer_is_renamed(qtbot: QtBot, shown: Show) -> None:
    document, panel, (node,) = shown(("Dense", {"units": 3}))
    retype(qtbot, panel.page.header.name, "head")
    qtbot.keyClick(panel.page.header.name, Qt.Key.Key_Return)
    assert document.graph.layer_of(node).name == "head"


@pytest.mark.parametrize("name", ["dense_1", "a/b"])
def test_a_name_that_cannot_be_is_explained(
    qtbot: QtBot, shown: Show, name: str
) -> None:
    document, panel, (node, _) = shown(("Dense", {"units": 3}), ("Dense", {"units": 3}))
    retype(qtbot, panel.page.header.name, name)
    qtbot.keyClick(panel.page.header.name, Qt.Key.Key_Return)
    assert document.graph.layer_of(node).name == "dense"
    error = panel.page.findChild(QLabel, "name error")
    assert error.isVisible()
    assert repr(name) in error.text()


def test_news_from_the_engine_leave_what_is_typed_alone(
    qtbot: QtBot, shown: Show
) -> None:
    _, panel, _ = shown(("Dense", {"units": 3}))
    retype(qtbot, line_of(panel.page.form, "units"), "1x")
    retype(qtbot, panel.page.header.name, "he")
    panel.show_analysis(Analysis())
    assert line_of(panel.page.form, "units").text() == "1x"
    assert panel.page.header.name.text() == "he"


def test_what_was_typed_stays_with_its_node(qtbot: QtBot, shown: Show) -> None:
    _, panel, (first, second) = shown(("Dense", {"units": 1}), ("Dense", {"units": 1}))
    retype(qtbot, line_of(panel.page.form, "units"), "1x")
    panel.show_selection([second])
    assert line_of(panel.page.form, "units").text() == "1"
    assert (
        panel.page.form.rows["units"]._error is None
        or not panel.page.form.rows["units"]._error.isVisible()
    )
    panel.show_selection([first])
    assert line_of(panel.page.form, "units").text() == "1"


def test_shape_weights_and_problems_are_shown(shown: Show) -> None:
    _, panel, (node,) = shown(("Dense", {"units": 3}))
    known = NodeAnalysis((Tensor((None, 3)),), trainable=15, non_trainable=2)
    problem = Problem("some-rule", "Something <stands> in the way.", node=node)
    other = Problem("some-rule", "Not here.", node="n99")
    panel.show_analysis(
        Analysis({"main": GraphAnalysis({node: known})}, (problem, other))
    )
    said = texts(panel)
    assert "(None, 3) · float32" in said
    assert "17 parameters · 2 of them not trainable" in said
    assert "Something &lt;stands&gt; in the way." in said
    assert "Not here" not in said


def test_a_shared_layer_says_so_and_can_be_parted(qtbot: QtBot, shown: Show) -> None:
    document, panel, (node,) = shown(("Dense", {"units": 3}))
    layer = document.graph.nodes[node].layer
    document.edit_graph("Call", lambda g: edits.call(g, layer)[0])
    assert "called 2 times" in texts(panel)
    qtbot.mouseClick(panel.page.header._part, Qt.MouseButton.LeftButton)
    assert document.graph.nodes[node].layer != layer
    assert "called" not in texts(panel)


def test_arguments_of_the_call_are_constants_of_the_node(
    qtbot: QtBot, shown: Show
) -> None:
    document, panel, (node,) = shown(("Dropout", {"rate": 0.5}))
    combo = panel.page.call.rows["training"].editor.findChild(QComboBox)
    qtbot.keyClick(combo, Qt.Key.Key_End)
    assert document.graph.nodes[node].constants == {"training": False}
    qtbot.mouseClick(
        panel.page.findChild(QToolButton, "reset training"), Qt.MouseButton.LeftButton
    )
    assert document.graph.nodes[node].constants == {}


def test_a_port_of_an_op_takes_a_constant_until_an_edge_ends_there(
    qtbot: QtBot, shown: Show
) -> None:
    document, panel, (node, source) = shown(
        ("ops.multiply", {}), ("Input", {"shape": [3]})
    )
    retype(qtbot, line_of(panel.page.call, "x2"), "2.5")
    assert document.graph.nodes[node].constants == {"x2": 2.5}
    assert panel.page.call.rows["x1"].editor.isVisible()
    document.edit_graph(
        "Connect", lambda g: edits.connect(g, Source(source), Port(node, "x1"))
    )
    assert not panel.page.call.rows["x1"].editor.isVisible()


def test_an_unknown_type_is_shown_as_it_is(shown: Show) -> None:
    _, panel, _ = shown(("FutureLayer", {"depth": 3}))
    assert "does not know this type" in texts(panel)
    assert '"depth": 3' in texts(panel)


def test_several_nodes_of_a_type_are_set_together(qtbot: QtBot, shown: Show) -> None:
    layers = [
        ("Dense", {"units": 3, "activation": "relu"}),
        ("Dense", {"units": 7, "activation": "relu"}),
    ]
    document, panel, nodes = shown(*layers, select=2)
    assert isinstance(panel.page, SeveralPanel)
    assert "Not the same in all: units." in texts(panel)
    retype(qtbot, line_of(panel.page.form, "units"), "5")
    assert [config(document, n)["units"] for n in nodes] == [5, 5]
    document.undo()
    assert [config(document, n)["units"] for n in nodes] == [3, 7]


def test_nodes_of_several_types_are_counted(shown: Show) -> None:
    _, panel, _ = shown(("Dense", {"units": 3}), ("Dropout", {"rate": 0.1}), select=2)
    assert "2 nodes selected" in texts(panel)
    assert "1 × Dense, 1 × Dropout" in texts(panel)
    assert panel.page.form is None


def test_a_deleted_node_gives_way_to_the_project(shown: Show) -> None:
    document, panel, (node,) = shown(("Dense", {"units": 3}))
    document.edit_graph("Delete", lambda g: edits.delete(g, [node]))
    assert isinstance(panel.page, ProjectPanel)


def test_another_project_begins_with_its_own_page(shown: Show) -> None:
    document, panel, _ = shown(("Dense", {"units": 3}))
    document.replace(new_project("other"))
    assert isinstance(panel.page, ProjectPanel)
    assert panel.page.name.text() == "other"


def test_how_the_project_is_trained(qtbot: QtBot, shown: Show) -> None:
    document, panel, _ = shown(("Dense", {}), select=0)
    retype(qtbot, line_of(panel.page.training, "epochs"), "25")
    assert document.project.training.epochs == 25
    assert panel.page.training.rows["epochs"].is_changed
    optimizer = panel.page.training.rows["optimizer"].editor
    optimizer._arrow.click()
    retype(qtbot, optimizer.nested.form.rows["learning_rate"].editor.number.line, "0.1")
    assert document.project.training.optimizer["config"] == {"learning_rate": 0.1}
    qtbot.mouseClick(
        panel.page.findChild(QToolButton, "reset epochs"), Qt.MouseButton.LeftButton
    )
    assert document.project.training.epochs == 10


def test_the_model_is_renamed(qtbot: QtBot, shown: Show) -> None:
    document, panel, _ = shown(("Dense", {}), select=0)
    retype(qtbot, panel.page.name, "classifier")
    qtbot.keyClick(panel.page.name, Qt.Key.Key_Return)
    assert document.project.main.name == "classifier"


def pick(combo: QComboBox, text: str) -> None:
    combo.setCurrentText(text)
    combo.activated.emit(combo.currentIndex())


def test_a_built_in_source_is_chosen_and_its_columns_are_bound(shown: Show) -> None:
    document, panel, (x, y) = shown(("Input", {}), ("Output", {}), select=0)
    pick(panel.page.source.combo, "Digits")
    assert document.project.data.source == DataSource("builtin", "digits")
    assert "being read" in texts(panel)
    panel.set_description(DIGITS)
    assert "1,797 samples, 2 columns." in texts(panel)
    bindings = document.project.data.bindings
    assert bindings[document.graph.nodes[x].layer].columns == ("image",)
    assert bindings[document.graph.nodes[y].layer].columns == ("digit",)
    assert config(document, x)["shape"] == [8, 8]


def test_a_source_that_cannot_be_read_is_not_waited_for(shown: Show) -> None:
    _, panel, _ = shown(("Input", {}), ("Output", {}), select=0)
    pick(panel.page.source.combo, "Digits")
    problem = Problem(rule=DATA_READABLE, message="There is no such file.")
    panel.show_analysis(Analysis(problems=(problem,)))
    assert "cannot be read" in texts(panel)
    assert "being read" not in texts(panel)


def test_a_source_that_was_opened_with_the_file_is_not_bound_anew(shown: Show) -> None:
    document, panel, _ = shown(("Input", {}), ("Output", {}), select=0)
    source = DataSource("builtin", "digits")
    document.edit("x", lambda p: replace(p, data=replace(p.data, source=source)))
    panel.set_description(DIGITS)
    assert document.project.data.bindings == {}


def test_a_file_is_chosen(
    shown: Show, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    document, panel, _ = shown(("Input", {}), select=0)
    chosen = str(tmp_path / "people.csv")
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (chosen, ""))
    pick(panel.page.source.combo, "CSV file…")
    assert document.project.data.source == DataSource("csv", chosen)
    assert panel.page.source.combo.currentText() == "people.csv"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: ("", ""))
    pick(panel.page.source.combo, "NumPy arrays…")
    assert panel.page.source.combo.currentText() == "people.csv"


def test_a_data_file_beside_the_project_is_stored_by_its_relative_path(
    tmp_path: Path,
) -> None:
    project = tmp_path / "a.kgraph"
    assert stored_path(tmp_path / "data" / "x.csv", project) == "data/x.csv"
    assert stored_path(Path("/elsewhere/x.csv"), project) == "/elsewhere/x.csv"
    assert stored_path(tmp_path / "x.csv", None) == str(tmp_path / "x.csv")


def with_digits(document: Any, panel: Any) -> None:
    source = DataSource("builtin", "digits")
    document.edit("x", lambda p: replace(p, data=replace(p.data, source=source)))
    panel.set_description(DIGITS)


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


def test_another_theme_shows_the_same(shown: Show) -> None:
    _, panel, _ = shown(("Dense", {"units": 3}))
    before = panel.page
    panel.set_theme(DARK)
    assert panel.page is not before
    assert line_of(panel.page.form, "units").text() == "3"


def test_pages_that_were_not_shown_for_long_are_forgotten(shown: Show) -> None:
    types = [
        "Flatten",
        "Add",
        "Dropout",
        "ReLU",
        "ELU",
        "Dense",
        "Conv1D",
        "Conv2D",
        "Conv3D",
        "LSTM",
        "GRU",
        "Dot",
        "Reshape",
        "Permute",
    ]
    _, panel, nodes = shown(*((type, {}) for type in types))
    for node in nodes:
        panel.show_selection([node])
        assert isinstance(panel.page, NodePanel)
    assert "Flatten" not in panel._pages
    panel.show_selection([nodes[0]])
    assert panel.page.isVisible()


def test_pages_are_made_in_advance_while_nothing_happens(
    qtbot: QtBot, shown: Show
) -> None:
    _, panel, _ = shown(("Dense", {}), ("Conv2D", {}), ("LSTM", {}))
    assert "LSTM" not in panel._pages
    qtbot.waitUntil(lambda: {"Conv2D", "LSTM"} <= set(panel._pages))
    assert panel.page is panel._pages["Dense"]
    assert not panel._pages["LSTM"].isVisible()


def test_a_submodel_can_be_opened(qtbot: QtBot, shown: Show) -> None:
    document, panel, _ = shown(("Dense", {"units": 3}))
    inner = Graph(id="g1", name="encoder")
    document.edit("x", lambda p: replace(p, graphs={**p.graphs, "g1": inner}))
    document.edit_graph("x", lambda g: edits.add(g, "graph:g1")[0])
    panel.show_selection([list(document.graph.nodes)[-1]])
    assert "encoder" in texts(panel)
    button = next(
        b
        for b in panel.page.findChildren(type(panel.page.header._part))
        if b.text() == "Open Submodel"
    )
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert document.graph_id == "g1"
    assert isinstance(panel.page, ProjectPanel)


def test_what_stands_for_no_value_can_be_read(shown: Show) -> None:
    _, panel, _ = shown(("Dense", {}))
    units = line_of(panel.page.form, "units")
    assert units.placeholderText() == "required"
    color = units.palette().color(QPalette.ColorRole.PlaceholderText)
    assert color == panel._theme.muted, "half of the text's colour would be too pale"
