"""The stages are added, ordered and set by hand; the canvas shows what they freeze."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QComboBox, QLineEdit, QToolButton
from sketch import Sketch
from tuned_drawings import transfer

from kgraph.document import staging
from kgraph.document.project import MAIN, Project
from kgraph.gui.document import Document
from kgraph.gui.stages.panel import StagesPanel
from kgraph.gui.theme import DARK, LIGHT

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def document(qapp) -> Document:
    return Document(transfer(depth=3))


@pytest.fixture
def panel(qtbot, document) -> StagesPanel:
    panel = StagesPanel(document, DARK)
    qtbot.addWidget(panel)
    panel.resize(340, 800)
    panel.show()
    return panel


def stages(document: Document):
    return document.project.training.stages


def names(document: Document) -> list[str]:
    return [stage.name for stage in stages(document)]


def press(qtbot, panel: StagesPanel, what: str) -> None:
    qtbot.mouseClick(panel.findChild(QToolButton, f"stage {what}"), LEFT)


def with_names(document: Document, *wanted: str) -> None:
    def edit(project: Project) -> Project:
        made = tuple(staging.Stage(name=name) for name in wanted)
        return replace(project, training=replace(project.training, stages=made))

    document.edit("x", edit)


def row_of(panel: StagesPanel, name: str):
    return panel.form.form.rows[name]


def test_a_training_without_stages_says_so(panel):
    assert "trains what the drawing says, for 10 epochs" in panel.about.text()
    assert not panel.list.isVisible()
    assert not panel.form.isVisible()


def test_stages_are_added_copied_and_removed(qtbot, document, panel):
    press(qtbot, panel, "add")
    press(qtbot, panel, "add")
    assert len(stages(document)) == 2
    assert panel.list.currentRow() == 1
    press(qtbot, panel, "duplicate")
    assert (len(stages(document)), panel.list.currentRow()) == (3, 2)
    press(qtbot, panel, "remove")
    assert (len(stages(document)), panel.list.currentRow()) == (2, 1)
    document.undo()
    assert panel.list.count() == 3
    assert document.redo_label == "Remove a Stage"


def test_typing_is_one_step_of_undo(qtbot, document, panel):
    press(qtbot, panel, "add")
    line = row_of(panel, "name").editor.findChild(QLineEdit)
    qtbot.keyClicks(line, "warm up")
    assert names(document) == ["warm up"]
    assert panel.list.item(0).text().startswith("1  warm up\n")
    document.undo()
    assert names(document) == [""]


def test_stages_are_moved_by_keys_and_buttons(qtbot, document, panel):
    with_names(document, "a", "b", "c")
    panel.list.setFocus()
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(document) == ["b", "a", "c"]
    assert panel.list.currentRow() == 1
    press(qtbot, panel, "down")
    assert names(document) == ["b", "c", "a"]
    qtbot.keyClick(panel.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(document) == ["b", "c", "a"], "the last stays the last"
    qtbot.keyClick(panel.list, Qt.Key.Key_Delete)
    assert names(document) == ["b", "c"]


def test_a_stage_is_dragged_to_another_place(qtbot, document, panel):
    with_names(document, "a", "b", "c")
    panel.list.setCurrentRow(0)
    below = panel.list.visualItemRect(panel.list.item(2)).bottomLeft() - QPoint(-5, 2)
    event = QDropEvent(
        QPointF(below),
        Qt.DropAction.MoveAction,
        QMimeData(),
        LEFT,
        Qt.KeyboardModifier.NoModifier,
    )
    panel.list.dropEvent(event)
    assert names(document) == ["b", "c", "a"]
    assert [panel.list.item(i).text()[3] for i in range(3)] == ["b", "c", "a"]
    document.undo()
    assert names(document) == ["a", "b", "c"]


def test_choosing_a_stage_shows_its_form_and_what_it_freezes(qtbot, document, panel):
    qtbot.mouseClick(panel.tune, LEFT)
    assert names(document) == ["Feature extraction", "Fine-tuning"]
    assert panel.shown.frozen.layers[MAIN] == {"l2"}
    texts = [panel.list.item(row).text().split("\n")[1].strip() for row in range(2)]
    assert texts == [
        "5 epochs · all but backbone",
        "5 epochs · last 2 layers · at 0.0001",
    ]
    assert "Trains 1 of 4 layers that learn" in panel.facts.text()
    at = panel.list.visualItemRect(panel.list.item(1)).center()
    qtbot.mouseClick(panel.list.viewport(), LEFT, pos=at)
    assert panel.shown.frozen.layers == {"g1": {"l2", "l3"}}
    assert panel.shown.frozen.words.startswith("Frozen in “Fine-tuning” (stage 2)")
    assert row_of(panel, "last").editor.isVisible()
    assert not row_of(panel, "layers").editor.isVisible()
    qtbot.mouseClick(panel.is_on_canvas, LEFT, pos=QPoint(8, 12))
    assert panel.shown.frozen.layers == {}


def test_a_drawing_without_a_submodel_is_told_why_not(qtbot, document, panel):
    sentences = []
    document.failed.connect(sentences.append)
    document.edit("x", lambda p: replace(p, graphs={MAIN: Sketch().graph}))
    qtbot.mouseClick(panel.tune, LEFT)
    assert "has not a submodel that learns" in sentences[0]
    assert stages(document) == ()


def opened(qtbot, document, panel):
    """The tree of layers of a stage that trains only those listed."""
    press(qtbot, panel, "add")
    document.edit("x", lambda p: staging.set_stage(p, 0, "trains", "only"))
    editor = row_of(panel, "layers").editor
    editor.arrow.click()
    return editor


def test_layers_are_checked_in_a_tree(qtbot, document, panel):
    tree = opened(qtbot, document, panel).tree
    backbone, head = (tree.topLevelItem(row) for row in range(2))
    assert (backbone.text(0), head.text(0)) == ("backbone", "head")
    inside = [backbone.child(i).text(0) for i in range(backbone.childCount())]
    assert inside == ["dense0", "dense1", "dense2"]
    backbone.child(2).setCheckState(0, Qt.CheckState.Checked)
    head.setCheckState(0, Qt.CheckState.Checked)
    assert stages(document)[0].layers == ("g1/l4", "l4")
    assert tree.topLevelItem(0).checkState(0) is Qt.CheckState.PartiallyChecked
    tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Checked)
    assert stages(document)[0].layers == ("l4", "l2")
    assert tree.topLevelItem(0).child(0).isDisabled()
    tree.topLevelItem(1).setCheckState(0, Qt.CheckState.Unchecked)
    assert stages(document)[0].layers == ("l2",)


def test_each_layer_that_is_checked_is_a_step_of_undo(qtbot, document, panel):
    tree = opened(qtbot, document, panel).tree
    for row in range(2):
        tree.topLevelItem(row).setCheckState(0, Qt.CheckState.Checked)
    assert stages(document)[0].layers == ("l2", "l4")
    document.undo()
    assert stages(document)[0].layers == ("l2",)


def test_a_layer_that_is_gone_leaves_the_list_with_the_next_change(
    qtbot, document, panel
):
    tree = opened(qtbot, document, panel).tree
    document.edit("x", lambda p: staging.set_stage(p, 0, "layers", ["l9", "l4"]))
    tree.topLevelItem(0).setCheckState(0, Qt.CheckState.Checked)
    assert stages(document)[0].layers == ("l4", "l2")


def test_the_selection_of_the_canvas_is_taken(qtbot, document, panel):
    editor = opened(qtbot, document, panel)
    assert not editor.take.isEnabled()
    panel.show_selection(["n3", "n4"])
    assert editor.take.text() == "Take the Selection (1)", "a Dropout learns nothing"
    qtbot.mouseClick(editor.take, LEFT)
    document.show_graph("g1")
    panel.show_selection(["n2"])
    qtbot.mouseClick(editor.take, LEFT)
    assert stages(document)[0].layers == ("l4", "g1/l2")
    assert editor.arrow.text() == "2 layers"


def test_what_trains_is_called_by_words(qtbot, document, panel):
    press(qtbot, panel, "add")
    combo = row_of(panel, "trains").editor.findChild(QComboBox)
    texts = [combo.itemText(i) for i in range(combo.count())]
    assert texts[:3] == ["as drawn", "all layers", "last layers"]
    qtbot.keyClick(combo, Qt.Key.Key_Down)
    assert stages(document)[0].trains == "all"


def test_another_theme_keeps_the_stages(qtbot, document, panel):
    qtbot.mouseClick(panel.tune, LEFT)
    panel.set_theme(LIGHT)
    assert row_of(panel, "name").editor.findChild(QLineEdit).text() == (
        "Feature extraction"
    )


def test_another_project_begins_at_its_first_stage(document, panel):
    with_names(document, "a", "b")
    panel.list.setCurrentRow(1)
    document.replace(transfer(depth=3))
    assert panel.shown.index == 0
    assert not panel.list.isVisible()
