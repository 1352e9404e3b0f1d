"""The window as a whole, with an engine that a test speaks for."""

import subprocess

import pytest
from drawings import add_dense

from kgraph.document import edits
from kgraph.document.analysis import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    Problem,
    Tensor,
)
from kgraph.gui.theme import DARK, LIGHT
from kgraph.messages import Analyze, Analyzed, Ready, Stop, Train, TrainingBegan

PROBLEM = Problem(rule="r", message="Dense wants more.", node="n2")


@pytest.fixture
def tell(window, engines):
    """Answers the newest question of the window's analyst."""

    def answer(analysis):
        window.analyst.ask_again()
        revision = engines.made[0].of_type(Analyze)[-1].revision
        engines.made[0].received.emit(Ready("3.15", "tensorflow", ("cpu:0",)))
        engines.made[0].received.emit(Analyzed(revision, analysis))

    return answer


def test_the_title_tells_the_file_and_whether_it_is_saved(window, document, tmp_path):
    assert window.windowTitle() == "Untitled[*] — kgraph"
    assert not window.isWindowModified()
    document.edit_graph("Add Dense", add_dense)
    assert window.isWindowModified()
    window.filing.write(tmp_path / "digits.kgraph")
    assert window.windowTitle() == "digits.kgraph[*] — kgraph"
    assert not window.isWindowModified()


def test_the_palette_adds_to_the_canvas(window, document):
    window.panels.palette.chosen.emit("Dense")
    assert [layer.type for layer in document.graph.layers.values()] == ["Dense"]


def test_an_answer_reaches_every_panel(window, drawn, tell):
    nodes = {"n1": NodeAnalysis((Tensor((None, 4)),), trainable=1_234)}
    graph = GraphAnalysis(nodes=nodes, trainable=1_234, multiply_adds=99)
    tell(Analysis(graphs={"main": graph}))
    assert window.status.engine_text == "Ready: TensorFlow, CPU"
    assert "1.23 k parameters" in window.status.costs.text
    tell(Analysis(graphs={"main": graph}, problems=(PROBLEM,)))
    assert window.status.costs.text == ""
    assert "1 error" in window.status._problems.text()
    assert [i.text(1) for i in window.panels.problems._items] == ["Dense wants more."]


def test_a_problem_leads_to_its_node(window, drawn, tell):
    tell(Analysis(problems=(PROBLEM,)))
    window.panels.problems.select(PROBLEM)
    assert window.panels.canvas.selected() == ["n2"]


def test_training_is_refused_until_errors_are_repaired(window, drawn, tell, engines):
    tell(Analysis(problems=(PROBLEM,)))
    window.train()
    assert len(engines.made) == 1
    assert "Dense wants more." in window.panels.notice.text
    assert window.panels.canvas.selected() == ["n2"]


def test_training_without_data_is_refused_at_once(window, drawn, tell, engines):
    tell(Analysis())
    window.train()
    assert len(engines.made) == 1
    assert "no data" in window.panels.notice.text


def test_train_and_stop(window, ready, engines):
    train, stop = window.actions_by_name["train"], window.actions_by_name["stop"]
    assert not stop.isEnabled()
    train.trigger()
    run = engines.last
    assert run.of_type(Train) == [Train(ready.project, None)]
    assert not train.isEnabled()
    run.received.emit(TrainingBegan("0001", 2, 5, 100))
    stop.trigger()
    assert run.of_type(Stop) == [Stop()]
    run.died.emit("The engine ended unexpectedly.")
    assert train.isEnabled()
    assert "Continue goes on from there" in window.panels.notice.text
    train.trigger()
    assert window.panels.notice.isHidden()


def test_restarting_the_engine_forgets_that_it_gave_up(window, engines):
    for _ in range(3):
        window.engine.start()
        engines.last.died.emit("Gone.")
    assert not window.panels.notice.isHidden()
    window.actions_by_name["restart_engine"].trigger()
    assert window.panels.notice.isHidden()


def test_an_edit_that_is_refused_is_said(window, document):
    document.edit_graph("Rename", lambda graph: edits.rename(graph, "l9", ""))
    assert "Received: 'l9'" in window.panels.notice.text


def test_themes_are_taken_at_once_and_remembered(window, theme):
    window.choose_theme("light")
    assert LIGHT.window.name() in window.styleSheet()
    window.choose_theme("dark")
    assert DARK.window.name() in window.styleSheet()


def test_the_window_imports_no_keras(python):
    code = (
        "import sys, kgraph.gui.window, kgraph.gui.app\n"
        "heavy = {'keras', 'tensorflow', 'sklearn', 'pyqtgraph'} & set(sys.modules)\n"
        "print(*heavy)"
    )
    done = subprocess.run(
        [python, "-c", code], capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.strip() == ""
