"""A window closes when the person has answered what would be lost."""

from drawings import add_dense
from msgspec.structs import replace
from PySide6.QtWidgets import QMessageBox

from kgraph.messages import Stop, TrainingBegan, TrainingEnded

Button = QMessageBox.StandardButton


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
