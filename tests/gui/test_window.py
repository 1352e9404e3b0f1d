"""The window as a whole, with an engine that a test speaks for."""

import subprocess

import pytest
from msgspec.structs import replace
from PySide6.QtWidgets import QApplication, QMessageBox

from kgraph import __version__, templates
from kgraph.document import edits
from kgraph.document.analysis import (
    Analysis,
    GraphAnalysis,
    NodeAnalysis,
    Problem,
    Tensor,
)
from kgraph.document.project import new_project
from kgraph.gui.commands.settings import remember_file
from kgraph.gui.theme import DARK, LIGHT
from kgraph.messages import (
    Analyze,
    Analyzed,
    Ready,
    Stop,
    Train,
    TrainingBegan,
    TrainingEnded,
)

Button = QMessageBox.StandardButton
PROBLEM = Problem(rule="r", message="Dense wants more.", node="n2")


@pytest.fixture
def ready(document):
    """A document that can be trained."""
    document.replace(templates.load("digits"))
    return document


def add_dense(graph):
    return edits.add(graph, "Dense")[0]


@pytest.fixture
def shown(window, qtbot):
    window.show()
    qtbot.waitExposed(window)
    return window


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


def test_undo_and_redo_have_names(window, document):
    undo, redo = window.actions_by_name["undo"], window.actions_by_name["redo"]
    assert not undo.isEnabled()
    document.edit_graph("Add Dense", add_dense)
    assert undo.text().replace("&", "") == "Undo Add Dense"
    undo.trigger()
    assert not document.graph.nodes
    assert redo.text().replace("&", "") == "Redo Add Dense"
    redo.trigger()
    assert document.graph.nodes


def test_the_palette_adds_to_the_canvas(window, document):
    window.panels.palette.chosen.emit("Dense")
    assert [layer.type for layer in document.graph.layers.values()] == ["Dense"]


def test_an_answer_reaches_every_panel(window, drawn, tell):
    nodes = {"n1": NodeAnalysis((Tensor((None, 4)),), trainable=1_234)}
    graph = GraphAnalysis(nodes=nodes, trainable=1_234, multiply_adds=99)
    tell(Analysis(graphs={"main": graph}))
    assert window.status.engine_text == "Ready: TensorFlow, CPU"
    assert "1.23 k parameters" in window.status._totals.text()
    tell(Analysis(graphs={"main": graph}, problems=(PROBLEM,)))
    assert window.status._totals.text() == ""
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
    assert "The run is lost" in window.panels.notice.text
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


def test_an_empty_canvas_says_what_to_do(shown, document):
    assert shown.panels.welcome.isVisible()
    document.edit_graph("Add Dense", add_dense)
    assert not shown.panels.welcome.isVisible()
    document.undo()
    assert shown.panels.welcome.isVisible()


def test_closing_asks_about_unsaved_changes(shown, document, engines, monkeypatch):
    document.edit_graph("Add Dense", add_dense)
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: Button.Cancel)
    assert not shown.close()
    assert not engines.made[0].is_closed
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: Button.Discard)
    assert shown.close()
    assert engines.made[0].is_closed


def test_closing_ends_a_run_only_if_the_person_says_so(
    shown, ready, engines, monkeypatch, tmp_path
):
    shown.filing.write(tmp_path / "a.kgraph")
    shown.train()
    engines.last.received.emit(TrainingBegan("0001", 2, 5, 100))
    monkeypatch.setattr(QMessageBox, "question", lambda *_: Button.Cancel)
    assert not shown.close()
    assert engines.last.of_type(Stop) == []
    monkeypatch.setattr(QMessageBox, "question", lambda *_: Button.Yes)
    shown.close()
    assert engines.last.of_type(Stop) == [Stop()]
    engines.last.died.emit("Gone.")
    assert not shown.isVisible()


def test_closing_before_a_run_has_begun_asks_each_question_once(
    shown, ready, engines, monkeypatch
):
    ready.edit_graph("Add Dense", add_dense)
    ready.undo()
    ready.edit("Longer", lambda p: replace(p, training=replace(p.training, epochs=3)))
    shown.train()
    asked = []
    monkeypatch.setattr(
        QMessageBox, "question", lambda *_: asked.append("run") or Button.Yes
    )
    monkeypatch.setattr(
        QMessageBox, "warning", lambda *_: asked.append("file") or Button.Discard
    )
    assert shown.close()
    assert asked == ["run", "file"]
    assert engines.last.is_closed


