"""A window closes when the person has answered what would be lost."""

import pytest
from drawings import add_dense
from msgspec.structs import replace
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from kgraph.gui.training import leaving
from kgraph.gui.training.leaving import Answer
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


def answer(monkeypatch, given, asked=None):
    """Lets the person answer what becomes of a run."""

    def ask(window, *, can_leave):
        if asked is not None:
            asked.append(can_leave)
        return given

    monkeypatch.setattr(leaving, "ask", ask)


def test_closing_ends_a_run_only_if_the_person_says_so(
    shown, ready, engines, monkeypatch, tmp_path
):
    shown.filing.write(tmp_path / "a.kgraph")
    shown.train()
    engines.last.received.emit(TrainingBegan("0001", 2, 5, 100))
    answer(monkeypatch, Answer.CANCEL)
    assert not shown.close()
    assert engines.last.of_type(Stop) == []
    answer(monkeypatch, Answer.STOP)
    shown.close()
    assert engines.last.of_type(Stop) == [Stop()]
    engines.last.died.emit("Gone.")
    assert not shown.isVisible()


def test_a_run_that_can_goes_on_without_the_window(
    shown, document, lasting, monkeypatch
):
    asked = []
    answer(monkeypatch, Answer.LEAVE, asked)
    shown.session.attach(lasting)
    lasting.replayed.emit(TrainingBegan("0001", 2, 5, 100))
    document.edit_graph("Add Dense", add_dense)
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: Button.Cancel)
    assert not shown.close()
    assert not lasting.is_left, "the window has stayed"
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: Button.Discard)
    assert shown.close()
    assert asked == [True, True]
    assert (lasting.is_left, lasting.is_closed) == (True, False)
    assert lasting.requests == []


@pytest.mark.parametrize(
    ("can_leave", "texts"),
    [
        (False, {"&Stop It and Close": Answer.STOP, "Cancel": Answer.CANCEL}),
        (
            True,
            {
                **{"&Stop It and Close": Answer.STOP, "Cancel": Answer.CANCEL},
                "&Leave It Running": Answer.LEAVE,
            },
        ),
    ],
)
def test_the_question_has_an_answer_for_each_wish(shown, monkeypatch, can_leave, texts):
    monkeypatch.undo()
    for text, expected in texts.items():
        QTimer.singleShot(0, lambda text=text: press(shown, text))
        assert leaving.ask(shown, can_leave=can_leave) is expected
    QTimer.singleShot(0, lambda: QTest.keyClick(box_of(shown), Qt.Key.Key_Escape))
    assert leaving.ask(shown, can_leave=can_leave) is Answer.CANCEL


def box_of(window):
    return window.findChildren(QMessageBox)[-1]


def press(window, text):
    buttons = {button.text(): button for button in box_of(window).buttons()}
    QTest.mouseClick(buttons[text], Qt.MouseButton.LeftButton)


def test_closing_before_a_run_has_begun_asks_each_question_once(
    shown, ready, engines, monkeypatch
):
    ready.edit_graph("Add Dense", add_dense)
    ready.undo()
    ready.edit("Longer", lambda p: replace(p, training=replace(p.training, epochs=3)))
    shown.train()
    asked = []
    answer(monkeypatch, Answer.STOP, asked)
    monkeypatch.setattr(
        QMessageBox, "warning", lambda *_: asked.append("file") or Button.Discard
    )
    assert shown.close()
    assert asked == [False, "file"]
    assert engines.last.is_closed


def test_a_closing_that_was_called_off_is_forgotten(shown, ready, engines, monkeypatch):
    ready.edit("Longer", lambda p: replace(p, training=replace(p.training, epochs=3)))
    answer(monkeypatch, Answer.STOP)
    monkeypatch.setattr(QMessageBox, "warning", lambda *_: Button.Cancel)
    shown.train()
    engines.last.received.emit(TrainingBegan("0001", 2, 5, 100))
    assert not shown.close()
    engines.last.received.emit(TrainingEnded("0001", "stopped", 1, 1.0))
    assert shown.isVisible()
    shown.train()
    engines.last.received.emit(TrainingEnded("0002", "finished", 1, 1.0))
    assert shown.isVisible()
