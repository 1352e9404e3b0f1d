"""`kgraph demo` in a window: draws, trains and takes away what it promised."""

import subprocess
import sys

import pytest
from msgspec.structs import replace
from person import Person

from kgraph import templates
from kgraph.document import files
from kgraph.gui import demonstration
from kgraph.gui.demonstration import Demonstration, drawn_so_far, first_nodes
from kgraph.messages import TrainingEnded
from kgraph.runs import RunStore

CLOSE = """
import pathlib
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from kgraph import templates
from kgraph.gui import app
from kgraph.gui.training import leaving
from kgraph.gui.window import MainWindow

leaving.ask = lambda *_, **__: leaving.Answer.STOP
QMessageBox.warning = lambda *_: QMessageBox.StandardButton.Discard
moment, folder = sys.argv[1:]


def act():
    for window in QApplication.topLevelWidgets():
        if isinstance(window, MainWindow) and window.isVisible():
            is_there = len(window.document.graph.nodes) > 2
            if is_there and (moment == "drawing" or not window.session.is_idle):
                window.close()


timer = QTimer(interval=50)
timer.timeout.connect(act)
app.make_application()
timer.start()
sys.exit(app.demonstrate(templates.load("digits"), pathlib.Path(folder)))
"""


def test_a_drawing_grows_in_the_order_of_placement():
    graph = templates.load("siamese").main
    for count in range(len(graph.nodes) + 1):
        part = first_nodes(graph, count)
        assert list(part.nodes) == list(graph.nodes)[:count]
        assert {e.source.node for e in part.edges()} <= part.nodes.keys()
        assert {node.layer for node in part.nodes.values()} == part.layers.keys()
    assert part == graph


def test_data_are_bound_to_what_is_drawn():
    project = templates.load("digits")
    for count in range(len(project.main.nodes) + 1):
        part = drawn_so_far(project, count)
        assert part.data.bindings.keys() <= part.main.layers.keys()
    assert part == project


@pytest.mark.slow
def test_it_draws_trains_and_writes_everything(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(demonstration, "BEAT", 10)
    project = templates.load("digits")
    project = replace(project, training=replace(project.training, epochs=2))
    person = Person(qtbot)
    show = Demonstration(person.window, person.document, project, tmp_path / "out")
    (tmp_path / "out").mkdir()
    show.start()
    person.look_for(lambda: "taken away" in person.notice)
    assert person.document.project == project
    assert not person.document.is_modified
    drawing = tmp_path / "out" / "digits.kgraph"
    assert files.load(drawing) == project
    (run,) = RunStore.beside(drawing).list()
    assert run.state == "finished"
    assert person.is_curve_drawn("val_loss", 2)
    assert (tmp_path / "out" / "digits.keras").exists()
    assert "build_model" in (tmp_path / "out" / "digits.py").read_text()


def test_it_ends_when_the_person_opens_something_else(qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr(demonstration, "BEAT", 10)
    person = Person(qtbot)
    project = templates.load("digits")
    Demonstration(person.window, person.document, project, tmp_path).start()
    person.look_for(lambda: len(person.graph.nodes) > 2)
    wine = templates.load("wine")
    person.document.replace(wine)
    qtbot.wait(200)
    assert person.document.project == wine
    assert not list(tmp_path.glob("digits*"))


def test_a_later_run_is_the_persons_own(qtbot, tmp_path, monkeypatch):
    person = Person(qtbot)
    project = templates.load("digits")
    Demonstration(person.window, person.document, project, tmp_path).start()
    asked = []
    monkeypatch.setattr(person.window.engine, "send", asked.append)
    for run in ("0001", "0002"):
        person.window.session.reported.emit(TrainingEnded(run, "finished", 1, 1.0))
    assert [request.run for request in asked] == ["0001", "0001"]


@pytest.mark.slow
@pytest.mark.parametrize("moment", ["drawing", "training"])
def test_closing_the_window_ends_it_cleanly(moment, tmp_path):
    done = subprocess.run(
        [sys.executable, "-P", "-c", CLOSE, moment, str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "Destroyed while" not in done.stderr
    assert "Traceback" not in done.stderr