def test_a_closing_that_was_called_off_is_forgotten(shown, ready, engines, monkeypatch):
    ready.edit("Longer", lambda p: replace(p, training=replace(p.training, epochs=3)))
    monkeypatch.setattr(QMessageBox, "question", lambda *_: Button.Yes)
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: Button.Cancel)
    shown.train()
    engines.last.received.emit(TrainingBegan("0001", 2, 5, 100))
    assert not shown.close()
    engines.last.received.emit(TrainingEnded("0001", "stopped", 1, 1.0))
    assert shown.isVisible()
    shown.train()
    engines.last.received.emit(TrainingEnded("0002", "finished", 1, 1.0))
    assert shown.isVisible()


def test_edit_menu_works_on_the_selection(window, drawn):
    actions = window.actions_by_name
    actions["select_all"].trigger()
    assert window.panels.canvas.selected() == ["n1", "n2", "n3"]
    actions["duplicate"].trigger()
    assert len(drawn.graph.nodes) == 6
    assert len(list(drawn.graph.edges())) == 4
    actions["delete"].trigger()
    assert list(drawn.graph.nodes) == ["n1", "n2", "n3"]
    actions["select_all"].trigger()
    actions["cut"].trigger()
    assert not drawn.graph.nodes
    actions["paste"].trigger()
    assert len(drawn.graph.nodes) == 3
    for _ in range(4):
        actions["undo"].trigger()
    assert list(drawn.graph.nodes) == ["n1", "n2", "n3"]


def test_a_shared_layer_is_called_again_until_it_is_made_independent(window, drawn):
    actions, canvas = window.actions_by_name, window.panels.canvas
    canvas.select(["n2"])
    actions["share"].trigger()
    (again,) = canvas.selected()
    assert drawn.graph.layer_of(again) is drawn.graph.layer_of("n2")
    assert drawn.undo_label == "Share 1 Node"
    actions["make_independent"].trigger()
    assert drawn.graph.layer_of(again) is not drawn.graph.layer_of("n2")
    drawn.undo()
    drawn.undo()
    canvas.select(["n1"])
    actions["share"].trigger()
    assert list(drawn.graph.nodes) == ["n1", "n2", "n3"]


def test_pasting_what_is_no_drawing_does_nothing(window, drawn, qapp):
    before = drawn.project
    qapp.clipboard().clear()
    window.actions_by_name["paste"].trigger()
    qapp.clipboard().setText("hello")
    window.actions_by_name["paste"].trigger()
    assert drawn.project is before


def test_themes_are_taken_at_once_and_remembered(window, theme):
    window.choose_theme("light")
    assert LIGHT.window.name() in window.styleSheet()
    window.choose_theme("dark")
    assert DARK.window.name() in window.styleSheet()


def menu(window, *titles):
    found = window.menuBar()
    for title in titles:
        action = next(a for a in found.actions() if a.text().replace("&", "") == title)
        found = action.menu()
    found.aboutToShow.emit()
    return found


def test_recent_files_are_offered(window, drawn, tmp_path):
    path = tmp_path / "digits.kgraph"
    window.filing.write(path)
    saved = drawn.project
    window.filing.new()
    (action,) = menu(window, "File", "Open Recent").actions()
    assert "digits.kgraph" in action.text()
    action.trigger()
    assert drawn.project == saved


def test_no_recent_files_is_said(window):
    (action,) = menu(window, "File", "Open Recent").actions()
    assert not action.isEnabled()


def test_a_recent_file_that_is_gone_is_one_sentence(window, monkeypatch, tmp_path):
    said = []
    monkeypatch.setattr(QMessageBox, "critical", lambda *a: said.append(a[2]))
    remember_file(str(tmp_path / "gone.kgraph"))
    menu(window, "File", "Open Recent").actions()[0].trigger()
    assert "gone.kgraph" in said[0]


def test_every_template_can_be_opened(window, document):
    actions = menu(window, "File", "New from Template").actions()
    assert len(actions) >= 5
    for action in actions:
        action.trigger()
        assert document.graph.nodes
        assert document.path is None


def test_help_tells_the_keys_and_the_version(window, monkeypatch):
    said = []
    monkeypatch.setattr(QMessageBox, "about", lambda *a: said.append(a[2]))
    window.actions_by_name["shortcuts"].trigger()
    window.actions_by_name["about"].trigger()
    assert "F5" in said[0]
    assert "Train" in said[0]
    assert __version__ in said[1]


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


def test_an_empty_canvas_offers_templates(shown, document):
    shown.panels.welcome._templates.linkActivated.emit("wine")
    assert document.project.main.name == "wine"
    assert not shown.panels.welcome._templates.isVisible()


def test_an_empty_drawing_is_no_mistake_until_it_is_trained(shown, document):
    document.replace(new_project())
    QApplication.processEvents()
    assert shown.panels.problems._problems == ()
    shown.train()
    assert "no Input" in shown.panels.notice.text
    document.edit_graph("Add Dense", add_dense)
    assert shown.analyst.problems_now()
