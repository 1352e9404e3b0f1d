"""Menus offer recent files, templates and help."""

from msgspec.structs import replace
from PySide6.QtWidgets import QMessageBox

from kgraph import __version__
from kgraph.document.project import Training
from kgraph.gui.settings import recent_files
from kgraph.messages import Pause, Stop, TrainingBegan, TrainingEnded


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
    recent_files.remember(str(tmp_path / "gone.kgraph"))
    menu(window, "File", "Open Recent").actions()[0].trigger()
    assert "gone.kgraph" in said[0]


def test_every_template_can_be_opened(window, document):
    actions = menu(window, "File", "New from Template").actions()
    assert len(actions) >= 5
    for action in actions:
        action.trigger()
        assert document.graph.nodes
        assert document.path is None


def test_help_tells_the_version(window, monkeypatch):
    said = []
    monkeypatch.setattr(QMessageBox, "about", lambda *a: said.append(a[2]))
    window.actions_by_name["about"].trigger()
    assert __version__ in said[0]


def test_an_ampersand_in_a_name_is_shown(window, document):
    document.edit("Rename a&b", lambda p: replace(p, training=Training(epochs=3)))
    undo = window.actions_by_name["undo"]
    assert undo.text() == "&Undo Rename a&&b"
    assert undo.toolTip().startswith("Undo Rename a&b")


def test_the_run_menu_follows_the_run(window, ready, engines):
    actions = {a.objectName(): a for a in menu(window, "Run").actions()}
    steering = ("stop_best", "pause_resume", "set_learning_rate", "add_epochs")
    assert not any(actions[name].isEnabled() for name in steering)
    window.train()
    engines.last.received.emit(TrainingBegan("0001", 2, 5, 100))
    assert all(actions[name].isEnabled() for name in steering)
    assert not actions["train"].isEnabled()
    actions["pause_resume"].trigger()
    assert actions["pause_resume"].text() == "Res&ume"
    actions["stop_best"].trigger()
    assert engines.last.requests[1:] == [Pause(), Stop(restores_best=True)]
    engines.last.received.emit(TrainingEnded("0001", "stopped", 1, 1.0))
    enabled = [name for name in steering if actions[name].isEnabled()]
    assert enabled == ["add_epochs"], "a run that has ended can go on"
