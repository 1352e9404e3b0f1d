"""The page of one node shows its parameters and the arguments of its call."""

from inspector_pages import Show, config, line_of, retype, texts
from PySide6.QtCore import Qt
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QComboBox, QToolButton
from pytestqt.qtbot import QtBot

from kgraph.document import edits
from kgraph.document.graph import Port, Source


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
    assert '"depth": 3' in panel.page._unknown.config.toPlainText()


def test_what_stands_for_no_value_can_be_read(shown: Show) -> None:
    _, panel, _ = shown(("Dense", {}))
    units = line_of(panel.page.form, "units")
    assert units.placeholderText() == "required"
    color = units.palette().color(QPalette.ColorRole.PlaceholderText)
    assert color == panel._theme.muted, "half of the text's colour would be too pale"
