"""A restless person in a real window: after every step all that is seen is true."""

from collections.abc import Callable
from itertools import count

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QInputDialog
from pytestqt.exceptions import capture_exceptions
from restless import BEGINNINGS, STEPS, Hand, assert_agreement, assert_canvas, take
from restless.answering import Answering

from kgraph.document import files
from kgraph.document.project import Project
from kgraph.document.values import is_identical
from kgraph.gui.blocks import BlockDialog
from kgraph.gui.document import Document
from kgraph.gui.theme import DARK
from kgraph.gui.window import MainWindow

NUMBER = st.integers(0, 99)
STEP = st.tuples(st.sampled_from(STEPS), NUMBER, NUMBER, NUMBER)
BEGINNING = st.sampled_from(BEGINNINGS)
NAMES = ("block", "a & b", "encoder", "über", "block")


class Walk(list):
    """Steps that are drawn; the story tells them better than their numbers."""

    def __repr__(self) -> str:
        return f"<{len(self)} steps>"


@st.composite
def walks(draw: st.DrawFn, length: int) -> Walk:
    """So many steps, of which a failure leaves those that it needs."""
    return Walk(draw(st.lists(STEP, min_size=length, max_size=length)))


unhurried = settings(
    deadline=None,
    print_blob=True,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(autouse=True)
def answers(monkeypatch):
    """Lets forms be accepted, and gives the names that are asked for."""
    numbers = count()

    def name(*_):
        return NAMES[next(numbers) % len(NAMES)], True

    monkeypatch.setattr(BlockDialog, "exec", BlockDialog.accept)
    monkeypatch.setattr(QInputDialog, "getText", name)


@pytest.fixture
def sit_down(qapp, engines):
    """Returns a function that gives a person a new window, and takes the last away."""
    windows = []

    def leave() -> None:
        for window in windows:
            window.session.close()
            window.document.replace(window.document.project)
            window.close()
            window.deleteLater()
        windows.clear()
        QApplication.sendPostedEvents()
        QApplication.processEvents()

    def sit_down(beginning: Callable[[], Project]) -> Hand:
        leave()
        engines.made.clear()
        QGuiApplication.clipboard().clear()
        document = Document(beginning())
        document._history._clock = count(0, 0.3).__next__
        window = MainWindow(document, engines, DARK)
        windows.append(window)
        window.start()
        window.panels.canvas.gliding.milliseconds = 0
        window.resize(1300, 900)
        window.show()
        window.activateWindow()
        hand = Hand(window, Answering(engines), [f"begin with {beginning.__name__}"])
        hand.settle()
        return hand

    yield sit_down
    leave()


def live_through(hand: Hand, steps) -> None:
    """Takes the steps, goes all the way back, and forward again."""
    document, first = hand.window.document, hand.window.document.project
    try:
        with capture_exceptions() as raised:
            for step in steps:
                take(hand, *step)
                assert not raised, raised[0][1]
                assert_canvas(hand.window)  # before the engine has said anything
                hand.settle()
                assert_agreement(hand.window)
            go(hand, "redo")
            last = document.project
            go(hand, "undo")
            assert is_identical(document.project, first)
            assert not document.is_modified
            go(hand, "redo")
            assert is_identical(document.project, last)
            assert is_identical(files.loads(files.dumps(last), "x"), last)
            assert not raised
    finally:
        note("\n".join(hand.story))


def go(hand: Hand, action: str) -> None:
    """Undoes or redoes all there is, and looks at the canvas each time."""
    document = hand.window.document
    hand.canvas.viewer.setFocus()
    while document.undo_label if action == "undo" else document.redo_label:
        hand.do(action)
        assert_canvas(hand.window)
        hand.settle()
        assert_agreement(hand.window)


@settings(unhurried, max_examples=4)
@given(BEGINNING, walks(60))
def test_whatever_a_person_does_the_window_tells_the_truth(sit_down, beginning, steps):
    live_through(sit_down(beginning), steps)


@pytest.mark.slow
@settings(unhurried, max_examples=15)
@given(BEGINNING, walks(200))
def test_two_hundred_steps_later_it_still_does(sit_down, beginning, steps):
    live_through(sit_down(beginning), steps)
