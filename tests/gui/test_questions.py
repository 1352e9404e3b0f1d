"""Several questions may wait for an engine; each gets its own answer, or a reason."""

import pytest
from PySide6.QtCore import QObject

from kgraph.gui.lasting_engine import LastingEngine
from kgraph.gui.questions import Questions
from kgraph.messages import Evaluate, Failed, Recall, Recalled


@pytest.fixture
def heard():
    return []


@pytest.fixture
def questions(qapp, engines):
    parent = QObject()
    made = Questions(LastingEngine(engines), {"Recall": Recalled}, parent)
    made.kept = parent
    return made


def ask(questions, heard, name):
    return questions.ask(
        lambda number: Recall(number, ("image",), (1,)),
        lambda event: heard.append((name, event.number)),
        lambda reason: heard.append((name, reason)),
    )


def test_answers_find_whoever_asked_in_any_order(questions, engines, heard):
    first, second = ask(questions, heard, "a"), ask(questions, heard, "b")
    assert [r.number for r in questions.waiting] == [first, second]
    engines.last.received.emit(Recalled(second, ()))
    engines.last.received.emit(Recalled(first, ()))
    engines.last.received.emit(Recalled(first, ()))
    assert heard == [("b", second), ("a", first)]
    assert questions.waiting == ()


def test_a_failure_is_of_the_question_it_names(questions, engines, heard):
    ask(questions, heard, "a")
    second = ask(questions, heard, "b")
    engines.last.received.emit(Failed("Predict", "Other.", subject=str(second)))
    engines.last.received.emit(Failed("Recall", "No such sample.", subject=str(second)))
    assert heard == [("b", "No such sample.")]


def test_an_engine_that_is_started_again_is_asked_again(questions, engines, heard):
    number = ask(questions, heard, "a")
    questions._engine.restart()
    assert [r.number for r in engines.last.of_type(Recall)] == [number]
    engines.last.received.emit(Recalled(number, ()))
    assert heard == [("a", number)]


def test_who_may_have_killed_an_engine_is_told(questions, engines, heard):
    ask(questions, heard, "a")
    engines.last.died.emit("Gone.")
    assert heard == [("a", "Gone.")]


def test_what_is_forgotten_is_not_heard(questions, engines, heard):
    number = ask(questions, heard, "a")
    questions.forget()
    engines.last.received.emit(Recalled(number, ()))
    assert heard == []


def test_what_waits_behind_a_cancelled_question_is_asked_of_another_engine(
    questions, engines, heard
):
    behind = ask(questions, heard, "a")
    questions.ask(lambda number: Evaluate(number, None), heard.append, heard.append)
    questions.cancel(Evaluate)
    assert len(engines.made) == 2
    assert [r.number for r in questions.waiting] == [behind]
    assert [r.number for r in engines.last.of_type(Recall)] == [behind]
    assert heard == []
    questions.cancel(Evaluate)
    assert len(engines.made) == 2, "nothing of the kind waits any more"
