"""In the window: layers are frozen by keys, and canvas and status bar show it."""

from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from kgraph.document import staging
from kgraph.document.analysis import Analysis, GraphAnalysis, NodeAnalysis
from kgraph.messages import Analyzed, Ready

CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_selection_is_frozen_and_learns_again(qtbot, drawn, shown):
    canvas = shown.panels.canvas
    canvas.select(["n2"])
    qtbot.keyClick(canvas, Qt.Key.Key_F, CONTROL | ALT)
    assert drawn.undo_label == "Freeze 1 Node"
    assert canvas.sync.nodes["n2"].card.frozen == "Frozen: it does not train."
    qtbot.keyClick(canvas, Qt.Key.Key_F, CONTROL | ALT | SHIFT)
    assert canvas.sync.nodes["n2"].card.frozen == ""
    assert "trainable" not in drawn.graph.layer_of("n2").config


def test_what_cannot_learn_is_a_sentence(qtbot, drawn, shown):
    shown.panels.canvas.select(["n1"])
    shown.actions_by_name["freeze"].trigger()
    assert "weights to learn. Received: input." in shown.panels.notice.text


def test_the_canvas_follows_the_chosen_stage(drawn, shown):
    canvas, stages = shown.panels.canvas, shown.panels.stages

    def two(project):
        made = (staging.Stage(), staging.Stage(name="rest", trains="only"))
        return replace(project, training=replace(project.training, stages=made))

    drawn.edit("x", two)
    assert canvas.sync.nodes["n2"].card.frozen == ""
    stages.list.setCurrentRow(1)
    assert canvas.sync.nodes["n2"].card.frozen.startswith("Frozen in “rest”")
    drawn.edit("y", lambda project: staging.remove_stage(project, 1))
    assert canvas.sync.nodes["n2"].card.frozen == ""


def test_the_status_bar_counts_what_trains(drawn, shown, engines):
    nodes = {id: NodeAnalysis(()) for id in ("n1", "n3")}
    nodes["n2"] = NodeAnalysis((), trainable=10)
    analysis = Analysis({"main": GraphAnalysis(nodes, trainable=10)})
    drawn.edit("x", lambda project: staging.add_stage(project)[0])
    shown.analyst._ask()
    engine = engines.made[0]
    engine.received.emit(Analyzed(engine.requests[-1].revision, analysis))
    assert "10 parameters, 10 train" in shown.status.costs.text
    shown.docks.stages.raise_()
    QApplication.processEvents()
    assert "Trains 10 of 10 parameters" in shown.panels.stages.facts.text()
    drawn.edit("y", lambda project: staging.set_stage(project, 0, "trains", "only"))
    assert "10 parameters, 0 train" in shown.status.costs.text


def test_the_project_page_leads_to_the_stages(qtbot, drawn, shown, engines):
    shown.panels.canvas.select([])
    drawn.edit("x", lambda project: staging.add_stage(project)[0])
    page = shown.panels.inspector.page
    assert page.stages.text() == "1 stage: Stage 1 (10 epochs)."
    assert not page.training.rows["epochs"].editor.isVisible()
    page.stages_requested.emit()
    assert not shown.panels.stages.visibleRegion().isEmpty()
    engines.made[0].received.emit(Ready("3.15", "tensorflow", ("cpu:0", "gpu:0")))
    assert shown.panels.inspector._known.devices == ("cpu:0", "gpu:0")


def test_a_problem_of_a_setting_leads_to_it(qtbot, shown):
    shown.panels.canvas.select(["n2"])
    shown.panels.problems.setting_requested.emit("training.validation_steps")
    form = shown.panels.inspector.page.training
    qtbot.waitUntil(lambda: form.rows["validation_steps"].editor.isVisible())
    focused = QApplication.focusWidget()
    assert form.rows["validation_steps"].editor.isAncestorOf(focused)
    shown.panels.problems.setting_requested.emit("training.stages.0.epochs")
    qtbot.waitUntil(lambda: shown.panels.stages.isVisible())
    shown.panels.problems.setting_requested.emit("data.split.validation")
    qtbot.waitUntil(lambda: shown.panels.data.isVisible())
