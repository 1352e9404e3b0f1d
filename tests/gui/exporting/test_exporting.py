"""The model is taken away."""

import pytest
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

from kgraph.gui.commands.exporting import Exporting
from kgraph.gui.lasting_engine import LastingEngine
from kgraph.messages import Export, Exported, Failed
from kgraph.runs import RunStore


@pytest.fixture
def exporting(qtbot, drawn, engines):
    window = QWidget()
    qtbot.addWidget(window)
    engine = LastingEngine(engines)
    engine.start()
    return Exporting(drawn, engine, window)


@pytest.fixture
def target(monkeypatch, tmp_path):
    target = tmp_path / "model"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(target), ""))
    return target


@pytest.fixture
def said(exporting):
    heard = []
    exporting.said.connect(lambda text, severity: heard.append((text, severity)))
    return heard


def test_a_keras_model_is_written_by_the_engine(
    exporting, drawn, engines, target, said
):
    exporting.keras_model()
    path = str(target.with_suffix(".keras"))
    assert engines.last.requests == [Export(drawn.project, "keras", path)]
    engines.last.received.emit(Exported(path, "keras"))
    assert said[-1] == (f"Wrote {path}.", "success")


def test_the_weights_of_a_run_can_be_chosen(
    exporting, drawn, engines, target, tmp_path, monkeypatch
):
    path = tmp_path / "digits.kgraph"
    drawn.mark_saved(path)
    store = RunStore.beside(path)
    store.end(store.begin(drawn.project, seed=0, versions={}).id, "finished")
    monkeypatch.setattr(QInputDialog, "getItem", lambda *a: (a[3][0], True))
    exporting.keras_model()
    exporting.keras_model("0001")
    assert [r.run for r in engines.last.requests] == ["best", "0001"]
    assert engines.last.requests[0].path == str(path)


def test_an_export_can_be_called_off(exporting, engines, monkeypatch):
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    exporting.keras_model()
    exporting.python_code()
    assert engines.last.requests == []


def test_a_failed_export_is_one_sentence(exporting, engines, monkeypatch):
    complaints = []
    monkeypatch.setattr(QMessageBox, "critical", lambda *a: complaints.append(a[2]))
    engines.last.received.emit(Failed("Analyze", "Not this one."))
    engines.last.received.emit(Failed("Export", "No space is left."))
    assert complaints == ["No space is left."]


def test_python_is_written_here(exporting, target, said):
    exporting.python_code()
    assert "def build_model" in target.with_suffix(".py").read_text()
    assert said[-1][1] == "success"


def test_python_that_cannot_be_is_one_sentence(
    exporting, drawn, target, monkeypatch, said
):
    complaints = []
    monkeypatch.setattr(QMessageBox, "critical", lambda *a: complaints.append(a[2]))
    target.with_suffix(".py").mkdir()
    exporting.python_code()
    assert len(complaints) == 1
    drawn.undo()
    exporting.python_code()
    assert len(complaints) == 2
    assert said == []


def test_an_export_outlives_its_engine(exporting, drawn, engines, target, qtbot):
    exporting.keras_model()
    first = engines.last
    first.died.emit("Gone.")
    qtbot.waitUntil(lambda: engines.last is not first)
    assert engines.last.requests == first.requests
    path = str(target.with_suffix(".keras"))
    engines.last.received.emit(Exported(path, "keras"))
    exporting._engine.restart()
    assert engines.last.requests == []


def test_an_export_that_no_engine_survives_is_said_to_have_failed(
    exporting, engines, target, monkeypatch
):
    complaints = []
    monkeypatch.setattr(QMessageBox, "critical", lambda *a: complaints.append(a[2]))
    exporting.keras_model()
    for _ in range(3):
        exporting._engine.start()
        engines.last.died.emit("Gone.")
    assert "model.keras was not written. Gone." in complaints[0]
    exporting.keras_model()
    assert len(engines.last.requests) == 1
