"""The header of a page names the layer and says what is known of it."""

import pytest
from inspector_pages import Show, retype, texts
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from kgraph.document import edits
from kgraph.document.analysis import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    Problem,
    Tensor,
)
from kgraph.document.graph import Graph
from kgraph.gui.inspector.graph import GraphPanel


def test_a_layer_is_renamed(qtbot: QtBot, shown: Show) -> None:
    document, panel, (node,) = shown(("Dense", {"units": 3}))
    retype(qtbot, panel.page.header.name.field, "head")
    qtbot.keyClick(panel.page.header.name.field, Qt.Key.Key_Return)
    assert document.graph.layer_of(node).name == "head"


@pytest.mark.parametrize("name", ["dense_1", "a/b"])
def test_a_name_that_cannot_be_is_explained(
    qtbot: QtBot, shown: Show, name: str
) -> None:
    document, panel, (node, _) = shown(("Dense", {"units": 3}), ("Dense", {"units": 3}))
    retype(qtbot, panel.page.header.name.field, name)
    qtbot.keyClick(panel.page.header.name.field, Qt.Key.Key_Return)
    assert document.graph.layer_of(node).name == "dense"
    error = panel.page.findChild(QLabel, "name error")
    assert error.isVisible()
    assert repr(name) in error.text()


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
    assert isinstance(panel.page, GraphPanel)
