"""A switch near the top freezes a layer, several, or all of a submodel."""

from inspector_pages import Show
from msgspec.structs import replace
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from kgraph.document import edits
from kgraph.document.graph import Graph
from kgraph.document.project import with_graphs
from kgraph.gui.inspector.trainable import TrainableSwitch

State = Qt.CheckState


def click(qtbot: QtBot, switch: TrainableSwitch) -> None:
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(8, 12))


def test_a_layer_is_frozen_and_learns_again(qtbot: QtBot, shown: Show) -> None:
    document, panel, (node,) = shown(("Dense", {"units": 2}))
    switch = panel.page.trainable
    assert switch.isVisible()
    assert switch.checkState() is State.Checked
    click(qtbot, switch)
    assert document.graph.layer_of(node).config["trainable"] is False
    assert document.undo_label == "Freeze dense"
    assert switch.checkState() is State.Unchecked
    click(qtbot, switch)
    assert document.graph.layer_of(node).config == {"units": 2}
    assert document.undo_label == "Unfreeze dense"


def test_what_has_nothing_to_learn_has_no_switch(shown: Show) -> None:
    _, panel, _ = shown(("Dropout", {"rate": 0.5}))
    assert not panel.page.trainable.isVisible()


def test_several_are_frozen_in_one_step(qtbot: QtBot, shown: Show) -> None:
    document, panel, nodes = shown(
        ("Dense", {"units": 2}), ("Dropout", {"rate": 0.5}), ("Dense", {}), select=3
    )
    click(qtbot, panel.page.trainable)
    assert document.undo_label == "Freeze 3 Nodes"
    frozen = [document.graph.layer_of(n).config.get("trainable") for n in nodes]
    assert frozen == [False, None, False]
    document.undo()
    assert panel.page.trainable.checkState() is State.Checked


def test_a_part_of_a_submodel_may_be_frozen(qtbot: QtBot, shown: Show) -> None:
    document, panel, _ = shown(("Input", {"shape": [4]}))
    inner = Graph(id="g1", name="encoder")
    inner, _ = edits.add(inner, "Dense", config={"units": 1, "trainable": False})
    inner, _ = edits.add(inner, "Dense", config={"units": 1})
    document.edit("x", lambda project: with_graphs(project, inner))
    node = document.make_in_graph("y", lambda g: edits.add(g, "graph:g1"))
    panel.show_selection([node])
    switch = panel.page.trainable
    assert switch.checkState() is State.PartiallyChecked
    assert switch.text() == "Trainable (1 of 2 layers frozen)"
    click(qtbot, switch)
    assert switch.checkState() is State.Checked
    click(qtbot, switch)
    layers = document.project.graphs["g1"].layers.values()
    assert all(layer.config["trainable"] is False for layer in layers)
    document.show_graph("g1")
    assert panel.page.trainable.checkState() is State.Unchecked


def test_a_model_frozen_as_a_whole_shows_it(shown: Show) -> None:
    document, panel, _ = shown(("Dense", {"units": 2}))
    document.edit_graph("x", lambda graph: replace(graph, trainable=False))
    assert panel.page.trainable.checkState() is State.Unchecked


def test_an_output_keeps_its_weighted_metrics_folded(shown: Show) -> None:
    _, panel, _ = shown(("Output", {}))
    form = panel.page.form
    assert "loss_weight" in form.rows
    assert "metrics" in form.rows
    assert "weighted_metrics" not in form.rows
    form.more.click()
    assert form.rows["weighted_metrics"].editor.isVisible()
